"""What the tests need from the system itself: a Chromium, and a Python that can make environments."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from coc_setup.errors import SetupError

CHROMIUM_VARIABLE = "COC_CHROMIUM"
CHROMIUM, HEADLESS = "chromium", "chromium-headless-shell"
"""Debian's Chromium, and the same without a window: the same pages in two thirds of the time."""
CHROMIUM_NAMES = (HEADLESS, CHROMIUM, "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_ON_MACOS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


def chromium() -> Path | None:
    """The browser for the tests: the one COC_CHROMIUM names, or one that is installed, or None."""
    if named := os.environ.get(CHROMIUM_VARIABLE):
        return Path(named)
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if found is not None:
        return Path(found)
    return next((path for path in CHROMIUM_ON_MACOS if path.exists()), None)


def missing_packages() -> list[str]:
    """Names of the Debian packages that this machine lacks, in the order of installing."""
    packages = []
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if chromium() is None:
        packages.append(HEADLESS)
    return packages


def install_missing() -> None:
    """Install what is missing where that may be done unasked; SetupError with the line to run where it may not."""
    packages = missing_packages()
    if not packages:
        return
    if shutil.which("apt-get") is None:
        raise SetupError(
            f"The tests need {' and '.join(packages)}, and this system has no apt: install it your system's way; "
            f"a Chromium in an unusual place is named with {CHROMIUM_VARIABLE}."
        )
    line = f"apt-get update && {_install(packages)}"
    prefix = _unasked()
    if prefix is None:
        raise SetupError(
            f"The tests need system packages. Run this line, then the same command again:\n\n  sudo sh -c '{line}'"
        )
    print(line, flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run([*prefix, "sh", "-c", line], env=environ, check=False).returncode != 0:
        raise SetupError("The line above failed; what it printed says why.")


def _install(packages: list[str]) -> str:
    """Older systems have the browser in its large package alone."""
    line = f"apt-get install --yes --no-install-recommends {' '.join(packages)}"
    return f"({line} || {line.replace(HEADLESS, CHROMIUM)})" if HEADLESS in packages else line


def _unasked() -> list[str] | None:
    """The words that make a command run as root without a question, or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "--preserve-env=DEBIAN_FRONTEND"]
    return None
