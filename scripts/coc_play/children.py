"""One child process: started in a group of its own, its output in a log file, stopped within a bound."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from coc_play.forks import ForkServer
from coc_play.guardian import Guardian

LAUNCHER = Path(__file__).with_name("launcher.py")


class Process(Protocol):
    """What a `subprocess.Popen` and a forked process have in common."""

    pid: int

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...
    def send_signal(self, number: int, /) -> None: ...


class Child:
    """A running process. `log_start` is where in the log file this run's lines begin, in bytes."""

    def __init__(self, process: Process, log: Path, log_start: int, guardian: Guardian) -> None:
        self._process = process
        self._guardian = guardian
        self.log = log
        self.log_start = log_start

    @property
    def pid(self) -> int:
        """The process id, which is its group's id too."""
        return self._process.pid

    def exit_code(self) -> int | None:
        """None while it runs, negative for the signal that ended it."""
        return self._process.poll()

    def stop(self, within_s: float) -> None:
        """SIGTERM, then SIGKILL for the whole group after `within_s`. Gone when this returns."""
        if self.exit_code() is None:
            self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(within_s)
        self.kill(signal.SIGKILL)

    def kill(self, number: signal.Signals) -> None:
        """Send a signal as a fault. SIGKILL goes to all that the process had started too, and is waited for."""
        if number is not signal.SIGKILL:
            self._process.send_signal(number)
            return
        # A group may hold a server's workers or a job's own process although its first process is gone.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._guardian.forget(self.pid)


def spawn(
    command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str], log: Path, guardian: Guardian
) -> Child:
    """Start the command with its output appended to `log`. OSError if it cannot be run."""
    words = [str(word) for word in command]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        start = output.tell()
        process = subprocess.Popen(
            [*bound_to_us(), *words],
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    guardian.watch(process.pid)
    return Child(process, log, start, guardian)


def fork(
    server: ForkServer,
    words: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str],
    log: Path,
    guardian: Guardian,
) -> Child:
    """Like `spawn`, for the words after `python -m`. PlayError if the server is gone."""
    start = log.stat().st_size if log.exists() else 0
    process = server.run([str(word) for word in words], cwd=cwd, env=env, log=log)
    guardian.watch(process.pid)
    return Child(process, log, start, guardian)


def bound_to_us() -> list[str]:
    """The words before a command that bind its life to ours.

    Linux ties that to the thread that starts the child, so it is done for the main thread alone; the guardian's
    watchdog covers the rest.
    """
    if sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        return []
    return [sys.executable, "-I", "-S", str(LAUNCHER), str(os.getpid())]
