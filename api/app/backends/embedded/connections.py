"""Connections to one SQLite file: one a thread, and one writer at a time."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from weakref import WeakSet

from app.backends.embedded.errors import is_passing, translated
from app.models.errors import Unavailable

WRITE_DEADLINE_S = 2.0
"""How long a commit waits for its turn in all: behind threads of this process, then behind other processes."""

_STATEMENT_CACHE = 256


Connect = Callable[[Path], Connection]


def connect(path: Path) -> Connection:
    """A connection that commits only when told, waits a bounded time for locks, and flushes every commit to disk."""
    connection = sqlite3.connect(
        path,
        timeout=WRITE_DEADLINE_S,
        isolation_level=None,
        check_same_thread=False,  # `close` is called by the thread that owns them all
        cached_statements=_STATEMENT_CACHE,
    )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


_INHERITED: list[Connection] = []
"""A parent's connections, kept open in a forked child: to close them there could harm the parent's files."""


class _Held:
    """A thread's connection, closed as soon as the thread ends."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._pid = os.getpid()

    def __del__(self) -> None:
        if self._pid == os.getpid():
            self.connection.close()
        else:
            _INHERITED.append(self.connection)


class _Process:
    """What must not be carried over a fork: open connections and a lock that another thread may hold."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.writer = threading.Lock()
        self.local = threading.local()
        self.held: WeakSet[_Held] = WeakSet()


class Connections:
    """Hands each thread its connection. Safe to use on both sides of a fork."""

    def __init__(self, path: Path, connect: Connect = connect) -> None:
        self.path = path
        self._connect = connect
        self._process = _Process()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """This thread's connection; each statement sees the latest commit. Raises Unavailable."""
        with translated(), self._mine() as connection:
            yield connection

    @contextmanager
    def write(self, *, deadline_s: float = WRITE_DEADLINE_S, is_durable: bool = True) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start: committed at the end, undone on any error.

        What is not durable may be lost in a power cut, together with nothing else. Raises Unavailable if the lock is
        not had within the deadline, or the disk fails; then nothing was changed.
        """
        started = time.monotonic()
        writer = self._current().writer
        if not writer.acquire(timeout=deadline_s):
            raise Unavailable
        try:
            with translated(), self._mine() as connection:
                remaining_ms = int(1000 * max(deadline_s - (time.monotonic() - started), 0.01))
                connection.execute(f"PRAGMA busy_timeout = {remaining_ms}")
                connection.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
                with _transaction(connection):
                    yield connection
        finally:
            writer.release()

    def close(self) -> None:
        """Closes every connection of this process. The next use opens new ones."""
        process, self._process = self._current(), _Process()
        for held in process.held:
            held.connection.close()

    @contextmanager
    def _mine(self) -> Iterator[Connection]:
        process = self._current()
        held: _Held | None = getattr(process.local, "held", None)
        if held is None:
            held = process.local.held = _Held(self._connect(self.path))
            process.held.add(held)
        try:
            yield held.connection
        except sqlite3.Error as error:
            if is_passing(error) and error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                # After a fault of disk or memory the thread starts afresh: what came back is found again.
                process.local.held = None
                held.connection.close()
            raise

    def _current(self) -> _Process:
        if self._process.pid != os.getpid():
            self._process = _Process()
        return self._process


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
