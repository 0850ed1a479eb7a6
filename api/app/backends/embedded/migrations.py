"""Brings a database file to the schema of this code: forward only, in one transaction, by one process.

What is merely new (tables, columns, indexes) is generated from `tables.py`. What rewrites rows is a step of its own.
"""

import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence

from app.backends.embedded.connections import Connections
from app.backends.embedded.schema import (
    INDEX_PREFIX,
    column_sql,
    create_index_sql,
    create_table_sql,
    index_name,
    quoted,
    shape_of,
)
from app.models.tables import ALL_TABLES, SCHEMA_VERSION, Column, Table

Step = Callable[[sqlite3.Connection], None]

STEPS: Mapping[int, Step] = {}
"""The step *to* that version, run after the generated changes. Most versions need none."""

START_DEADLINE_S = 30.0
"""How long a starting process waits for another one that is migrating."""


class DatabaseTooNew(RuntimeError):
    """The file was written by a later release, which this one could only damage."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"The database has schema version {found}, but this release knows only {known}. "
            "Start the newer release, or restore a backup made by this one."
        )


def migrate(
    connections: Connections,
    tables: Sequence[Table] = ALL_TABLES,
    version: int = SCHEMA_VERSION,
    steps: Mapping[int, Step] = STEPS,
) -> None:
    """Safe to call by several processes at once. Raises DatabaseTooNew, or Unavailable if the file stays locked."""
    with connections.read() as connection:
        if _version_of(connection, version) == version:
            return
        _use_wal(connection)
    with connections.write(deadline_s=START_DEADLINE_S) as connection:
        found = _version_of(connection, version)
        if found == version:
            return
        for table in tables:
            _generate(connection, table)
        for number in range(found + 1, version + 1):
            if number in steps:
                steps[number](connection)
        connection.execute(f"PRAGMA user_version = {version}")


def schema_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _version_of(connection: sqlite3.Connection, known: int) -> int:
    found = schema_version(connection)
    if found > known:
        raise DatabaseTooNew(found, known)
    return found


def _use_wal(connection: sqlite3.Connection) -> None:
    """SQLite does not wait for locks here, so that processes that start together have to ask again."""
    deadline = time.monotonic() + START_DEADLINE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _generate(connection: sqlite3.Connection, table: Table) -> None:
    existing = {row[1] for row in connection.execute(f"PRAGMA table_info({quoted(table.name)})")}
    if not existing:
        connection.execute(create_table_sql(table))
    else:
        for column in shape_of(table).real:
            if column.name not in existing:
                _add_column(connection, table, column)
    _generate_indexes(connection, table)


def _add_column(connection: sqlite3.Connection, table: Table, column: Column) -> None:
    """A column that was packed until now takes its values along."""
    name, path = quoted(table.name), f"$.{column.name}"
    connection.execute(f"ALTER TABLE {name} ADD COLUMN {column_sql(column)}")
    connection.execute(
        f"UPDATE {name} SET {quoted(column.name)} = json_extract(data, ?), data = json_remove(data, ?)",  # noqa: S608 - names come from tables.py alone
        (path, path),
    )


def _generate_indexes(connection: sqlite3.Connection, table: Table) -> None:
    wanted = {index_name(table, index): create_index_sql(table, index) for index in table.indexes}
    listed = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?", (table.name,)
    )
    existing = {row[0] for row in listed if row[0].startswith(INDEX_PREFIX)}
    for name in existing - wanted.keys():
        connection.execute(f"DROP INDEX {quoted(name)}")
    for name in wanted.keys() - existing:
        connection.execute(wanted[name])
