"""The four changes in SQL, inside a transaction that the caller began."""

from collections.abc import Mapping
from datetime import datetime
from sqlite3 import Connection

from app.backends.embedded.rows import (
    SqlValue,
    check_size,
    decode,
    encode,
    encode_packed,
    time_text,
    to_sql,
)
from app.backends.embedded.schema import shape_of
from app.backends.embedded.statements import add_sql, delete_sql, insert_sql, select_sql, update_sql
from app.backends.ports import Add, Change, Create, Delete, Row, Update
from app.backends.values import MAX_INTEGER, json_text
from app.models.errors import Conflict, LimitReached, NotFound
from app.models.tables import TABLES, Table


def fetch(connection: Connection, table: Table, row_id: str) -> Row | None:
    values = connection.execute(f"{select_sql(table)} WHERE id = ?", (row_id,)).fetchone()
    return None if values is None else decode(values, table)


def apply(connection: Connection, change: Change, now: datetime) -> None:
    """Raises what `Documents.commit` promises; the caller then rolls back."""
    table = TABLES[change.table]
    match change:
        case Create():
            insert(connection, table, change.id, change.data, change.readers, now)
        case Update():
            _update(connection, table, change, now)
        case Add():
            _add(connection, table, change, now)
        case Delete():
            _expect(connection, table, change.id, change.expected_version)
            connection.execute(delete_sql(table), (change.id,))


def insert(
    connection: Connection,
    table: Table,
    row_id: str,
    data: Mapping[str, object],
    readers: tuple[str, ...],
    now: datetime,
) -> None:
    """A row at version 1. sqlite3.IntegrityError if the id or a unique index is taken."""
    row = Row(row_id, 1, data, readers, now, now)
    connection.execute(insert_sql(table), encode(row, table))


def _update(connection: Connection, table: Table, change: Update, now: datetime) -> None:
    row = _expect(connection, table, change.id, change.expected_version)
    merged = {**row.data, **change.data}
    assigned: dict[str, SqlValue] = {
        "version": row.version + 1,
        "updated_at": time_text(now),
        "readers": json_text(row.readers if change.readers is None else change.readers),
        "data": encode_packed(table, merged),
    }
    real = {column.name: to_sql(column, merged[column.name]) for column in shape_of(table).real}
    check_size(table, row.id, (assigned["readers"], assigned["data"], *real.values()))
    assigned.update((name, value) for name, value in real.items() if name in change.data)
    connection.execute(update_sql(table, assigned), (*assigned.values(), row.id))


def _add(connection: Connection, table: Table, change: Add, now: datetime) -> None:
    is_loss = change.amount < 0
    lowest = -MAX_INTEGER if change.at_least is None or not is_loss else change.at_least
    highest = MAX_INTEGER if change.at_most is None or is_loss else change.at_most
    done = connection.execute(
        add_sql(table, change.column),
        (change.amount, time_text(now), change.id, change.amount, lowest, highest),
    )
    if done.rowcount:
        return
    raise NotFound if fetch(connection, table, change.id) is None else LimitReached


def _expect(connection: Connection, table: Table, row_id: str, version: int) -> Row:
    row = fetch(connection, table, row_id)
    if row is None:
        raise NotFound
    if row.version != version:
        raise Conflict
    return row
