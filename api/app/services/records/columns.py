"""Reading columns of a row as what they are declared to be. A row of another kind is a fault of ours: TypeError."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from app.backends.ports import Row

T = TypeVar("T")


def _as(kind: type[T], row: Row, name: str) -> T:
    value = row.data[name]
    if not isinstance(value, kind):
        raise TypeError(f"column {name} holds {type(value).__name__}")
    return value


def text(row: Row, name: str) -> str:
    return _as(str, row, name)


def whole(row: Row, name: str) -> int:
    return _as(int, row, name)


def moment(row: Row, name: str) -> datetime:
    return _as(datetime, row, name)


def texts(row: Row, name: str) -> list[str]:
    return _as(list, row, name)


def mapping(row: Row, name: str) -> Mapping[str, Any]:
    """A JSON object. Any: what is in it is checked where it is decoded."""
    return _as(dict, row, name)
