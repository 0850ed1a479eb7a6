"""Rows over HTTP. With a `transactionId`, a write is staged instead and a read sees what was staged."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support.appwrite_server import rows, staging
from tests.support.appwrite_server.clock import parse_datetime
from tests.support.appwrite_server.errors import UID_RULE, Refusal, invalid, key_not_found, not_found, taken
from tests.support.appwrite_server.model import Answer, Call, Caller, Record, Table
from tests.support.appwrite_server.permissions import (
    check_grants,
    checked_permissions,
    granted_by,
    may,
    require,
    require_create,
)
from tests.support.appwrite_server.queries import Things, select
from tests.support.appwrite_server.routing import route
from tests.support.appwrite_server.schema import asked_id, table_of

_ROWS = "/tablesdb/{database}/tables/{table}/rows"
_ROW = f"{_ROWS}/{{row}}"
_WRITES_A_MINUTE, _DELETES_A_MINUTE = 120, 60
_TOTAL = {"0": False, "1": True, "true": True, "false": True}  # `false` is ignored, as a fault of 1.9.6


@contextmanager
def _answering(row_id: str) -> Iterator[None]:
    """Turns what happened into the words that single rows have for it."""
    try:
        yield
    except rows.Duplicate:
        raise taken("row", row_id) from None
    except rows.Missing:
        raise not_found("row", row_id) from None


def _row_id(call: Call) -> str:
    row_id = call.path["row"]
    if len(row_id) > 36 or row_id.startswith("_"):
        raise invalid("rowId", UID_RULE)
    return row_id


@route("POST", _ROWS, "rows.create", limit=_WRITES_A_MINUTE)
def create_row(call: Call) -> Answer:
    if call.body.get("rows"):
        return _create_rows(call)
    table = table_of(call)
    row_id = asked_id("rowId", call.body["rowId"]) if "rowId" in call.body else None
    permissions = checked_permissions(call.body.get("permissions"))
    if not call.body.get("data"):
        message = "The row data is missing. Try again with row data populated."
        raise Refusal(400, "row_missing_data", message)
    if row_id is None:
        raise Refusal(400, "row_missing_data", "Row ID is required when creating a single row.")
    require_create(call.caller, table)
    data = call.body["data"] | {"$permissions": granted_by(call.caller, permissions)}
    if "transactionId" in call.body:
        return Answer(201, staging.stage_call(call, table, "create", row_id, data))
    with _answering(row_id):
        return Answer(201, rows.shown(table, rows.create(table, row_id, data, call.now)))


def _create_rows(call: Call) -> Answer:
    table = table_of(call)
    require_create(call.caller, table)
    try:
        with table.rows.all_or_nothing():
            made = [
                rows.create(table, each.get("$id", "unique()"), each, call.now) for each in call.body["rows"]
            ]
    except rows.Duplicate:
        raise taken("row", "") from None
    return Answer(201, {"total": len(made), "rows": [rows.shown(table, row) for row in made]})


@route("GET", _ROW, "rows.get")
def get_row(call: Call) -> Answer:
    table, row_id = table_of(call), _row_id(call)
    page = select(Things([]), call.queries, rows.fields(table))
    row = table.rows.get(row_id)
    row = row if row and may(call.caller, "read", table, row) else None
    if "transactionId" in call.query:
        staged = staging.seen_inside(call, table, row_id, row)
        if staged is None:
            raise not_found("row", row_id)
        return Answer(200, staged)
    if row is None:
        raise not_found("row", row_id)
    return Answer(200, rows.shown(table, row, page.selected))


@dataclass(frozen=True)
class _Allowed:
    """The rows with which the caller may do that."""

    caller: Caller
    action: str
    table: Table

    def all(self) -> list[Record]:
        return self._among(self.table.rows.values())

    def holding(self, wanted: Mapping[str, Sequence[object]], /) -> list[Record]:
        return self._among(self.table.rows.holding(wanted))

    def _among(self, found: Iterable[Record]) -> list[Record]:
        return [row for row in found if may(self.caller, self.action, self.table, row)]


@route("GET", _ROWS, "rows.list")
def list_rows(call: Call) -> Answer:
    table = table_of(call)
    wanted = call.query.get("total", "1")
    if wanted not in _TOTAL:
        raise invalid("total", "Value must be a valid boolean")
    page = select(_Allowed(call.caller, "read", table), call.queries, rows.fields(table))
    listed = [rows.shown(table, row, page.selected) for row in page.items]
    if "transactionId" in call.query:
        listed = staging.listed_inside(call, table, page)
    return Answer(200, {"total": page.total if _TOTAL[wanted] else 0, "rows": listed})


@route("PATCH", _ROW, "rows.update", limit=_WRITES_A_MINUTE)
def update_row(call: Call) -> Answer:
    table, row_id = table_of(call), _row_id(call)
    data = _payload(call)
    if "transactionId" in call.body:
        return Answer(200, staging.stage_call(call, table, "update", row_id, data))
    _check_writable(call, table, row_id, "update")
    check_grants(call.caller, data.get("$permissions", []))
    with _answering(row_id):
        return Answer(200, rows.shown(table, rows.update(table, row_id, data, call.now)))


def _payload(call: Call) -> Record:
    permissions = checked_permissions(call.body.get("permissions"))
    data = dict(call.body.get("data") or {})
    if not data and permissions is None:
        message = (
            "The row data and permissions are missing. "
            "You must provide either row data or permissions to be updated."
        )
        raise Refusal(400, "row_missing_payload", message)
    return data if permissions is None else data | {"$permissions": permissions}


@route("PUT", _ROW, "rows.upsert", limit=_WRITES_A_MINUTE)
def upsert_row(call: Call) -> Answer:
    table, row_id = table_of(call), _row_id(call)
    data = _payload(call) | {"$id": row_id}
    if "transactionId" in call.body:
        data = {"$permissions": []} | data
        return Answer(201, staging.stage_call(call, table, "upsert", row_id, data))
    with _answering(row_id):
        if row_id not in table.rows:
            require_create(call.caller, table)
            return Answer(200, rows.shown(table, rows.create(table, row_id, data, call.now)))
        _check_writable(call, table, row_id, "update")
        _check_complete(table, data)
        return Answer(200, rows.shown(table, rows.update(table, row_id, data, call.now)))


def _check_complete(table: Table, data: Record) -> None:
    """An upsert must name what is required, even of a row that has it."""
    for key, column in table.columns.items():
        if column["required"] and data.get(key) is None:
            message = f'Invalid document structure: Missing required attribute "{key}"'
            raise Refusal(400, "row_invalid_structure", message)


@route("DELETE", _ROW, "rows.delete", limit=_DELETES_A_MINUTE)
def delete_row(call: Call) -> Answer:
    table, row_id = table_of(call), _row_id(call)
    if "transactionId" in call.body:
        staging.stage_call(call, table, "delete", row_id, {})
        return Answer(204)
    _check_writable(call, table, row_id, "delete")
    rows.delete(table, row_id)
    return Answer(204)


def _check_writable(call: Call, table: Table, row_id: str, action: str) -> None:
    """Refuses who may not, and who saw an older row than there is."""
    if row_id not in table.rows:
        raise not_found("row", row_id)
    row = table.rows[row_id]
    require(call.caller, action, table, row)
    seen = parse_datetime(call.headers.get("x-appwrite-timestamp"), call.now)
    if seen is not None and row["$updatedAt"] > seen:
        raise Refusal(409, "row_update_conflict", "Remote row is newer than local.")


@route("PATCH", f"{_ROW}/{{column}}/increment", "rows.increment", limit=_WRITES_A_MINUTE)
def increment(call: Call) -> Answer:
    return _add(call, "increment", "max", lambda amount: amount)


@route("PATCH", f"{_ROW}/{{column}}/decrement", "rows.decrement", limit=_WRITES_A_MINUTE)
def decrement(call: Call) -> Answer:
    return _add(call, "decrement", "min", lambda amount: -amount)


def _add(call: Call, action: str, bound: str, signed: Callable[[float], float]) -> Answer:
    table, row_id, column = table_of(call), _row_id(call), call.path["column"]
    amount = call.body.get("value", 1)
    if not isinstance(amount, int | float) or amount <= 0:
        raise Refusal(400, "general_argument_invalid", "Value must be numeric and greater than 0")
    limit = call.body.get(bound)
    if "transactionId" in call.body:
        data = {"column": column, "value": amount} | ({} if limit is None else {bound: limit})
        return Answer(200, staging.stage_call(call, table, action, row_id, data))
    before = table.rows.get(row_id)
    if before is not None:
        require(call.caller, "update", table, before)
    low, high = (limit, None) if bound == "min" else (None, limit)
    try:
        after = rows.add(table, row_id, column, signed(amount), low, high, call.now)
    except rows.Missing:
        raise key_not_found("Column", "column_not_found", "%s") from None
    except rows.NotANumber:
        message = f'tablesDB "{column}" is not a number'
        raise Refusal(400, "attribute_type_invalid", message) from None
    except rows.OutOfBounds as error:
        message = f'tablesDB "{column}" has reached the {error.bound} value of {error.limit}'
        raise Refusal(400, "column_limit_exceeded", message) from None
    # The answer has the new number with the old time.
    return Answer(200, rows.shown(table, after | {"$updatedAt": (before or after)["$updatedAt"]}))


@route("PATCH", _ROWS, "rows.update_many", limit=_WRITES_A_MINUTE)
def update_rows(call: Call) -> Answer:
    table, found = _many(call, "update")
    changed = [rows.update(table, row["$id"], call.body.get("data") or {}, call.now) for row in found]
    return Answer(200, {"total": len(found), "rows": [rows.shown(table, row) for row in changed]})


@route("DELETE", _ROWS, "rows.delete_many", limit=_DELETES_A_MINUTE)
def delete_rows(call: Call) -> Answer:
    table, found = _many(call, "delete")
    for row in found:
        rows.delete(table, row["$id"])
    return Answer(200, {"total": len(found), "rows": [rows.shown(table, row) for row in found]})


def _many(call: Call, action: str) -> tuple[Table, list[Record]]:
    table = table_of(call)
    queries = call.body.get("queries") or []
    limits = [query for query in queries if '"limit"' in query]
    everything = [*queries, *([] if limits else ['{"method":"limit","values":[5000]}'])]
    return table, select(_Allowed(call.caller, action, table), everything, rows.fields(table)).items
