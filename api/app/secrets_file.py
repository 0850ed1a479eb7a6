"""The key of a fresh install: made once, kept in the data folder with mode 0600."""

import os
import secrets
from pathlib import Path

FILE_NAME = "secrets.env"
NAME = "SECRET_KEY"
_PRIVATE = 0o600
_BYTES = 48


def own_secret_key(data_dir: Path) -> str:
    """The SECRET_KEY of that folder, made if there is none; processes that start at once agree on it."""
    path = data_dir / FILE_NAME
    known = _read(path)
    if known is not None:
        return known
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE), "w") as handle:
        handle.write(f"{before}{NAME}={secrets.token_urlsafe(_BYTES)}\n")
    _publish(fresh, path)
    made = _read(path)
    assert made is not None  # noqa: S101  # one of the processes has just written it
    return made


def _publish(fresh: Path, path: Path) -> None:
    """The first process to come wins; a file that lacked the key is replaced whole."""
    if path.exists():
        fresh.replace(path)
        return
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink(missing_ok=True)


def _read(path: Path) -> str | None:
    if not path.exists():
        return None
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition("=")
        if name.strip() == NAME and value.strip():
            return value.strip()
    return None
