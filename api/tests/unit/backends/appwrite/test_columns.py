"""How the declared tables fit into Appwrite's."""

import pytest

from app.backends.appwrite.columns import (
    MAX_INDEX_LENGTH,
    MAX_KEY,
    MAX_ROW_WIDTH,
    TECHNICAL,
    WireColumn,
    WireType,
    index_key,
    row_width,
    wire_column,
    wire_columns,
)
from app.backends.appwrite.schema import TABLES_ON_APPWRITE
from app.models.tables import CHARACTERS, GAME_SESSIONS, SESSION_TURNS, ColumnKind, Table

TABLES = pytest.mark.parametrize("table", TABLES_ON_APPWRITE, ids=lambda table: table.name)
MAX_VARCHAR = 16_381


@TABLES
def test_a_row_fits_into_a_row(table: Table) -> None:
    assert row_width(table) <= MAX_ROW_WIDTH
    assert all(column.size <= MAX_VARCHAR for column in wire_columns(table))


@TABLES
def test_names_are_what_appwrite_takes_and_no_two_are_alike(table: Table) -> None:
    keys = [column.key for column in wire_columns(table)]
    assert len(set(keys)) == len(keys)
    assert all(len(key) <= MAX_KEY and key != "data" and not key.startswith("$") for key in keys)
    indexes = [index_key(index) for index in table.indexes]
    assert len(set(indexes)) == len(indexes)
    assert all(len(key) <= MAX_KEY for key in indexes)


@TABLES
def test_an_index_is_short_enough_and_stands_on_what_can_be_indexed(table: Table) -> None:
    columns = {column.key: column for column in wire_columns(table)}
    for index in table.indexes:
        indexed = [columns[name] for name in index.columns]
        assert sum(column.size for column in indexed) <= MAX_INDEX_LENGTH
        assert all(column.type not in (WireType.TEXT, WireType.MEDIUMTEXT) for column in indexed)
        assert not any(column.is_array for column in indexed)


def test_each_kind_has_its_type() -> None:
    def of(table: Table, name: str) -> WireColumn:
        return wire_column(table, table.column(name))

    assert of(CHARACTERS, "character_data") == WireColumn("character_data", WireType.MEDIUMTEXT)
    assert of(CHARACTERS, "name_key") == WireColumn("name_key", WireType.VARCHAR, 160)
    assert of(CHARACTERS, "gold") == WireColumn("gold", WireType.INTEGER)
    assert of(GAME_SESSIONS, "turn_order") == WireColumn("turn_order", WireType.VARCHAR, 36, is_array=True)
    assert of(GAME_SESSIONS, "last_activity") == WireColumn("last_activity", WireType.DATETIME)
    assert of(SESSION_TURNS, "action") == WireColumn("action", WireType.TEXT)


def test_what_may_be_as_long_as_a_row_is_not_cut() -> None:
    kinds = {column.kind for table in TABLES_ON_APPWRITE for column in table.columns}
    assert kinds <= set(ColumnKind)
    assert all(column.type is not WireType.TEXT for column in TECHNICAL)


VARCHAR, TEXT, MEDIUM, INTEGER, DATETIME = (
    WireType.VARCHAR,
    WireType.TEXT,
    WireType.MEDIUMTEXT,
    WireType.INTEGER,
    WireType.DATETIME,
)


@pytest.mark.parametrize(
    ("used", "kinds", "small_integers"),
    [
        (1408, [(VARCHAR, 36), INTEGER, (VARCHAR, 36), TEXT, MEDIUM, DATETIME], 1),
        (1368, [(VARCHAR, 36), (VARCHAR, 36), INTEGER, DATETIME], 1),
        (1642, [(VARCHAR, 36), (VARCHAR, 36), (VARCHAR, 32), INTEGER, (VARCHAR, 36), DATETIME], 1),
    ],
    ids=["session_turns", "marketplace_bids", "transactions"],
)
def test_widths_are_counted_as_the_server_counts_them(
    used: int, kinds: list[WireType | tuple[WireType, int]], small_integers: int
) -> None:
    """`bytesUsed` of tables that were recorded (`schema` 95). Integers bounded to 32 bits take 4 bytes, ours 8."""
    columns = [WireColumn("x", *(kind if isinstance(kind, tuple) else (kind,))) for kind in kinds]
    assert 1067 + sum(column.width for column in columns) - 4 * small_integers == used
