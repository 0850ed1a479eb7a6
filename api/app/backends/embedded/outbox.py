"""Tells others what was committed: rows of the same transaction, published afterwards, at least once and in order."""

import fcntl
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from typing import TextIO

from app.backends.embedded.changes import fetch, insert
from app.backends.embedded.connections import Connections
from app.backends.embedded.rows import decode, time_text
from app.backends.embedded.statements import select_sql
from app.backends.ports import Change, Clock, Create, Delete, Events, Row
from app.backends.values import json_text
from app.models.errors import Unavailable
from app.models.tables import OUTBOX, TABLES, ColumnKind, Table

TOPIC = "rows"

_BATCH = 50
_AFTER_COMMIT_S = 0.1
_PAUSE_AFTER_FAULT_S = 1.0
_DELETE_DEADLINE_S = 0.1
_SELECT = select_sql(OUTBOX).replace("SELECT ", "SELECT rowid, ", 1) + " ORDER BY rowid LIMIT ?"

_log = logging.getLogger(__name__)


class Announcements:
    """Collects what one transaction changed, and writes one outbox row for each changed row that somebody may read."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._actions: dict[tuple[str, str], str] = {}
        self._deleted: dict[tuple[str, str], Row] = {}

    def note(self, change: Change) -> None:
        """To be called before the change is applied, while a row to be deleted is still there."""
        table, key = TABLES[change.table], (change.table, change.id)
        if not table.realtime:
            return
        if isinstance(change, Delete):
            self._actions[key] = "delete"
            if (row := fetch(self._connection, table, change.id)) is not None:
                self._deleted[key] = row
        else:
            self._actions.setdefault(key, "create" if isinstance(change, Create) else "update")

    def write(self, now: datetime) -> bool:
        """Whether there was anything to tell."""
        is_written = False
        for key, action in self._actions.items():
            table = TABLES[key[0]]
            row = self._deleted.get(key) or fetch(self._connection, table, key[1])
            if row is not None and row.readers:
                payload = {"readers": row.readers, "row": row_payload(table, row)}
                data = {"table_name": key[0], "row_id": key[1], "action": action, "payload": payload}
                insert(self._connection, OUTBOX, self._clock.new_id(), data, (), now)
                is_written = True
        return is_written


def row_payload(table: Table, row: Row) -> dict[str, object]:
    """The whole row as Appwrite's realtime sends it: JSON columns as text, times as ISO 8601. But who else reads it is
    not told: of a message that would be who has muted its author."""
    payload = {column.name: _payload_value(column.kind, row.data[column.name]) for column in table.columns}
    return {
        **payload,
        "version": row.version,
        "$id": row.id,
        "$createdAt": time_text(row.created_at),
        "$updatedAt": time_text(row.updated_at),
        "$permissions": [],
    }


def _payload_value(kind: ColumnKind, value: object) -> object:
    if isinstance(value, datetime):
        return time_text(value)
    return json_text(value) if kind is ColumnKind.JSON and value is not None else value


class Outbox:
    """Publishes what commits left, oldest first. Any number of processes may drain; one at a time does."""

    def __init__(self, connections: Connections, events: Events, lock_file: Path) -> None:
        self._connections = connections
        self._events = events
        self._lock_file = lock_file
        self._paused_until = 0.0

    def drain(self, budget_s: float = 5.0) -> int:
        """Publishes for at most `budget_s` and returns how many rows; 0 if another process is at it.

        Raises Unavailable when the messages or the database cannot be reached; the rest stays for the next call.
        """
        deadline = time.monotonic() + budget_s
        published = 0
        # Asked again after the lock is given back: a row that came meanwhile, whose own drain found the door shut.
        while time.monotonic() < deadline and self._has_rows():
            with self._door() as is_open:
                if not is_open:
                    break
                published += self._publish_batch(deadline)
        return published

    def drain_after_commit(self) -> None:
        """Never fails, never takes long: what it cannot publish at once is the sweeper's."""
        if time.monotonic() < self._paused_until:
            return
        try:
            self.drain(_AFTER_COMMIT_S)
        except Unavailable:
            self._paused_until = time.monotonic() + _PAUSE_AFTER_FAULT_S
            _log.warning("outbox_waits: published later by the sweeper")

    def _has_rows(self) -> bool:
        with self._connections.read() as connection:
            return connection.execute("SELECT 1 FROM outbox LIMIT 1").fetchone() is not None

    @contextmanager
    def _door(self) -> Iterator[bool]:
        """Held by one drainer on this machine, and given back even by a process that is killed."""
        try:
            lock = self._lock_file.open("a")
        except OSError as error:
            raise Unavailable from error
        with lock:
            yield _is_locked(lock)

    def _publish_batch(self, deadline: float) -> int:
        with self._connections.read() as connection:
            batch = connection.execute(_SELECT, (_BATCH,)).fetchall()
        published: list[int] = []
        try:
            for number, *values in batch:
                if published and time.monotonic() > deadline:
                    break
                self._events.publish(TOPIC, _message(decode(values, OUTBOX).data))
                published.append(number)
        finally:
            self._delete(published)
        return len(published)

    def _delete(self, numbers: Sequence[int]) -> None:
        """Need not survive a power cut: what is published twice is known by its version."""
        if not numbers:
            return
        with self._connections.write(deadline_s=_DELETE_DEADLINE_S, is_durable=False) as connection:
            connection.execute("DELETE FROM outbox WHERE rowid BETWEEN ? AND ?", (numbers[0], numbers[-1]))


def _is_locked(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _message(data: Mapping[str, object]) -> Mapping[str, object]:
    payload = data["payload"]
    assert isinstance(payload, dict)  # noqa: S101 - written above
    return {"table": data["table_name"], "row_id": data["row_id"], "action": data["action"], **payload}
