"""Where a form may send the visitor on to."""

import re

_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def local_path(target: str | None, default: str) -> str:
    """The target if it is a path on this site: no host, no scheme, no backslash, no control. Else the default."""
    if target and len(target) <= 500 and _LOCAL.fullmatch(target):
        return target
    return default
