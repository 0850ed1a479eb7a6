"""Whether what an action was based on is still how things are."""

from collections.abc import Sequence

from app.backends.ports import Documents, Row
from app.game_logic.turn_order import ALWAYS_FREE
from app.models.enums import TurnStatus
from app.models.errors import Invalid, Stale
from app.models.ids import SessionId, UserId
from app.models.session import Turn
from app.services.records.turns import latest_turns

MAX_TOLD = 20
"""Turns that a refusal names at most; with more of them the client had better look anew."""


def require_fresh(
    documents: Documents, row: Row, user_id: UserId, based_on: int | None, pending: Sequence[Turn]
) -> None:
    """Raises Stale if since that version of the session a turn changed the player's situation, or one of the player's
    own waits to do so; its details name the turns. Looking, asking and telling change nothing, and neither does
    what others do to their own belongings. Raises Invalid `unknown_version` for one that is still to come.
    """
    if based_on is None:
        return
    if based_on > row.version:
        raise Invalid("There is no such version yet.", code="unknown_version", details={"field": "based_on"})
    own = [turn for turn in pending if turn.user_id == user_id]
    changed = [] if based_on == row.version else _changes_since(documents, row, user_id, based_on)
    if not own and not changed:
        return
    told = [*changed, *own][-MAX_TOLD:]
    raise Stale(
        details={
            "version": row.version,
            "turns": [{"id": turn.id, "seq": turn.seq} for turn in told],
            "has_more": len(changed) + len(own) > MAX_TOLD,
        }
    )


def _changes_since(documents: Documents, row: Row, user_id: UserId, based_on: int) -> list[Turn]:
    """Oldest first: one more than is told, if there are so many."""
    recent = latest_turns(documents, SessionId(row.id), 2 * MAX_TOLD)
    return [turn for turn, _ in recent if _changes(turn, user_id, based_on)]


def _changes(turn: Turn, user_id: UserId, based_on: int) -> bool:
    if turn.status is not TurnStatus.RESOLVED or isinstance(turn.intent, ALWAYS_FREE):
        return False
    if turn.is_private and turn.user_id != user_id:
        return False
    return turn.session_version is not None and turn.session_version > based_on
