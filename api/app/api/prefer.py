"""`Prefer: wait=N` (RFC 7240): how long the caller would hold the line for a result."""

import re

from flask import request

MAX_WAIT_S = 10

_WAIT = re.compile(r"wait\s*=\s*\"?(\d{1,9})\"?", re.IGNORECASE)


def wait_s() -> int:
    """Seconds, at most 10. 0 without the header, or for one that cannot be read: a preference is no command."""
    for preference in request.headers.get("Prefer", "").split(","):
        found = _WAIT.fullmatch(preference.partition(";")[0].strip())
        if found:
            return min(int(found[1]), MAX_WAIT_S)
    return 0
