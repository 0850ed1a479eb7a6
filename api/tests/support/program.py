"""The game's programs as processes of their own. They are forked from one that has loaded what they import, so that a
start costs what the program does and not what Python has to read."""

import ctypes
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.config import API_FOLDER

PR_SET_PDEATHSIG = 1
LOADED = (
    "gunicorn.app.wsgiapp",
    "app.api.server_worker",
    "app.api.shell",
    "app.backends.appwrite",
    "app.backends.embedded",
    "app.cli.__main__",
    "app.gateway.__main__",
    "app.tasks.cron",
    "app.tasks.worker",
    "app.wiring.services",
)
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(list(LOADED))


class Program:
    """`python -m module arguments…` in the folder of the API, with exactly that environment. `output` and `errors` are
    appended to, and may be the same. It ends when this process does."""

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        output: Path,
        errors: Path,
    ) -> None:
        for path in (output, errors):
            path.touch()
        run = (module, tuple(arguments), dict(environment), output, errors)
        self._process = FORKED.Process(target=_become, args=run, daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """Its exit code, minus the number of the signal that ended it, or None while it runs."""
        return self._process.exitcode

    def wait(self, timeout_s: float | None = None) -> int:
        """Raises TimeoutError."""
        self._process.join(timeout_s)
        code = self.poll()
        if code is None:
            raise TimeoutError
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def run_program(
    module: str, arguments: Sequence[str], environment: Mapping[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """To its end; what it wrote passes through files in `folder`."""
    output, errors = (folder / f"{time.monotonic_ns()}.{name}" for name in ("output", "errors"))
    code = Program(module, arguments, environment, output, errors).wait()
    return subprocess.CompletedProcess([module, *arguments], code, output.read_text(), errors.read_text())


def _become(
    module: str, arguments: Sequence[str], environment: Mapping[str, str], output: Path, errors: Path
) -> None:
    """In the new process."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    for number, path in ((1, output), (2, errors)):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(API_FOLDER)
    sys.argv = [module, *arguments]
    for itself in (module, f"{module}.__main__"):
        sys.modules.pop(itself, None)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
