"""Rows between Python and SQL. Times are kept to the millisecond, as ISO 8601 text that sorts by time."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from app.backends.checks import check_row_size
from app.backends.embedded.schema import SYSTEM_COLUMNS, shape_of
from app.backends.ports import Row
from app.backends.values import json_text
from app.models.tables import Column, ColumnKind, Table

SqlValue = str | int | None


def time_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def to_sql(column: Column, value: object) -> SqlValue:
    """The value of a real column."""
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, str | int):
        return value
    raise ValueError(f"{column.name} cannot hold {value!r}")


def encode(row: Row, table: Table) -> tuple[SqlValue, ...]:
    """The values of an INSERT. Raises ValueError for a row over the size limit or what is no JSON."""
    real = tuple(to_sql(column, row.data.get(column.name)) for column in shape_of(table).real)
    packed = encode_packed(table, row.data)
    readers = json_text(row.readers)
    check_size(table, row.id, (readers, packed, *real))
    return (row.id, row.version, readers, time_text(row.created_at), time_text(row.updated_at), packed, *real)


def encode_packed(table: Table, data: Mapping[str, object]) -> str:
    """The JSON column. Optional columns without a value are left out."""
    values = {}
    for column in shape_of(table).packed:
        value = data.get(column.name)
        if value is not None or not column.optional:
            values[column.name] = time_text(value) if isinstance(value, datetime) else value
    return json_text(values)


def check_size(table: Table, row_id: str, values: Sequence[SqlValue]) -> None:
    check_row_size(sum(len(str(value).encode()) for value in values), table.name, row_id)


def decode(values: Sequence[SqlValue], table: Table) -> Row:
    """The row of a SELECT, with every declared column; None where an optional one has no value."""
    shape = shape_of(table)
    row_id, version, readers, created_at, updated_at, packed = values[: len(SYSTEM_COLUMNS)]
    loaded = json.loads(str(packed))
    data: dict[str, object] = {}
    for column, value in zip(shape.real, values[len(SYSTEM_COLUMNS) :], strict=True):
        data[column.name] = _from_sql(column, value)
    for column in shape.packed:
        data[column.name] = _from_json(column, loaded.get(column.name))
    return Row(
        id=str(row_id),
        version=int(version or 0),
        data=data,
        readers=tuple(json.loads(str(readers))),
        created_at=datetime.fromisoformat(str(created_at)),
        updated_at=datetime.fromisoformat(str(updated_at)),
    )


def _from_sql(column: Column, value: SqlValue) -> object:
    if column.kind is ColumnKind.BOOLEAN and value is not None:
        return bool(value)
    return _from_json(column, value)


def _from_json(column: Column, value: object) -> object:
    if column.kind is ColumnKind.DATETIME and value is not None:
        return datetime.fromisoformat(str(value))
    return value
