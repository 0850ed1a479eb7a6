"""A consistent copy of the database while the game goes on."""

import contextlib
import os
import sqlite3
from pathlib import Path

from app.backends.embedded.connections import Connections
from app.backends.embedded.errors import translated


class BackupDamaged(RuntimeError):
    """The copy failed SQLite's own check and was removed."""


def backup(connections: Connections, target: Path) -> None:
    """Writes `target` as it stands at one moment, or leaves it alone. Writers are not held up.

    Raises Unavailable (disk full) or BackupDamaged.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with translated(), connections.read() as source:
            _copy(source, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, partial: Path) -> None:
    with contextlib.closing(sqlite3.connect(partial, isolation_level=None)) as copy:
        source.backup(copy)  # all pages at once: one snapshot
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, no companions
        verdict = copy.execute("PRAGMA quick_check").fetchone()[0]
    if verdict != "ok":
        raise BackupDamaged(str(verdict))
