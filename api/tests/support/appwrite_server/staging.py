"""Transactions until their commit: operations are noted, with the time of their noting, and seen by reads inside."""

from dataclasses import dataclass, field

from tests.support.appwrite_server import rows
from tests.support.appwrite_server.errors import Refusal, invalid, not_found, not_ready
from tests.support.appwrite_server.model import Call, Caller, Record, Table
from tests.support.appwrite_server.permissions import require, require_create
from tests.support.appwrite_server.queries import Page, holds

OPERATIONS_MAX = 100
_SINGLE = ("create", "update", "upsert", "delete", "increment", "decrement")
_BULK = ("bulkCreate", "bulkUpdate", "bulkUpsert", "bulkDelete")
_NEED_ROW = ("update", "delete", "increment", "decrement")


@dataclass(frozen=True)
class Operation:
    action: str
    database_id: str
    table_id: str
    row_id: str
    data: Record
    staged_at: str

    @property
    def target(self) -> tuple[str, str, str]:
        return (self.database_id, self.table_id, self.row_id)


@dataclass
class Transaction:
    """`status` is pending, committing, committed or failed. A commit that breaks off stays `committing`."""

    id: str
    created_at: str
    expires_at: str
    owner: str | None
    status: str = "pending"
    updated_at: str = ""
    operations: list[Operation] = field(default_factory=list)

    def shown(self) -> Record:
        return {
            "$id": self.id,
            "$createdAt": self.created_at,
            "$updatedAt": self.updated_at or self.created_at,
            "status": self.status,
            "operations": len(self.operations),
            "expiresAt": self.expires_at,
        }


def owner_of(caller: Caller) -> str | None:
    return caller.user["$id"] if caller.user else None


def find_transaction(call: Call, transaction_id: str) -> Transaction:
    """The caller's own; the key sees all. Raises Refusal."""
    transaction = call.project.transactions.get(transaction_id)
    if transaction is None or not (call.caller.is_key or transaction.owner == owner_of(call.caller)):
        raise not_found("transaction", transaction_id)
    found: Transaction = transaction
    return found


def check_alive(transaction: Transaction, now: str) -> None:
    if transaction.status == "pending" and transaction.expires_at < now:
        raise Refusal(
            500, "transaction_expired", "The transaction has expired. Please create a new transaction."
        )


def stage_call(call: Call, table: Table, action: str, row_id: str, data: Record) -> Record:
    """Stages a call about one row; returns what the row would be. Who may do it is asked at commit alone."""
    transaction = find_transaction(call, call.body["transactionId"])
    check_alive(transaction, call.now)
    if transaction.status != "pending":
        raise not_ready()
    row = seen_inside(call, table, row_id, table.rows.get(row_id), transaction)
    if action in _NEED_ROW and row is None:
        raise not_found("row", row_id)
    _check_room(transaction, 1)
    _note(transaction, [Operation(action, table.database_id, table.id, row_id, data, call.now)], call.now)
    return _preview(table, action, row_id, row, data)


def _preview(table: Table, action: str, row_id: str, row: Record | None, data: Record) -> Record:
    names = {"$id": row_id, "$tableId": table.id, "$databaseId": table.database_id}
    if action in ("increment", "decrement"):
        return names | {data["column"]: data["value"], "$sequence": ""}
    if action == "update":
        base: Record = {"$permissions": [], "$sequence": ""} | (row or {})
        return base | data | names
    return data | names | {"$sequence": ""}


def stage_operations(call: Call, transaction: Transaction, operations: object) -> None:
    """Stages a list of operations, all or none. Raises Refusal."""
    checked = _checked(operations)
    check_alive(transaction, call.now)
    if transaction.status != "pending":
        raise Refusal(400, "general_bad_request", "Invalid or non‑pending transaction")
    _check_room(transaction, len(checked))
    known = {operation.target for operation in transaction.operations}
    staged = []
    for each in checked:
        table = call.project.database(each["databaseId"]).table(each["tableId"], "collection")
        operation = Operation(
            each["action"], table.database_id, table.id, each["rowId"], each.get("data") or {}, call.now
        )
        _check_allowed(call, table, operation, operation.target in known)
        known.add(operation.target)
        staged.append(operation)
    _note(transaction, staged, call.now)


