"""What may stand in a column, and the one form of JSON that is stored and sent."""

import json
from collections.abc import Callable
from datetime import datetime

from app.models.tables import Column, ColumnKind

MAX_INTEGER = 2**53
"""The largest whole number that every client's JSON keeps exact."""


def json_text(value: object) -> str:
    """Compact JSON. NaN, infinities, lone surrogates and what JSON has no word for are ValueErrors."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, RecursionError) as error:
        raise ValueError(f"no JSON value: {error}") from error
    text.encode()
    return text


def check_value(column: Column, value: object) -> None:
    """Raises ValueError unless `value` may stand in that column. JSON is looked at when it is encoded."""
    if value is not None:
        _CHECKS[column.kind](column, value)
    elif not column.optional:
        raise ValueError("may not be None")


def check_integer(value: object) -> None:
    """Raises ValueError unless it is a whole number within ±2^53."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"no whole number: {value!r}")
    if abs(value) > MAX_INTEGER:
        raise ValueError(f"{value} is beyond ±2^53")


def _check_string(column: Column, value: object) -> None:
    if not isinstance(value, str):
        raise ValueError(f"no string: {value!r}")
    if len(value) > column.size:
        raise ValueError(f"{len(value)} characters, over {column.size}")
    value.encode()  # refuses lone surrogates


def _check_strings(column: Column, value: object) -> None:
    if not isinstance(value, list | tuple):
        raise ValueError(f"no list: {value!r}")
    for element in value:
        _check_string(column, element)


def _check_boolean(_column: Column, value: object) -> None:
    if not isinstance(value, bool):
        raise ValueError(f"no boolean: {value!r}")


def _check_datetime(_column: Column, value: object) -> None:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"no time with a zone: {value!r}")


_CHECKS: dict[ColumnKind, Callable[[Column, object], None]] = {
    ColumnKind.STRING: _check_string,
    ColumnKind.INTEGER: lambda _column, value: check_integer(value),
    ColumnKind.BOOLEAN: _check_boolean,
    ColumnKind.DATETIME: _check_datetime,
    ColumnKind.STRINGS: _check_strings,
    ColumnKind.JSON: lambda _column, _value: None,
}
