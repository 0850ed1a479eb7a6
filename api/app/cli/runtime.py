"""The services of this command, and the trail it leaves."""

import getpass
import json
import os
import sys
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from app.config import Settings, load_settings
from app.logging import configure_logging

if TYPE_CHECKING:
    from app.wiring.accounts import AccountServices
    from app.wiring.services import Services

AUDIT_FILE = "audit.log"


@cache
def settings() -> Settings:
    """Read at the first call. Logs go to standard error: standard output is for the answer."""
    found = load_settings()
    configure_logging(found, sys.stderr)
    return found


@cache
def services() -> "Services":
    """All of them, built at the first call."""
    from app.wiring.services import build  # noqa: PLC0415 - loads the whole game, for those that need it

    return build(settings())


@cache
def account_services() -> "AccountServices":
    """Those of accounts alone, built at the first call: no content is read."""
    from app.wiring.accounts import open_accounts  # noqa: PLC0415 - loaded when used, as above

    return open_accounts(settings())


def audit(action: str, **about: object) -> None:
    """Appends who did what, and when, to the data folder's audit log: one JSON line, readable by its owner alone."""
    line = {"at": datetime.now(UTC).isoformat(), "operator": getpass.getuser(), "action": action, **about}
    path = settings().data_dir / AUDIT_FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as trail:
        trail.write(json.dumps(line, default=str) + "\n")
