"""A stamp says what a folder was made from, so that a warm start has nothing to do."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

NAME = ".coc-stamp"


def key(*parts: str | Path) -> str:
    """A fingerprint of words and of the contents of files."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def read(folder: Path) -> str | None:
    """What the folder was stamped with, or None."""
    try:
        return (folder / NAME).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None


def write(folder: Path, stamp: str) -> None:
    """Stamp the folder; done last, so that a half-made folder bears none."""
    (folder / NAME).write_text(stamp + "\n", encoding="ascii")


def clear(folder: Path) -> None:
    """Take the stamp off before the folder is changed."""
    (folder / NAME).unlink(missing_ok=True)


def holds_all(folder: Path, names: Iterable[str]) -> bool:
    """Whether every named file is in the folder."""
    return all((folder / name).is_file() for name in names)