def _check_allowed(call: Call, table: Table, operation: Operation, is_staged: bool) -> None:
    row = table.rows.get(operation.row_id)
    if operation.action in _NEED_ROW:
        if row is None and not is_staged:
            raise not_found("document", operation.row_id)
        if row is not None:
            require(call.caller, "delete" if operation.action == "delete" else "update", table, row)
    elif row is None:
        require_create(call.caller, table)


def _checked(operations: object) -> list[Record]:
    if operations == []:
        raise Refusal(400, "general_bad_request", "Operations array cannot be empty")
    if not isinstance(operations, list):
        raise invalid("operations", "Value must a valid array")
    for operation in operations:
        _check_form(operation)
    return operations


def _check_form(operation: Record) -> None:
    wrong = None
    action = operation.get("action")
    missing = next((key for key in ("databaseId", "tableId", "action") if key not in operation), None)
    if missing:
        wrong = f"Missing required key: {missing}"
    elif action not in (*_SINGLE, *_BULK):
        wrong = f"Key 'action' must be one of: {', '.join((*_SINGLE, *_BULK))}"
    elif action in _BULK:
        raise Refusal(501, "stand_in", f"{action} in a transaction is not modelled")
    elif "rowId" not in operation:
        wrong = f"Key 'rowId' is required for action '{action}'"
    elif action in ("increment", "decrement") and "column" not in (operation.get("data") or {}):
        wrong = f"Key 'column' is required in data for {action}"
    if wrong:
        raise invalid("operations", f"Value must a valid array and {wrong}")


def _check_room(transaction: Transaction, more: int) -> None:
    held = len(transaction.operations)
    if held + more > OPERATIONS_MAX:
        message = (
            f"Transaction already has {held} operations, "
            f"adding {more} would exceed the maximum of {OPERATIONS_MAX}"
        )
        raise Refusal(400, "transaction_limit_exceeded", message)


def _note(transaction: Transaction, operations: list[Operation], now: str) -> None:
    transaction.operations += operations
    transaction.updated_at = now


def seen_inside(
    call: Call, table: Table, row_id: str, row: Record | None, transaction: Transaction | None = None
) -> Record | None:
    """The row as last committed, under what was staged. Increments stay invisible, and nothing is a snapshot."""
    inside = transaction or find_transaction(call, call.query["transactionId"])
    seen = None if row is None else rows.shown(table, row)
    for operation in inside.operations:
        if operation.target == (table.database_id, table.id, row_id):
            seen = _under(seen, operation)
    return seen


def _under(seen: Record | None, operation: Operation) -> Record | None:
    if operation.action == "delete":
        return None
    if operation.action in ("increment", "decrement"):
        return seen
    names = {"$databaseId": operation.database_id, "$tableId": operation.table_id}
    if operation.action == "update":
        return (seen or {}) | operation.data
    is_upsert = operation.action == "upsert"
    own_id = {} if is_upsert else {"$id": operation.row_id}  # an upsert has the id only if its data says so
    return operation.data | own_id | names | {"$sequence": ""}


def listed_inside(call: Call, table: Table, page: Page) -> list[Record]:
    """The committed page under what was staged; staged rows come last, whatever the order."""
    inside = find_transaction(call, call.query["transactionId"])
    listed = []
    for row in page.items:
        seen = seen_inside(call, table, row["$id"], row, inside)
        listed += [] if seen is None else [seen]
    for operation in inside.operations:
        is_new = operation.action in ("create", "upsert") and operation.target[:2] == (
            table.database_id,
            table.id,
        )
        if is_new and operation.row_id not in table.rows:
            seen = seen_inside(call, table, operation.row_id, None, inside)
            matches = seen and all(holds(query, seen, rows.fields(table)) for query in page.conditions)
            listed += [seen] if seen and matches else []
    return listed
