"""Changes as operations of a transaction.

Appwrite replays them at the commit, each on the row as it then stands: nothing is locked before, and nothing read is
remembered. So what a change relies on is part of it: an Update or a Delete first increments `version` with the bound
`expected + 1`, which locks the row and fails if it has moved on; what follows in the same batch is safe. An Add is a
bounded increment of a counter. It leaves `version` alone, which loses nothing: an Update never names a counter, so
the two write different columns of a row that is locked for either.

All commits touch rows in one order, by table and id: two of them never wait for each other crosswise.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.backends.appwrite.columns import CHANGED_AT, MADE_AT, MADE_BY, VERSION
from app.backends.appwrite.rows import encode, permissions, time_text
from app.backends.ports import Add, Change, Create, Delete, Update
from app.backends.values import MAX_INTEGER
from app.models.tables import TABLES

Operation = dict[str, Any]


def staged(database_id: str, changes: Sequence[Change], commit_id: str, now: datetime) -> list[Operation]:
    """The operations in the order in which they are replayed. ValueError for a row over its size."""
    return [
        {"databaseId": database_id, "tableId": change.table, "rowId": change.id, **operation}
        for change in sorted(changes, key=_place)
        for operation in _operations(change, commit_id, now)
    ]


def new_row(create: Create, commit_id: str, now: datetime) -> dict[str, Any]:
    """The columns of a new row, the technical ones too."""
    return {
        **encode(TABLES[create.table], create.id, create.data, create.readers),
        VERSION: 1,
        MADE_AT: time_text(now),
        CHANGED_AT: time_text(now),
        MADE_BY: commit_id,
    }


def _place(change: Change) -> tuple[str, str, int]:
    """Of changes of one row the Adds come last, but before a Delete."""
    rank = 2 if isinstance(change, Delete) else 1 if isinstance(change, Add) else 0
    return change.table, change.id, rank


def _operations(change: Change, commit_id: str, now: datetime) -> list[Operation]:
    match change:
        case Create():
            row = new_row(change, commit_id, now)
            return [{"action": "create", "data": {**row, "$permissions": permissions(change.readers)}}]
        case Update():
            data = encode(TABLES[change.table], change.id, change.data, change.readers or ())
            changed: dict[str, Any] = {**data, CHANGED_AT: time_text(now)}
            if change.readers is not None:
                changed["$permissions"] = permissions(change.readers)
            return [_guard(change.expected_version), {"action": "update", "data": changed}]
        case Add():
            return [_bounded(change)]
        case Delete():
            return [_guard(change.expected_version), {"action": "delete"}]


def _guard(expected: int) -> Operation:
    return {"action": "increment", "data": {"column": VERSION, "value": 1, "max": expected + 1}}


def _bounded(add: Add) -> Operation:
    if add.amount < 0:
        bound = -MAX_INTEGER if add.at_least is None else add.at_least
        return {"action": "decrement", "data": {"column": add.column, "value": -add.amount, "min": bound}}
    return {
        "action": "increment",
        "data": {"column": add.column, "value": add.amount, "max": upper_bound(add)},
    }


def upper_bound(add: Add) -> int:
    """What an Add of a positive amount may reach."""
    return MAX_INTEGER if add.at_most is None else add.at_most
