"""Reading the API's answers into the types of `app.models`."""

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from app.services.errors import ApiAway

T = TypeVar("T")

_ADAPTERS: dict[object, TypeAdapter[Any]] = {}
"""One for each type, made when it is first read."""


def read(kind: type[T], value: Any) -> T:
    """The value as that type. Raises ApiAway if the API speaks of something else: nothing can be shown then."""
    adapter = _ADAPTERS.setdefault(kind, _ADAPTERS.get(kind) or TypeAdapter(kind))
    try:
        result: T = adapter.validate_python(value)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ApiAway(f"unreadable {kind.__name__} at {place}") from error
    return result


def read_items(kind: type[T], value: Any) -> tuple[T, ...]:
    """The entries of a list answer."""
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list):
        raise ApiAway(f"no list of {kind.__name__}")
    return tuple(read(kind, item) for item in items)
