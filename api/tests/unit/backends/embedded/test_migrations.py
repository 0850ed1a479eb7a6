"""A file of an older schema becomes one of this; a newer one is left alone."""

import sqlite3
from pathlib import Path

import pytest

from app.backends.embedded import DATABASE_FILE, EmbeddedBackend, open_embedded
from app.backends.embedded.changes import fetch, insert
from app.backends.embedded.connections import Connections
from app.backends.embedded.migrations import DatabaseTooNew, migrate, schema_version
from app.backends.mail.console import ConsoleMailer
from app.backends.ports import Create
from app.backends.redis.events import RedisEvents
from app.backends.system import SystemClock
from app.models.tables import ALL_TABLES, SCHEMA_VERSION, Column, ColumnKind, Index, Table
from tests.support.backends import SENDER
from tests.support.rows import A_MOMENT, row_of

NAME, LEVEL = Column("name", ColumnKind.STRING, 20), Column("level", ColumnKind.INTEGER)
FEATS = Column("feats", ColumnKind.STRINGS, 20, optional=True)
V1 = Table("heroes", (NAME, LEVEL), (Index(("name",)),))
V2 = Table("heroes", (NAME, LEVEL, FEATS), (Index(("level",)), Index(("name", "level"), unique=True)))
V2_MORE = Table("villains", (NAME,))


@pytest.fixture
def connections(tmp_path: Path) -> Connections:
    return Connections(tmp_path / "test.db")


def old_file(connections: Connections) -> None:
    migrate(connections, [V1], 1, {})
    with connections.write() as connection:
        insert(connection, V1, "h1", {"name": "Brand", "level": 3}, ("ann",), A_MOMENT)


def names(connections: Connections, kind: str) -> set[str]:
    with connections.read() as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = ? AND sql NOT NULL", (kind,))
        return {row[0] for row in found}


def test_new_tables_columns_and_indexes_are_generated_and_values_kept(connections: Connections) -> None:
    old_file(connections)
    migrate(connections, [V2, V2_MORE], 2, {})
    assert names(connections, "table") == {"heroes", "villains"}
    assert names(connections, "index") == {"ix_heroes__level", "ix_heroes__name__level__unique"}
    with connections.read() as connection:
        row = fetch(connection, V2, "h1")
        assert connection.execute("SELECT level FROM heroes").fetchone() == (3,)
    assert row is not None
    assert (row.data, row.version, row.readers) == (
        {"name": "Brand", "level": 3, "feats": None},
        1,
        ("ann",),
    )


def test_steps_run_once_in_order(connections: Connections) -> None:
    old_file(connections)
    ran: list[int] = []
    steps = {number: lambda _connection, number=number: ran.append(number) for number in (1, 2, 3, 5)}
    migrate(connections, [V2], 4, steps)
    migrate(connections, [V2], 4, steps)
    assert ran == [2, 3]


def test_a_failing_step_leaves_the_file_as_it_was(connections: Connections) -> None:
    old_file(connections)
    before = names(connections, "table") | names(connections, "index")

    def fail(_connection: sqlite3.Connection) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrate(connections, [V2, V2_MORE], 2, {2: fail})
    assert names(connections, "table") | names(connections, "index") == before
    with connections.read() as connection:
        assert schema_version(connection) == 1
    migrate(connections, [V2, V2_MORE], 2, {})


def test_a_newer_file_is_refused_in_plain_words(connections: Connections) -> None:
    migrate(connections, [V1], 7, {})
    with pytest.raises(DatabaseTooNew, match=r"version 7.*knows only 2.*newer release"):
        migrate(connections, [V2], 2, {})


def test_a_fresh_file_holds_every_table_and_is_the_owners_alone(
    embedded: EmbeddedBackend, data_dir: Path
) -> None:
    assert names(embedded.connections, "table") == {table.name for table in ALL_TABLES}
    with embedded.connections.read() as connection:
        assert schema_version(connection) == SCHEMA_VERSION
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert (data_dir / DATABASE_FILE).stat().st_mode & 0o777 == 0o600
    assert data_dir.stat().st_mode & 0o777 == 0o700


def test_all_is_found_again_after_a_restart(
    embedded: EmbeddedBackend, data_dir: Path, events: RedisEvents
) -> None:
    embedded.documents.commit([Create("items", "sword", row_of("items", quantity=3))])
    embedded.close()
    again = open_embedded(data_dir, events=events, clock=SystemClock(), mailer=ConsoleMailer(SENDER))
    assert again.documents.get("items", "sword").data["quantity"] == 3
    again.check()
    again.close()
