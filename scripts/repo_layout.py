"""Where things stand in the repository: folders of the components and the programs in their environments."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
API = ROOT / "api"
WEB = ROOT / "public_web"
TESTS = ROOT / "tests"
SCRIPTS = ROOT / "scripts"
BENCH = ROOT / "bench"
TOOLS = ROOT / ".tools"
VENDOR = WEB / "static" / "vendor"


def bin_of(environment: Path) -> Path:
    """The folder of a virtual environment that holds its programs."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def program(component: Path, name: str) -> Path:
    """A program in a component's own environment, such as `python` or `gunicorn`. It need not exist."""
    return bin_of(component / ".venv") / name
