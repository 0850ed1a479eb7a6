"""The services of this command, and the trail it leaves."""

import getpass
import json
import os
import sys
from datetime import UTC, datetime
from functools import cache

from app.config import load_settings
from app.logging import configure_logging
from app.wiring import Services, build

AUDIT_FILE = "audit.log"


@cache
def services() -> Services:
    """Built at the first call. Logs go to standard error: standard output is for the answer."""
    settings = load_settings()
    configure_logging(settings, sys.stderr)
    return build(settings)


def audit(action: str, **about: object) -> None:
    """Appends who did what, and when, to the data folder's audit log: one JSON line, readable by its owner alone."""
    line = {"at": datetime.now(UTC).isoformat(), "operator": getpass.getuser(), "action": action, **about}
    path = services().settings.data_dir / AUDIT_FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as trail:
        trail.write(json.dumps(line, default=str) + "\n")
