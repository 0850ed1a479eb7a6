"""How a declared table looks in SQL: a real column for what is indexed or counted, one JSON column for the rest."""

from dataclasses import dataclass
from functools import cache

from app.models.tables import Column, ColumnKind, Index, Table

_SQL_TYPES = {
    ColumnKind.STRING: "TEXT",
    ColumnKind.INTEGER: "INTEGER",
    ColumnKind.BOOLEAN: "INTEGER",
    ColumnKind.DATETIME: "TEXT",
}

SYSTEM_COLUMNS = ("id", "version", "readers", "created_at", "updated_at", "data")
INDEX_PREFIX = "ix_"


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's columns by where they stand; `data` holds the `packed` ones."""

    table: Table
    real: tuple[Column, ...]
    packed: tuple[Column, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """In the order of every SELECT and INSERT."""
        return (*SYSTEM_COLUMNS, *(column.name for column in self.real))


@cache
def shape_of(table: Table) -> Shape:
    real = tuple(column for column in table.columns if _is_real(table, column))
    packed = tuple(column for column in table.columns if not _is_real(table, column))
    return Shape(table, real, packed)


def create_table_sql(table: Table) -> str:
    """Real columns may be NULL in SQL, so that later ones can be added; `checks` guards what is required."""
    lines = [
        "id TEXT NOT NULL PRIMARY KEY",
        "version INTEGER NOT NULL",
        "readers TEXT NOT NULL",
        "created_at TEXT NOT NULL",
        "updated_at TEXT NOT NULL",
        "data TEXT NOT NULL",
        *(column_sql(column) for column in shape_of(table).real),
    ]
    return f"CREATE TABLE {quoted(table.name)} ({', '.join(lines)}) STRICT"


def column_sql(column: Column) -> str:
    return f"{quoted(column.name)} {_SQL_TYPES[column.kind]}"


def index_name(table: Table, index: Index) -> str:
    return f"{INDEX_PREFIX}{table.name}__{'__'.join(index.columns)}{'__unique' if index.unique else ''}"


def create_index_sql(table: Table, index: Index) -> str:
    """The id ends an index that is not unique, so that pages are read in its order."""
    names = index.columns if index.unique else (*index.columns, "id")
    listed = ", ".join(quoted(name) for name in names)
    unique = "UNIQUE " if index.unique else ""
    return f"CREATE {unique}INDEX {quoted(index_name(table, index))} ON {quoted(table.name)} ({listed})"


def quoted(name: str) -> str:
    """An SQL name. Names come from `tables.py`, never from a request."""
    return f'"{name}"'


def _is_real(table: Table, column: Column) -> bool:
    return column.counter or column.name in table.indexed
