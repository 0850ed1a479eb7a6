"""Processes forked from one that has already loaded what they need: a start is paid for once, not once a process."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coc_play.errors import PlayError

PROGRAM = Path(__file__).with_name("fork_server.py")
LOOK_EVERY_S = 0.01


class ForkServer:
    """Owns the process that forks; `python` runs it, `preload` names the module that it loads, in `cwd`.

    `before` are the words that bind a command's life to ours. Its own complaints go to `log`.
    """

    def __init__(
        self,
        python: Path,
        preload: str,
        *,
        cwd: Path,
        env: Mapping[str, str],
        log: Path,
        before: Sequence[str] = (),
    ) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as complaints:
            self._process = subprocess.Popen(
                [*before, str(python), str(PROGRAM), preload],
                cwd=cwd,
                env=dict(env),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                start_new_session=True,
            )
        self._one_at_a_time = threading.Lock()
        self._log = log

    @property
    def pid(self) -> int:
        """Its process id, which is its group's id too."""
        return self._process.pid

    def run(
        self,
        words: Sequence[str],
        *,
        cwd: Path,
        env: Mapping[str, str],
        log: Path,
        complaints: Path | None = None,
    ) -> "ForkedProcess":
        """A new process as of `python -m WORDS`. Its output is appended to `log`; what it complains of too, unless it
        has a file of its own. Waits until the server has loaded. PlayError if the server is gone, OSError if a file
        cannot be made."""
        for file in (log, complaints or log):
            file.touch()
        files = {"log": str(log), "complaints": str(complaints or log)}
        pid = self._ask({"words": list(words), "cwd": str(cwd), "env": dict(env), **files})
        if pid is None:
            raise PlayError(f"the process that starts the others is gone; see {self._log}")
        return ForkedProcess(self, pid)

    def run_to_end(
        self, words: Sequence[str], *, cwd: Path, env: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """What `subprocess.run` gives for `python -m WORDS`, its output captured as text. PlayError as above."""
        with tempfile.TemporaryDirectory() as folder:
            output, errors = Path(folder, "output"), Path(folder, "errors")
            code = self.run(words, cwd=cwd, env=env, log=output, complaints=errors).wait()
            return subprocess.CompletedProcess(list(words), code, output.read_text(), errors.read_text())

    def exit_code(self, pid: int) -> int | None:
        """None while that process runs. With the server, what it forked is gone too: its own code then."""
        try:
            return self._ask({"pid": pid})
        except PlayError:
            return self._process.wait()

    def close(self) -> None:
        """End it, and with it whatever it forked."""
        if self._process.stdin is not None and self._process.stdout is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()

    def _ask(self, request: Mapping[str, Any]) -> int | None:
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            raise PlayError("the process that starts the others has no input")
        with self._one_at_a_time:
            try:
                to.write(json.dumps(request).encode() + b"\n")
                to.flush()
                line = back.readline()
            except (OSError, ValueError):  # broken, or closed
                line = b""
        if not line:
            raise PlayError(f"the process that starts the others is gone; see {self._log}")
        answer: int | None = json.loads(line)
        return answer


class ForkedProcess:
    """What `subprocess.Popen` is for a command, for a process that was forked."""

    def __init__(self, server: ForkServer, pid: int) -> None:
        self._server = server
        self._code: int | None = None
        self.pid = pid

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        if self._code is None:
            self._code = self._server.exit_code(self.pid)
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has ended. TimeoutExpired after that many seconds."""
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if until is not None and time.monotonic() >= until:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            time.sleep(LOOK_EVERY_S)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def send_signal(self, number: int) -> None:
        """Nothing happens to one that has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


def can_fork() -> bool:
    """Elsewhere what a process has loaded may not survive a fork."""
    return sys.platform == "linux"
