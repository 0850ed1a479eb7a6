"""Filling a virtual environment from a lock file: by uv in a hidden environment of its own, or else by pip.

uv is some ten times faster; pip is on every machine. Both check every hash of the lock file.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from coc_setup import stamps
from coc_setup.errors import SetupError
from coc_setup.steps import run, step
from repo_layout import SCRIPTS, TOOLS, bin_of

UV_LOCK = SCRIPTS / "locks" / "uv.txt"
UV_HOME = TOOLS / "uv"
NO_VENV = (
    "This Python cannot make virtual environments. On Debian and Ubuntu: "
    "sudo apt-get install python3-venv (or the package named after your Python version)."
)


def fill(environment: Path, lock: Path, what: str) -> None:
    """Make the environment hold exactly what the lock file names. SetupError if neither uv nor pip can.

    `what` names the environment to the person who waits.
    """
    uv = _uv()
    with step(f"{what} ({lock.name})"):
        stamps.clear(environment)
        if uv is None or not _fill_with_uv(uv, environment, lock):
            _fill_with_pip(environment, lock)


def _fill_with_pip(environment: Path, lock: Path) -> None:
    make_environment(environment)
    python = bin_of(environment) / "python"
    run([python, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", lock])


def make_environment(folder: Path) -> None:
    """An empty virtual environment with pip, in place of whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        run([sys.executable, "-m", "venv", folder])
    except SetupError as error:
        raise SetupError(f"{NO_VENV}\n    {error}") from error


def uv_environ() -> dict[str, str]:
    """The environment uv runs in: this Python only, and the package index that pip was told of."""
    environ = dict(os.environ, UV_PYTHON_DOWNLOADS="never", UV_NO_PROGRESS="1")
    if index := environ.get("PIP_INDEX_URL"):
        environ.setdefault("UV_DEFAULT_INDEX", index)
    return environ


@cache
def uv_program() -> Path:
    """The pinned uv. SetupError if it cannot be installed."""
    program = bin_of(UV_HOME) / "uv"
    stamp = stamps.key(UV_LOCK, str(UV_HOME), sys.version)
    if program.is_file() and stamps.read(UV_HOME) == stamp:
        return program
    with step("installer (uv)"):
        make_environment(UV_HOME)
        python = bin_of(UV_HOME) / "python"
        run([python, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", UV_LOCK])
        stamps.write(UV_HOME, stamp)
    return program


@cache
def _uv() -> Path | None:
    try:
        return uv_program()
    except SetupError as error:
        if str(error).startswith(NO_VENV):
            raise
        print(
            f"  uv is not to be had here, pip does its work (slower): {str(error).splitlines()[-1].strip()}"
        )
        return None


def _fill_with_uv(uv: Path, environment: Path, lock: Path) -> bool:
    environ = uv_environ()
    commands: list[list[str | Path]] = [
        [uv, "venv", "--quiet", "--clear", "--no-project", "--python", sys.executable, environment],
        [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", environment, lock],
    ]
    for command in commands:
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1].strip()
            print(f"uv failed ({last}), pip tries … ", end="", flush=True)
            return False
    return True
