"""The Python environment of a component, kept in step with its lock file."""

import sys
from pathlib import Path

from coc_setup import installers, stamps
from repo_layout import bin_of

RUN_LOCK = "requirements.txt"
DEV_LOCK = "requirements-dev.txt"


def keep(component: Path, lock_name: str) -> None:
    """Make `component/.venv` hold what the lock file names, unless it does already.

    An environment once filled for development serves for playing too, and stays one for development.
    """
    environment = component / ".venv"
    stamp = stamps.read(environment) or ""
    lock = component / (DEV_LOCK if stamp.startswith(f"{DEV_LOCK} ") else lock_name)
    wanted = _stamp(environment, lock)
    if stamp == wanted and (bin_of(environment) / "python").exists():
        return
    installers.fill(environment, lock, f"{component.name} environment")
    stamps.write(environment, wanted)


def _stamp(environment: Path, lock: Path) -> str:
    # The path counts: programs in an environment name it, so a moved folder needs a new one.
    return f"{lock.name} {stamps.key(lock, str(environment), sys.version)}"
