"""Rows between Python and Appwrite: JSON as text, times as ISO 8601 to the millisecond, readers as permissions."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from app.backends.appwrite.columns import CHANGED_AT, MADE_AT, VERSION
from app.backends.appwrite.errors import Lost
from app.backends.checks import check_row_size
from app.backends.ports import Row
from app.backends.values import json_text
from app.models.tables import Column, ColumnKind, Table

_READER = re.compile(r'read\("(?:user:)?([A-Za-z0-9._-]+)"\)')

WireValue = str | int | bool | list[str] | None


def time_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def to_wire(column: Column, value: Any) -> WireValue:
    """A checked value as it is sent. ValueError for what is no JSON."""
    if value is None:
        return None
    match column.kind:
        case ColumnKind.JSON:
            return json_text(value)
        case ColumnKind.DATETIME:
            return time_text(value)
        case ColumnKind.STRINGS:
            return [str(one) for one in value]
        case ColumnKind.STRING:
            return str(value)  # of an enumeration its value
        case ColumnKind.INTEGER | ColumnKind.BOOLEAN:
            result: int | bool = value
            return result


def encode(
    table: Table, row_id: str, data: Mapping[str, object], readers: Iterable[str]
) -> dict[str, WireValue]:
    """The declared columns that are named. ValueError for what is over the size limit, or no JSON."""
    values = {name: to_wire(table.column(name), value) for name, value in data.items()}
    sizes = [len(str(value).encode()) for value in values.values()]
    check_row_size(sum(sizes) + len(json_text(list(readers))), table.name, row_id)
    return values


def permissions(readers: Iterable[str]) -> list[str]:
    return ['read("any")' if reader == "any" else f'read("user:{reader}")' for reader in readers]


def decode(table: Table, row_id: str, granted: Iterable[str], values: Mapping[str, Any]) -> Row:
    """Raises Lost for a row that cannot be read: a column is missing, or holds what nobody of ours wrote."""
    try:
        return Row(
            id=row_id,
            version=int(values[VERSION]),
            data={column.name: _from_wire(column, values[column.name]) for column in table.columns},
            readers=tuple(found[1] for one in granted if (found := _READER.fullmatch(str(one)))),
            created_at=_moment(values[MADE_AT]),
            updated_at=_moment(values[CHANGED_AT]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Lost(0, f"unreadable row of {table.name} ({error})") from error


def _from_wire(column: Column, value: Any) -> object:
    if value is None:
        return [] if column.kind is ColumnKind.STRINGS else None
    match column.kind:
        case ColumnKind.JSON:
            return json.loads(value)
        case ColumnKind.DATETIME:
            return _moment(value)
        case _:
            return value


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
