"""Commits in three round trips (create a transaction, stage, commit), and what is certain when one of them fails.

Before the third nothing has happened, and a fresh transaction is tried once more. A third one without an answer may
have worked: then the row that only this commit makes is looked for. Every commit makes one, a mark if nothing else.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from appwrite.services.tables_db import TablesDB

from app.backends.appwrite.columns import CHANGED_AT, MADE_AT, MADE_BY, MARKS, VERSION
from app.backends.appwrite.errors import Lost, Refused, as_game_error, readable
from app.backends.appwrite.operations import Operation, new_row, staged, upper_bound
from app.backends.appwrite.rows import permissions, time_text
from app.backends.ports import MAX_OPERATIONS, Add, Change, Clock, Create, Delete, Update
from app.models.errors import Conflict, GameError, LimitReached, NotFound, Unavailable

log = structlog.get_logger(__name__)

_TTL_S = 60
_TRIES = 2
_SETTLES_S = 6.0
"""A commit that the server is still at is waited for that long."""
_LOOK_EVERY_S = 0.1
_SLOW_S = 4.0
"""After so long a try there is no second one: somebody waits for the answer."""
_NOT_FOUND = 404


class _Undone(Exception):
    """Nothing of this try happened: it may be tried again."""


class Commits:
    """Safe for threads."""

    def __init__(self, tables: TablesDB, database_id: str, clock: Clock) -> None:
        self._tables = tables
        self._database_id = database_id
        self._clock = clock

    def run(self, changes: Sequence[Change]) -> None:
        """Raises what `Documents.commit` promises, for checked changes."""
        commit_id, now = self._clock.new_id(), self._clock.now()
        if len(changes) == 1 and isinstance(changes[0], Create):
            self._try(lambda: self._create(changes[0], commit_id, now))
            return
        operations = staged(self._database_id, changes, commit_id, now)
        witness = _witness(changes, commit_id)
        if witness == (MARKS.name, commit_id) and len(operations) < MAX_OPERATIONS:
            operations.append(self._mark(commit_id, now))
        self._try(lambda: self._transact(operations, changes, witness, commit_id))

    def _try(self, attempt: Callable[[], None]) -> None:
        started = time.monotonic()
        for _ in range(_TRIES):
            try:
                attempt()
                return
            except _Undone:
                if time.monotonic() - started > _SLOW_S:
                    break
        raise Unavailable

    def _create(self, change: Change, commit_id: str, now: datetime) -> None:
        """One new row needs no transaction, and a second attempt finds whether the first one worked."""
        assert isinstance(change, Create)  # noqa: S101 - narrows what `run` made sure of
        row = new_row(change, commit_id, now)
        try:
            with readable():
                self._tables.create_row(
                    self._database_id, change.table, change.id, row, permissions(change.readers)
                )
        except Refused as refused:
            if refused.status == 409 and self._is_made((change.table, change.id), commit_id):
                return
            raise as_game_error(refused) from refused
        except Lost as lost:
            log.warning("commit_in_doubt", status=lost.status, kind=lost.kind)
            if not self._is_made((change.table, change.id), commit_id):
                raise _Undone from lost

    def _transact(
        self, operations: list[Operation], changes: Sequence[Change], witness: tuple[str, str], commit_id: str
    ) -> None:
        transaction_id = self._staged(operations)
        try:
            with readable():
                self._tables.update_transaction(transaction_id, commit=True)
        except Refused as refused:
            if refused.kind == "transaction_not_ready":  # our own commit, sent twice by something in between
                self._settle(transaction_id, witness, commit_id)
                return
            raise self._refusal(refused, changes) from refused
        except Lost as lost:
            log.warning("commit_in_doubt", status=lost.status, kind=lost.kind)
            if lost.kind == "transaction_expired":
                raise _Undone from lost
            self._settle(transaction_id, witness, commit_id)

    def _staged(self, operations: list[Operation]) -> str:
        try:
            with readable():
                transaction_id = str(self._tables.create_transaction(_TTL_S).id)
                self._tables.create_operations(transaction_id, operations)
        except Refused as refused:
            if refused.kind in ("document_not_found", "row_not_found"):
                raise NotFound from refused
            raise as_game_error(refused) from refused
        except Lost as lost:
            log.warning("staging_lost", status=lost.status, kind=lost.kind)
            raise _Undone from lost
        return transaction_id

    def _mark(self, commit_id: str, now: datetime) -> Operation:
        data = {VERSION: 1, MADE_AT: time_text(now), CHANGED_AT: time_text(now), MADE_BY: commit_id}
        row = {"databaseId": self._database_id, "tableId": MARKS.name, "rowId": commit_id}
        return {**row, "action": "create", "data": data}

    def _settle(self, transaction_id: str, witness: tuple[str, str], commit_id: str) -> None:
        """Returns if the commit happened. Raises _Undone if it surely did not, Unavailable if nobody knows in time."""
        deadline = time.monotonic() + _SETTLES_S
        while time.monotonic() < deadline:
            try:
                status = self._status(transaction_id)
                if status == "committed" or self._is_made(witness, commit_id):
                    return
                if status == "pending":  # it never arrived, and after this it will be refused
                    self._roll_back(transaction_id)
                elif status != "committing":
                    raise _Undone
            except Unavailable:
                log.warning("commit_still_in_doubt", transaction_id=transaction_id)
            time.sleep(_LOOK_EVERY_S)
        log.error(
            "commit_outcome_unknown", transaction_id=transaction_id, table=witness[0], row_id=witness[1]
        )
        raise Unavailable

    def _status(self, transaction_id: str) -> str:
        """`pending`, `committing`, `committed`, `failed`; "" once it was cleaned away. Raises Unavailable."""
        try:
            with readable():
                return str(self._tables.get_transaction(transaction_id).status)
        except Refused as refused:
            if refused.status == _NOT_FOUND:
                return ""
            raise as_game_error(refused) from refused
        except Lost as lost:
            raise Unavailable from lost

    def _roll_back(self, transaction_id: str) -> None:
        try:
            with readable():
                self._tables.update_transaction(transaction_id, rollback=True)
        except Refused:
            return  # it is at its end already: the next look tells
        except Lost as lost:
            raise Unavailable from lost

    def _is_made(self, witness: tuple[str, str], commit_id: str) -> bool:
        """Whether that row is there and of this commit. Raises Unavailable."""
        row = self._values(*witness)
        return row is not None and row.get(MADE_BY) == commit_id

    def _values(self, table: str, row_id: str) -> dict[str, Any] | None:
        try:
            with readable():
                return dict(self._tables.get_row(self._database_id, table, row_id).data)
        except Refused as refused:
            if refused.kind == "row_not_found":
                return None
            raise as_game_error(refused) from refused
        except Lost as lost:
            raise Unavailable from lost

    def _refusal(self, refused: Refused, changes: Sequence[Change]) -> GameError:
        if refused.kind == "attribute_limit_exceeded":
            return _limit_error(refused, changes)
        if refused.kind in ("document_not_found", "row_not_found") and self._is_gone(changes):
            return NotFound()
        return as_game_error(refused)

    def _is_gone(self, changes: Sequence[Change]) -> bool:
        """The server says the same of a missing column, which is no news for a player."""
        there = [one for one in changes if not isinstance(one, Create)]
        return any(self._values(one.table, one.id) is None for one in there)


def _witness(changes: Sequence[Change], commit_id: str) -> tuple[str, str]:
    made = next((one for one in changes if isinstance(one, Create)), None)
    return (MARKS.name, commit_id) if made is None else (made.table, made.id)


def _limit_error(refused: Refused, changes: Sequence[Change]) -> Conflict | LimitReached:
    """A version that has moved on, or a counter at its bound? The server names the limit alone."""
    if "maximum" not in refused.message:
        return LimitReached()
    guards = {one.expected_version + 1 for one in changes if isinstance(one, Update | Delete)}
    limit = refused.message.rpartition(":")[2].strip()
    if any(limit == str(guard) for guard in guards):
        return Conflict()
    adds = [one for one in changes if isinstance(one, Add) and one.amount > 0]
    return LimitReached() if any(limit == str(upper_bound(one)) for one in adds) else Conflict()
