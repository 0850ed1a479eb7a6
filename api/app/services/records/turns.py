"""Turns as rows: the public row that the party reads, and the secret one with every event."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from app.backends.ports import Change, Create, Documents, Op, Order, Row, Update, Where
from app.models.enums import TurnStatus
from app.models.events import Event
from app.models.ids import SessionId, TurnId, UserId
from app.models.plain import EVENTS
from app.models.session import Turn
from app.models.tables import SESSION_TURNS, TURN_SECRETS

_TURN = TypeAdapter(Turn)
_PAGE = 100
_OF_ACCEPTANCE = frozenset(
    (
        "session_id",
        "seq",
        "action_id",
        "kind",
        "action",
        "accepted_at",
        "character_id",
        "user_id",
        "tone",
        "is_undone",
    )
)
"""Columns that resolving a turn does not change."""


def turn_from_row(row: Row) -> Turn:
    """The turn with the events that the party may know. Columns without a value, as in old rows, are the defaults."""
    known = {name: value for name, value in row.data.items() if value is not None}
    return _TURN.validate_python({**known, "id": row.id})


def _columns(turn: Turn) -> dict[str, Any]:
    plain: dict[str, Any] = _TURN.dump_python(turn, mode="json")
    del plain["id"]
    moments = {"accepted_at": turn.accepted_at, "resolved_at": turn.resolved_at, "retold_at": turn.retold_at}
    return {**plain, **moments}


def create_turn(turn: Turn, readers: Sequence[UserId]) -> Create:
    """The row of a new turn."""
    return Create(SESSION_TURNS.name, turn.id, _columns(turn), readers=tuple(readers))


def accept_turn(turn: Turn, members: Sequence[UserId]) -> Create:
    """The row of a newly accepted turn. Whether it concerns its player alone is known when it is resolved: until then
    only that one reads it."""
    return create_turn(turn, members if turn.user_id is None else (turn.user_id,))


def resolve_turn(turn: Turn, version: int, readers: Sequence[UserId] | None = None) -> Update:
    """Writes what resolution found out, and who reads it if that changed. The acceptance columns stay as they are."""
    data = {name: value for name, value in _columns(turn).items() if name not in _OF_ACCEPTANCE}
    kept = None if readers is None else tuple(readers)
    return Update(SESSION_TURNS.name, turn.id, data, version, readers=kept)


def keep_events(turn: Turn, events: Sequence[Event]) -> Change:
    """The secret row with every event of the turn."""
    data = {
        "session_id": turn.session_id,
        "seq": turn.seq,
        "events": EVENTS.dump_python(tuple(events), mode="json"),
    }
    return Create(TURN_SECRETS.name, turn.id, data)


def turns_after(
    documents: Documents, session_id: SessionId, seq: int, limit: int = _PAGE
) -> list[tuple[Turn, Row]]:
    """Turns with a greater seq, oldest first."""
    where = [Where("session_id", Op.EQ, session_id), Where("seq", Op.GT, seq)]
    page = documents.list(SESSION_TURNS.name, where, [Order("seq")], limit)
    return [(turn_from_row(row), row) for row in page.rows]


def whole_turn(documents: Documents, session_id: SessionId, seq: int) -> Turn | None:
    """The turn of that seq with all of its events, or None if it is not kept any more."""
    where = [Where("session_id", Op.EQ, session_id), Where("seq", Op.EQ, seq)]
    rows = documents.list(SESSION_TURNS.name, where, limit=1).rows
    secrets = documents.list(TURN_SECRETS.name, where, limit=1).rows
    if not rows or not secrets:
        return None
    return replace(turn_from_row(rows[0]), events=EVENTS.validate_python(secrets[0].data["events"]))


def latest_turns(documents: Documents, session_id: SessionId, count: int) -> list[tuple[Turn, Row]]:
    """The last turns of the log, oldest first."""
    where = [Where("session_id", Op.EQ, session_id)]
    rows = documents.list(SESSION_TURNS.name, where, [Order("seq", descending=True)], count).rows
    return [(turn_from_row(row), row) for row in reversed(rows)]


def waiting_turns(documents: Documents, session_id: SessionId) -> list[Turn]:
    """Accepted turns that nobody has resolved yet, oldest first."""
    where = [Where("session_id", Op.EQ, session_id), Where("status", Op.EQ, TurnStatus.ACCEPTED)]
    page = documents.list(SESSION_TURNS.name, where, [Order("seq")], _PAGE)
    return [turn_from_row(row) for row in page.rows]


def whole_turns(documents: Documents, session_id: SessionId, after_seq: int = 0) -> list[Turn]:
    """Every turn after `after_seq` in order, with all of its events."""
    events = {}
    for row in _all(documents, TURN_SECRETS.name, session_id, after_seq):
        events[TurnId(row.id)] = EVENTS.validate_python(row.data["events"])
    rows = _all(documents, SESSION_TURNS.name, session_id, after_seq)
    turns = [turn_from_row(row) for row in rows]
    return [replace(turn, events=events.get(turn.id, ())) for turn in turns]


def _all(documents: Documents, table: str, session_id: SessionId, after_seq: int) -> list[Row]:
    found: list[Row] = []
    cursor: str | None = None
    where = [Where("session_id", Op.EQ, session_id), Where("seq", Op.GT, after_seq)]
    while True:
        page = documents.list(table, where, [Order("seq")], _PAGE, cursor)
        found += page.rows
        cursor = page.next_cursor
        if cursor is None:
            return found
