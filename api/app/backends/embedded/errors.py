"""SQLite's errors in the game's words."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from app.models.errors import Conflict, Unavailable

_log = logging.getLogger(__name__)

_PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
"""Faults of the machine, not of a statement: the same call may succeed later."""


def is_passing(error: sqlite3.Error) -> bool:
    """Whether the store, not the statement, is to blame."""
    return (getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF) in _PASSING


@contextmanager
def translated() -> Iterator[None]:
    """Taken ids and unique values become Conflict, faults of disk and locks Unavailable; bugs stay what they are."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Conflict from error
    except sqlite3.Error as error:
        if not is_passing(error):
            raise
        _log.warning("database_unavailable: %s", error)
        raise Unavailable from error
