"""What a project must hold for this version: tables, columns, indexes, and what is missing of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.backends.appwrite.columns import MARKS, WireColumn, WireType, index_key, wire_columns
from app.models.tables import ALL_TABLES, Index, Table

TABLES_ON_APPWRITE: tuple[Table, ...] = (*(one for one in ALL_TABLES if not one.embedded_only), MARKS)
AVAILABLE = "available"
FAILED = ("failed", "stuck")


@dataclass(frozen=True, slots=True)
class Found:
    """A table as the server has it: types and sizes of its columns, columns of its indexes, and their states."""

    columns: Mapping[str, WireColumn]
    indexes: Mapping[str, Index]
    states: Mapping[str, str]
    is_row_secure: bool
    grants: Sequence[str]


@dataclass(frozen=True, slots=True)
class MakeTable:
    table: Table

    def __str__(self) -> str:
        return f"table {self.table.name}"


@dataclass(frozen=True, slots=True)
class SecureTable:
    """Rows are readable by those whom each row names, and by nobody else."""

    table: Table

    def __str__(self) -> str:
        return f"permissions of table {self.table.name}"


@dataclass(frozen=True, slots=True)
class MakeColumn:
    """`is_remade`: a column of that name failed before, and goes first."""

    table: Table
    column: WireColumn
    is_remade: bool = False

    def __str__(self) -> str:
        return f"column {self.table.name}.{self.column.key} ({described(self.column)})"


@dataclass(frozen=True, slots=True)
class WidenColumn:
    table: Table
    column: WireColumn

    def __str__(self) -> str:
        return f"column {self.table.name}.{self.column.key} to {self.column.size} characters"


@dataclass(frozen=True, slots=True)
class MakeIndex:
    table: Table
    index: Index
    is_remade: bool = False

    def __str__(self) -> str:
        unique = "unique index" if self.index.unique else "index"
        return f"{unique} {self.table.name} ({', '.join(self.index.columns)})"


Step = MakeTable | SecureTable | MakeColumn | WidenColumn | MakeIndex


def missing(table: Table, found: Found | None) -> list[Step]:
    """The steps that bring one table up to this version, in their order. ValueError for a column of another type."""
    steps: list[Step] = []
    if found is None:
        steps.append(MakeTable(table))
    elif not found.is_row_secure or found.grants:
        steps.append(SecureTable(table))
    for column in wire_columns(table):
        steps += _for_column(table, column, found)
    for index in table.indexes:
        key = index_key(index)
        known = found.indexes.get(key) if found else None
        has_failed = found is not None and found.states.get(f"index {key}") in FAILED
        if known is None or has_failed:
            steps.append(MakeIndex(table, index, is_remade=has_failed))
    return steps


def strangers(table: Table, found: Found | None) -> list[str]:
    """Columns and indexes of one of our tables that no version of today knows. They are left alone."""
    if found is None:
        return []
    columns = set(found.columns) - {column.key for column in wire_columns(table)}
    indexes = set(found.indexes) - {index_key(index) for index in table.indexes}
    return sorted(
        [
            *(f"column {table.name}.{one}" for one in columns),
            *(f"index {table.name}.{one}" for one in indexes),
        ]
    )


def pending(found: Found) -> list[str]:
    """What the server's worker is still building."""
    return [name for name, state in found.states.items() if state != AVAILABLE]


def as_found(table: Any) -> Found:
    """The SDK's table."""
    states = {f"column {one.key}": _state(one) for one in table.columns}
    states |= {f"index {one.key}": _state(one) for one in table.indexes}
    return Found(
        columns={one.key: _column(one) for one in table.columns},
        indexes={
            str(one.key): Index(tuple(one.columns), _plain(one.type) == "unique") for one in table.indexes
        },
        states=states,
        is_row_secure=bool(table.rowsecurity),
        grants=[str(one) for one in table.permissions],
    )


def described(column: WireColumn) -> str:
    size = f" {column.size}" if column.type is WireType.VARCHAR else ""
    return f"{column.type}{size}{' array' if column.is_array else ''}"


def _for_column(table: Table, wanted: WireColumn, found: Found | None) -> Iterable[Step]:
    known = found.columns.get(wanted.key) if found else None
    if found is None or known is None:
        return [MakeColumn(table, wanted)]
    if found.states.get(f"column {wanted.key}") in FAILED:
        return [MakeColumn(table, wanted, is_remade=True)]
    if (known.type, known.is_array) != (wanted.type, wanted.is_array):
        raise ValueError(
            f"column {table.name}.{wanted.key} is {described(known)}, and this version needs {described(wanted)}"
        )
    if known.type is WireType.VARCHAR and known.size < wanted.size:
        return [WidenColumn(table, wanted)]
    return []


def _column(found: Any) -> WireColumn:
    kind = _plain(found.type)
    known = WireType(kind) if kind in set(WireType) else WireType.MEDIUMTEXT
    return WireColumn(str(found.key), known, int(getattr(found, "size", 0) or 0), bool(found.array))


def _state(one: Any) -> str:
    return _plain(one.status)


def _plain(value: Any) -> str:
    return str(getattr(value, "value", value))
