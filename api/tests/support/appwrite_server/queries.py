"""Queries in the JSON that SDK 27 sends, over things held in memory.

Texts compare as in the server's database: case, accents and blanks at the end do not count. Nothing sorts before all.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from tests.support.appwrite_server.collation import collated
from tests.support.appwrite_server.errors import Refusal, invalid, invalid_query
from tests.support.appwrite_server.model import Record

DEFAULT_LIMIT = 25
QUERIES_MAX = 100
_HIGHEST = 2**63 - 1
_TYPES: Mapping[str, tuple[type, ...]] = {"integer": (int,), "double": (int, float), "boolean": (bool,)}


@dataclass(frozen=True)
class Fields:
    """What may be asked for: name to kind; `arrays` hold several values, `searched` have a full-text index."""

    kinds: Mapping[str, str]
    arrays: frozenset[str] = frozenset()
    searched: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Sequence[str]) -> "Fields":
        """Fields that take values of every kind."""
        return cls(dict.fromkeys(names, "any"))


@dataclass(frozen=True)
class Page:
    total: int
    items: list[Record]
    selected: list[str] | None
    conditions: list[Record]


class Source(Protocol):
    """What is asked, in its natural order."""

    def all(self) -> Sequence[Record]: ...

    def holding(self, wanted: Mapping[str, Sequence[Any]], /) -> Sequence[Record]:
        """At least those that hold one of the wanted values in every one of these fields."""


@dataclass(frozen=True)
class Things:
    """A few things in a row."""

    items: Sequence[Record]

    def all(self) -> Sequence[Record]:
        return self.items

    def holding(self, _wanted: Mapping[str, Sequence[Any]], /) -> Sequence[Record]:
        return self.items


def select(source: Source, texts: Sequence[str], fields: Fields) -> Page:
    """The page of it that the queries ask for. Raises Refusal."""
    queries = [_parsed(text) for text in _checked(texts)]
    for query in queries:
        _check(query, fields)
    conditions = [query for query in queries if query["method"] in _CONDITIONS]
    found = [
        item
        for item in _narrowed(source, conditions, fields)
        if all(holds(query, item, fields) for query in conditions)
    ]
    orders = [query for query in queries if query["method"] in ("orderAsc", "orderDesc")]
    for order in reversed(orders):  # what is alike keeps the order that it had
        found.sort(key=partial(_rank, order["attribute"]), reverse=order["method"] == "orderDesc")
    cursor = _last(queries, "cursorAfter", None)
    behind = 0 if cursor is None else _after(found, orders, cursor, source.all())
    start = int(_last(queries, "offset", 0)) + behind
    end = start + int(_last(queries, "limit", DEFAULT_LIMIT))
    return Page(len(found), found[start:end], _last_all(queries, "select"), conditions)


def _narrowed(source: Source, conditions: Sequence[Record], fields: Fields) -> Sequence[Record]:
    """Few things among which all are that are asked for."""
    equal = {
        query["attribute"]: query["values"]
        for query in conditions
        if query["method"] == "equal" and query["attribute"] not in fields.arrays
    }
    return source.holding(equal) if equal else source.all()


def _checked(texts: Sequence[str]) -> Sequence[str]:
    if len(texts) > QUERIES_MAX or any(not 1 <= len(text) <= 4096 for text in texts):
        rule = (
            f"Value must a valid array no longer than {QUERIES_MAX} items and "
            "Value must be a valid string and at least 1 chars and no longer than 4096 chars"
        )
        raise invalid("queries", rule)
    return texts


def _parsed(text: str) -> Record:
    try:
        query = json.loads(text)
    except ValueError:
        raise invalid_query("Invalid query: Syntax error") from None
    if not isinstance(query, dict) or query.get("method") not in _METHODS:
        method = query.get("method") if isinstance(query, dict) else ""
        raise invalid_query(f"Invalid query method: {method}")
    return {"attribute": "", "values": [], **query}


def _check(query: Record, fields: Fields) -> None:
    method, values = query["method"], query["values"]
    if method in ("and", "or"):
        for each in values:
            _check({"attribute": "", "values": [], **each}, fields)
    elif method in ("limit", "offset"):
        lowest = 1 if method == "limit" else 0
        if not values or not isinstance(values[0], int) or not lowest <= values[0] <= _HIGHEST:
            rule = f"Value must be a valid range between {lowest} and {_HIGHEST:,}"
            raise invalid_query(f"Invalid query: Invalid {method}: {rule}")
    elif method not in ("select", "cursorAfter"):
        _check_attribute(query, fields)


def _check_attribute(query: Record, fields: Fields) -> None:
    name, method = query["attribute"], query["method"]
    if name not in fields.kinds:
        raise invalid_query(f"Invalid query: Attribute not found in schema: {name}")
    if method in _CONDITIONS and method not in ("isNull", "isNotNull") and not query["values"]:
        raise invalid_query(
            f"Invalid query: {method[0].upper()}{method[1:]} queries require at least one value."
        )
    if method == "search" and name not in fields.searched:
        raise invalid_query(f'Searching by attribute "{name}" requires a fulltext index.')
    kind = fields.kinds[name]
    types = _TYPES.get(kind, (str,))
    for value in query["values"]:
        fits = isinstance(value, types) and (kind == "boolean" or not isinstance(value, bool))
        if kind != "any" and not fits:
            raise invalid_query(f'Invalid query: Query value is invalid for attribute "{name}"')


def holds(query: Record, item: Record, fields: Fields) -> bool:
    """Whether the condition holds; of nothing, only isNull does."""
    method = query["method"]
    if method in ("and", "or"):
        parts = [holds({"attribute": "", "values": [], **each}, item, fields) for each in query["values"]]
        return all(parts) if method == "and" else any(parts)
    held = item.get(query["attribute"])
    if method == "isNull":
        return held is None
    return held is not None and _CONDITIONS[method](_folded(held), _folded(query["values"]))


def _folded(value: Any) -> Any:
    return [collated(each) for each in value] if isinstance(value, list) else collated(value)


def _contains(held: Any, wanted: Sequence[Any]) -> bool:
    return any(each in held for each in wanted)


_CONDITIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "equal": lambda held, wanted: held in wanted,
    "notEqual": lambda held, wanted: held not in wanted,
    "lessThan": lambda held, wanted: held < wanted[0],
    "lessThanEqual": lambda held, wanted: held <= wanted[0],
    "greaterThan": lambda held, wanted: held > wanted[0],
    "greaterThanEqual": lambda held, wanted: held >= wanted[0],
    "between": lambda held, wanted: wanted[0] <= held <= wanted[1],
    "contains": _contains,
    "search": lambda held, wanted: bool(set(str(wanted[0]).split()) & set(held.split())),
    "startsWith": lambda held, wanted: held.startswith(wanted[0]),
    "endsWith": lambda held, wanted: held.endswith(wanted[0]),
    "isNotNull": lambda held, wanted: True,
    "isNull": lambda held, wanted: held is None,
    "and": lambda held, wanted: True,
    "or": lambda held, wanted: True,
}
_METHODS = {*_CONDITIONS, "orderAsc", "orderDesc", "limit", "offset", "cursorAfter", "select"}


def _compare(orders: Sequence[Record], one: Record, other: Record) -> int:
    for order in orders:
        left, right = (_rank(order["attribute"], each) for each in (one, other))
        if left != right:
            return (-1 if left < right else 1) * (-1 if order["method"] == "orderDesc" else 1)
    return 0


def _rank(name: str, item: Record) -> tuple[bool, Any]:
    value = item.get(name)
    return (value is not None, 0 if value is None else collated(value))


def _after(found: Sequence[Record], orders: Sequence[Record], cursor: Any, items: Sequence[Record]) -> int:
    """How many of those found come up to and with the cursor, which need not be among them."""
    place = next((at for at, item in enumerate(items) if item.get("$id") == cursor), None)
    if place is None:
        message = f"Row '{cursor}' for the 'cursor' value not found."
        raise Refusal(400, "general_cursor_not_found", message)
    for order in orders:
        if items[place].get(order["attribute"]) is None:
            message = (
                f"The order attribute '{order['attribute']}' had a null value. "
                "Cursor pagination requires all documents order attribute values are non-null."
            )
            raise Refusal(400, "database_query_order_null", message)
    positions = {id(item): at for at, item in enumerate(items)}
    behind = 0
    for item in found:
        compared = _compare(orders, item, items[place])
        behind += compared < 0 or (compared == 0 and positions[id(item)] <= place)
    return behind


def _last(queries: Sequence[Record], method: str, default: Any) -> Any:
    values = [query["values"][0] for query in queries if query["method"] == method]
    return values[-1] if values else default


def _last_all(queries: Sequence[Record], method: str) -> list[str] | None:
    return next((list(query["values"]) for query in queries if query["method"] == method), None)
