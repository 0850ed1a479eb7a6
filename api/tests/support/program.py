"""The game's programs as processes of their own, forked by the server that `make play` uses: a start costs what the
program does and not what Python has to read."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from sys import executable

from coc_play.forks import ForkServer

from app.config import API_FOLDER

PRELOADED = "tests.support.preloaded"
_HOME = tempfile.TemporaryDirectory(prefix="coc-programs-")
"""Of the fork server; it goes with this process."""


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
        self._process = _forks().run(
            [module, *arguments], cwd=API_FOLDER, env=environment, log=output, complaints=errors
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def poll(self) -> int | None:
        """Its exit code, minus the number of the signal that ended it, or None while it runs."""
        return self._process.poll()

    def wait(self, timeout_s: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired."""
        return self._process.wait(timeout_s)

    def send_signal(self, number: int) -> None:
        self._process.send_signal(number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def run_program(
    module: str, arguments: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """To its end, with what it wrote."""
    return _forks().run_to_end([module, *arguments], cwd=API_FOLDER, env=environment)


@cache
def _forks() -> ForkServer:
    home = Path(_HOME.name)
    environment = {**os.environ, "FLASK_ENV": "test", "COC_DATA_DIR": str(home)}
    return ForkServer(
        Path(executable), PRELOADED, cwd=API_FOLDER, env=environment, log=home / "fork-server.log"
    )
