"""What can be done to rows, without asking who does it. Rows in a table are replaced, never changed in place."""

from collections.abc import Mapping

from tests.support.appwrite_server.clock import parse_datetime
from tests.support.appwrite_server.collation import collated
from tests.support.appwrite_server.columns import stored
from tests.support.appwrite_server.errors import Refusal
from tests.support.appwrite_server.model import Record, Table, new_id
from tests.support.appwrite_server.queries import Fields

_WRITABLE_TIMES = ("$createdAt", "$updatedAt")


class Duplicate(Exception):
    """The id or a unique index is taken."""


class Missing(Exception):
    """No such row, or no such column in it."""


class NotANumber(Exception):
    """The column cannot be counted up."""


class OutOfBounds(Exception):
    """The sum would leave the bound, which is the `minimum` or the `maximum`."""

    def __init__(self, bound: str, limit: float) -> None:
        super().__init__(bound)
        self.bound = bound
        self.limit = limit


def create(table: Table, row_id: str, data: Mapping[str, object], now: str, thing: str = "row") -> Record:
    """A new row, of which `data` may say `$permissions`. Raises Duplicate or Refusal; `thing` names the latter."""
    row_id = new_id() if row_id == "unique()" else row_id
    columns = _columns(table)
    defaults = {key: column["default"] for key, column in columns.items() if column["default"] is not None}
    row = {"$id": row_id, "$permissions": [], "$createdAt": now, "$updatedAt": now, **defaults, **own(data)}
    row |= {"$permissions": list(data.get("$permissions") or []), "$id": row_id}  # type: ignore[call-overload]
    row = _checked(table, row, now, thing)
    table.last_sequence += 1
    if table.rows.holding({"$id": [row_id]}):
        raise Duplicate
    _check_unique(table, row)
    table.rows[row_id] = row | {"$sequence": str(table.last_sequence)}
    return table.rows[row_id]


def update(table: Table, row_id: str, data: Mapping[str, object], now: str, thing: str = "row") -> Record:
    """The named columns (and `$permissions`) changed; if that changes nothing, the row's time stays."""
    row = existing(table, row_id)
    times = {key: parse_datetime(data[key], now) for key in _WRITABLE_TIMES if key in data}
    changed = _checked(table, row | own(data) | {k: v for k, v in times.items() if v}, now, thing)
    if "$permissions" in data:
        changed["$permissions"] = data["$permissions"]
    if _said(changed) == _said(row):
        return row
    _check_unique(table, changed)
    table.rows[row_id] = changed | {"$updatedAt": times.get("$updatedAt") or now}
    return table.rows[row_id]


def replace(table: Table, row_id: str, data: Mapping[str, object], now: str, thing: str = "row") -> Record:
    """The row as if new, but for its age."""
    row = existing(table, row_id)
    blank: Record = {key: column["default"] for key, column in _columns(table).items()}
    return update(table, row_id, blank | {"$permissions": row["$permissions"]} | dict(data), now, thing)


def delete(table: Table, row_id: str) -> None:
    existing(table, row_id)
    del table.rows[row_id]


def add(
    table: Table, row_id: str, column: str, amount: float, low: float | None, high: float | None, now: str
) -> Record:
    """Counts the column up or down. The column's own bounds are not asked."""
    row = existing(table, row_id)
    if column not in table.columns:
        raise Missing
    if table.columns[column]["type"] not in ("integer", "double"):
        raise NotANumber
    total = (row.get(column) or 0) + amount
    if high is not None and total > high:
        raise OutOfBounds("maximum", high)
    if low is not None and total < low:
        raise OutOfBounds("minimum", low)
    table.rows[row_id] = row | {column: total, "$updatedAt": now}
    return table.rows[row_id]


def existing(table: Table, row_id: str) -> Record:
    if row_id not in table.rows:
        raise Missing
    return table.rows[row_id]


def own(data: Mapping[str, object]) -> Record:
    """The columns of a request's data, without what the system keeps."""
    return {key: value for key, value in data.items() if not key.startswith("$")}


def shown(table: Table, row: Record, selected: list[str] | None = None) -> Record:
    """The row as answers have it: every column, of arrays without a value an empty list."""
    columns: Record = {}
    for key, column in _columns(table).items():
        if selected is None or "*" in selected or key in selected:
            columns[key] = [] if column["array"] and row.get(key) is None else row.get(key)
    system = {key: row[key] for key in row if key.startswith("$")}
    return columns | system | {"$databaseId": table.database_id, "$tableId": table.id}


def _said(row: Record) -> Record:
    """The row without the columns that have no value."""
    return {key: value for key, value in row.items() if value is not None}


def fields(table: Table) -> Fields:
    """What queries over the table may name."""
    system = dict.fromkeys(("$id", "$createdAt", "$updatedAt", "$sequence"), "any")
    columns = _columns(table)
    indexed = [index["columns"] for index in table.indexes.values() if index["type"] == "fulltext"]
    return Fields(
        {key: column["type"] for key, column in columns.items()} | system,
        frozenset(key for key, column in columns.items() if column["array"]),
        frozenset(key for keys in indexed for key in keys),
    )


def _columns(table: Table) -> dict[str, Record]:
    return {key: column for key, column in table.columns.items() if column["status"] == "available"}


def _checked(table: Table, row: Record, now: str, thing: str) -> Record:
    """The row with its values as they are kept. Raises Refusal with the first thing wrong."""
    columns = _columns(table)
    for key, column in columns.items():
        if column["required"] and row.get(key) is None:
            raise _bad(thing, f'Missing required attribute "{key}"')
    kept = dict(row)
    for key, value in own(row).items():
        if key not in columns:
            raise _bad(thing, f'Unknown attribute: "{key}"')
        if value is not None:
            kept[key], wrong = stored(columns[key], value, now)
            if wrong:
                raise _bad(thing, wrong)
    return kept


def _bad(thing: str, what: str) -> Refusal:
    return Refusal(400, f"{thing}_invalid_structure", f"Invalid document structure: {what}")


def _check_unique(table: Table, row: Record) -> None:
    """Nothing is unlike everything: an index over a column without a value is not breached."""
    for index in table.indexes.values():
        if index["type"] != "unique":
            continue
        keys = index["columns"]
        wanted = [collated(row.get(key)) for key in keys]
        if None in wanted:
            continue
        for other in table.rows.holding({key: [value] for key, value in zip(keys, wanted, strict=True)}):
            if other["$id"] != row["$id"] and wanted == [collated(other.get(key)) for key in keys]:
                raise Duplicate
