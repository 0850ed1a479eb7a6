"""Transactions over HTTP, and their commit: the operations replayed on the rows of now, all or none.

There is no snapshot. A write conflicts if its row changed after the write was staged, unless an operation before it in
the same transaction touched the row; increments never conflict.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from tests.support.appwrite_server import rows
from tests.support.appwrite_server.errors import Refusal, conflict, invalid, not_found, not_ready
from tests.support.appwrite_server.model import Answer, Call, Table, new_id
from tests.support.appwrite_server.permissions import require, require_create
from tests.support.appwrite_server.routing import route
from tests.support.appwrite_server.staging import (
    Operation,
    Transaction,
    check_alive,
    find_transaction,
    owner_of,
    stage_operations,
)

_TRANSACTION = "/tablesdb/transactions/{transaction}"
_TTL_S = (60, 300, 3600)


@route("POST", "/tablesdb/transactions", "transactions.create")
def create_transaction(call: Call) -> Answer:
    lowest, default, highest = _TTL_S
    ttl = call.body.get("ttl", default)
    if not isinstance(ttl, int) or not lowest <= ttl <= highest:
        raise invalid("ttl", f"Value must be a valid range between {lowest} and {highest:,}")
    expires = call.project.clock.later(ttl)
    transaction = Transaction(new_id(), call.now, expires, owner_of(call.caller))
    call.project.transactions[transaction.id] = transaction
    return Answer(201, transaction.shown())


@route("GET", _TRANSACTION, "transactions.get")
def get_transaction(call: Call) -> Answer:
    return Answer(200, find_transaction(call, call.path["transaction"]).shown())


@route("DELETE", _TRANSACTION, "transactions.delete")
def delete_transaction(call: Call) -> Answer:
    transaction = find_transaction(call, call.path["transaction"])
    del call.project.transactions[transaction.id]
    return Answer(204)


@route("POST", f"{_TRANSACTION}/operations", "transactions.stage")
def create_operations(call: Call) -> Answer:
    transaction = find_transaction(call, call.path["transaction"])
    before = transaction.shown()
    stage_operations(call, transaction, call.body.get("operations"))
    # The answer has the new number of operations with the old time.
    return Answer(201, transaction.shown() | {"$updatedAt": before["$updatedAt"]})


@route("PATCH", _TRANSACTION, "transactions.commit")
def update_transaction(call: Call) -> Answer:
    """Commits or rolls back."""
    is_commit, is_rollback = bool(call.body.get("commit")), bool(call.body.get("rollback"))
    if is_commit == is_rollback:
        message = (
            "Cannot commit and rollback at the same time"
            if is_commit
            else "Either commit or rollback must be true"
        )
        raise Refusal(400, "general_bad_request", message)
    transaction = find_transaction(call, call.path["transaction"])
    if transaction.status != "pending":
        raise not_ready()
    check_alive(transaction, call.now)
    transaction.updated_at = call.now
    if is_rollback:
        transaction.status = "failed"
    else:
        commit(call, transaction)
    if call.project.settings.forgets_transactions:
        del call.project.transactions[transaction.id]
    return Answer(200, transaction.shown())


@dataclass
class _Replay:
    """A commit in progress: what it does to the tables stands unless `undone`. `touched` are rows already written."""

    call: Call
    undone: ExitStack
    tables: dict[tuple[str, str], Table] = field(default_factory=dict)
    touched: set[tuple[str, str, str]] = field(default_factory=set)

    def table(self, operation: Operation) -> Table:
        name = operation.database_id, operation.table_id
        if name not in self.tables:
            table = self.call.project.database(operation.database_id).table(operation.table_id, "collection")
            self.undone.enter_context(table.rows.all_or_nothing())
            self.tables[name] = table
        return self.tables[name]


def commit(call: Call, transaction: Transaction) -> None:
    """All operations or none. Raises Refusal; the status says how the transaction ended."""
    transaction.status = "committing"
    try:
        with ExitStack() as undone:
            replay = _Replay(call, undone)
            for operation in transaction.operations:
                _replay(replay, operation)
                replay.touched.add(operation.target)
    except Refusal as refusal:
        if refusal.status not in (401, 500):  # those leave the transaction where it broke off
            transaction.status = "failed"
        raise
    transaction.status = "committed"


def _replay(replay: _Replay, operation: Operation) -> None:
    table = replay.table(operation)
    try:
        _ACTIONS[operation.action](replay, table, operation)
    except rows.Duplicate:
        raise conflict() from None
    except rows.Missing:
        raise not_found("document", operation.row_id) from None
    except rows.NotANumber:
        raise Refusal(500, "general_unknown", "Type error") from None
    except rows.OutOfBounds as error:
        message = f"Attribute value exceeds {error.bound} limit: {error.limit}"
        raise Refusal(400, "attribute_limit_exceeded", message) from None


def _create(replay: _Replay, table: Table, operation: Operation) -> None:
    require_create(replay.call.caller, table)
    row_id = operation.data.get("$id", operation.row_id)
    rows.create(table, row_id, operation.data, replay.call.now, "document")


def _update(replay: _Replay, table: Table, operation: Operation) -> None:
    _check_unchanged(replay, table, operation, "update")
    rows.update(table, operation.row_id, operation.data, replay.call.now, "document")


def _upsert(replay: _Replay, table: Table, operation: Operation) -> None:
    """The operation's own row id is lost: the id is the one in the data, or of the row that is there, or random."""
    if operation.row_id in table.rows:
        _check_unchanged(replay, table, operation, "update")
        rows.replace(table, operation.row_id, operation.data, replay.call.now, "document")
        return
    require_create(replay.call.caller, table)
    row_id = operation.data.get("$id", "unique()")
    rows.create(table, row_id, operation.data, replay.call.now, "document")


def _delete(replay: _Replay, table: Table, operation: Operation) -> None:
    _check_unchanged(replay, table, operation, "delete")
    rows.delete(table, operation.row_id)


def _check_unchanged(replay: _Replay, table: Table, operation: Operation, action: str) -> None:
    row = rows.existing(table, operation.row_id)
    require(replay.call.caller, action, table, row)
    if operation.target not in replay.touched and row["$updatedAt"] > operation.staged_at:
        raise conflict()


def _add(replay: _Replay, table: Table, operation: Operation) -> None:
    require(replay.call.caller, "update", table, rows.existing(table, operation.row_id))
    data, sign = operation.data, 1 if operation.action == "increment" else -1
    amount = sign * data.get("value", 1)
    low, high = (data.get("min"), None) if sign < 0 else (None, data.get("max"))
    rows.add(table, operation.row_id, data["column"], amount, low, high, replay.call.now)


_ACTIONS: Mapping[str, Callable[[_Replay, Table, Operation], None]] = {
    "create": _create,
    "update": _update,
    "upsert": _upsert,
    "delete": _delete,
    "increment": _add,
    "decrement": _add,
}
