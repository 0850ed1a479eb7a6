"""The secrets of one data folder: made at the first start, kept with mode 0600, never printed."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

FILE_NAME = "secrets.env"
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
NAMES = ("SECRET_KEY", "COC_WEB_SECRET_KEY", "COC_REDIS_PASSWORD")
BYTES = 48


@dataclass(frozen=True, slots=True)
class Secrets:
    """Each is 64 characters of URL-safe text from 48 random bytes, unless the host wrote their own."""

    secret_key: str = field(repr=False)
    web_secret_key: str = field(repr=False)
    redis_password: str = field(repr=False)


def load_or_create(data_dir: Path) -> Secrets:
    """The folder's secrets; missing ones are made and added. Folder and file become private."""
    data_dir.mkdir(parents=True, exist_ok=True)
    data_dir.chmod(PRIVATE_FOLDER)
    path = data_dir / FILE_NAME
    known = _read(path) if path.exists() else {}
    complete = {name: known.get(name) or secrets.token_urlsafe(BYTES) for name in NAMES}
    if complete != known:
        _write(path, {**known, **complete})
    path.chmod(PRIVATE_FILE)
    return Secrets(*(complete[name] for name in NAMES))


def _read(path: Path) -> dict[str, str]:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name.strip(): value.strip() for name, _, value in pairs}


def _write(path: Path, values: dict[str, str]) -> None:
    text = "# Secrets of this folder's game. Whoever has them can sign in as anyone.\n"
    text += "".join(f"{name}={value}\n" for name, value in values.items())
    # Written beside and moved into place: a crash leaves the old file or the new one, never half of one.
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "w") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    fresh.replace(path)
