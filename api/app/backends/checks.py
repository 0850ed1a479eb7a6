"""What every backend refuses before it asks its store: mistakes of the caller, so a ValueError each.

Strings that name no possible row are not mistakes (they come from URLs): they are rows that do not exist.
"""

import re
from collections.abc import Mapping, Sequence

from app.backends.ports import (
    MAX_FILE_BYTES,
    MAX_OPERATIONS,
    Add,
    Change,
    Create,
    Delete,
    Op,
    Order,
    Update,
    Where,
)
from app.backends.values import check_integer, check_value
from app.models.errors import NotFound
from app.models.tables import MAX_ROW_BYTES, TABLES, Column, ColumnKind, Table

MAX_LIMIT = 100
MAX_IN_VALUES = 100

_ROW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,35}")


def is_row_id(text: str) -> bool:
    """Whether a row of that id can exist."""
    return _ROW_ID.fullmatch(text) is not None


def table_of(name: str) -> Table:
    """The declared table of that name."""
    if name not in TABLES:
        raise ValueError(f"no table {name!r}")
    return TABLES[name]


def check_row_size(size_bytes: int, table: str, row_id: str) -> None:
    if size_bytes > MAX_ROW_BYTES:
        raise ValueError(f"row {table}/{row_id} of {size_bytes} bytes is over {MAX_ROW_BYTES}")


def check_file(file_id: str, data: bytes) -> None:
    if not is_row_id(file_id):
        raise ValueError(f"no possible file id: {file_id!r}")
    if len(data) > MAX_FILE_BYTES:
        raise ValueError(f"file {file_id} of {len(data)} bytes is over {MAX_FILE_BYTES}")


def check_changes(changes: Sequence[Change]) -> None:
    """Raises ValueError for a programming error, NotFound for a change to a row of impossible id."""
    operations = sum(2 if isinstance(change, Update | Delete) else 1 for change in changes)
    if operations > MAX_OPERATIONS:
        raise ValueError(f"{operations} operations in one commit, over {MAX_OPERATIONS}")
    changed: set[tuple[str, str]] = set()
    for change in changes:
        if not isinstance(change, Add):
            if (change.table, change.id) in changed:
                raise ValueError(f"{change.table}/{change.id} is changed twice in one commit")
            changed.add((change.table, change.id))
        _check_change(change)


def _check_change(change: Change) -> None:
    table = table_of(change.table)
    if not is_row_id(change.id):
        if isinstance(change, Create):
            raise ValueError(f"no possible row id: {change.id!r}")
        raise NotFound
    match change:
        case Create():
            _check_complete(table, change.data)
            _check_values(table, change.data)
            _check_readers(change.readers)
        case Update():
            _check_no_counter(table, change.data)
            _check_values(table, change.data)
            _check_readers(change.readers or ())
        case Add():
            if not table_column(table, change.column).counter:
                raise ValueError(f"{table.name}.{change.column} is no counter")
            check_integer(change.amount)
            if change.amount == 0:
                raise ValueError(f"an Add of nothing to {table.name}.{change.column}")


def table_column(table: Table, name: str) -> Column:
    """The column of that name; ValueError if the table has none."""
    try:
        return table.column(name)
    except KeyError:
        raise ValueError(f"no column {table.name}.{name}") from None


def _check_complete(table: Table, data: Mapping[str, object]) -> None:
    for column in table.columns:
        if column.name not in data and not column.optional:
            raise ValueError(f"{table.name}.{column.name} is missing")


def _check_no_counter(table: Table, data: Mapping[str, object]) -> None:
    for name in data:
        if table_column(table, name).counter:
            raise ValueError(f"{table.name}.{name} is a counter: only Add may change it")


def _check_readers(readers: Sequence[str]) -> None:
    for reader in readers:
        if not is_row_id(reader):
            raise ValueError(f"no possible reader: {reader!r}")


def _check_values(table: Table, data: Mapping[str, object]) -> None:
    for name, value in data.items():
        column = table_column(table, name)
        try:
            check_value(column, value)
        except ValueError as error:
            raise ValueError(f"{table.name}.{name}: {error}") from error


def check_query(table: Table, where: Sequence[Where], order: Sequence[Order], limit: int) -> None:
    """Raises ValueError for columns without an index, values of another kind, limits outside 1 to 100."""
    if not 1 <= limit <= MAX_LIMIT:
        raise ValueError(f"limit {limit} is not within 1 and {MAX_LIMIT}")
    for condition in where:
        _check_condition(table, condition)
    never_none = {condition.column for condition in where if condition.value is not None}
    for column in order:
        if _queried(table, column.column).optional and column.column not in never_none:
            raise ValueError(f"{table.name}.{column.column} may be None: order by it needs a condition on it")


def _check_condition(table: Table, condition: Where) -> None:
    column = _queried(table, condition.column)
    if condition.op is not Op.IN:
        if condition.value is None and condition.op is not Op.EQ:
            raise ValueError(f"{condition.op} has no meaning for None")
        check_value(column, condition.value)
        return
    if not isinstance(condition.value, list | tuple):
        raise ValueError("IN needs a list or tuple of values")
    if len(condition.value) > MAX_IN_VALUES:
        raise ValueError(f"IN of {len(condition.value)} values, over {MAX_IN_VALUES}")
    for value in condition.value:
        if value is None:
            raise ValueError("IN has no meaning for None")
        check_value(column, value)


def _queried(table: Table, name: str) -> Column:
    if name == "id":
        return Column("id", ColumnKind.STRING, size=MAX_ROW_BYTES)
    column = table_column(table, name)
    if name not in table.indexed:
        raise ValueError(f"{table.name}.{name} has no index")
    return column
