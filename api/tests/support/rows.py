"""Rows that any table accepts, made from its declaration."""

import itertools
from datetime import UTC, datetime

from app.models.tables import TABLES, Column, ColumnKind, Table

A_MOMENT = datetime(2026, 3, 1, 12, 30, 0, 123000, tzinfo=UTC)

_numbers = itertools.count(1)


def row_of(table_name: str, **given: object) -> dict[str, object]:
    """Every required column: as given, else a sample. Samples of unique columns differ from row to row."""
    table = TABLES[table_name]
    samples = {column.name: _sample(table, column) for column in table.columns if not column.optional}
    return samples | given


def _sample(table: Table, column: Column) -> object:
    is_unique = any(index.unique and column.name in index.columns for index in table.indexes)
    number = next(_numbers) if is_unique else 0
    samples: dict[ColumnKind, object] = {
        ColumnKind.STRING: f"{column.name}{number or ''}"[-column.size :],
        ColumnKind.INTEGER: number,
        ColumnKind.BOOLEAN: False,
        ColumnKind.DATETIME: A_MOMENT,
        ColumnKind.STRINGS: [],
        ColumnKind.JSON: {},
    }
    return samples[column.kind]
