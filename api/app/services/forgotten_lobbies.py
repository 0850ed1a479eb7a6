"""Parties that never set out: nobody's character waits in one for ever, and the board shows none of them."""

from datetime import timedelta

from app.backends.ports import Clock, Delete, Documents, Op, Order, Row, Where
from app.backends.retrying import commit_loaded
from app.models.enums import SessionStatus
from app.models.errors import Conflict
from app.models.tables import GAME_SESSIONS
from app.services.records.characters import find_characters, update_character
from app.services.records.sessions import seats_of

KEPT = timedelta(days=7)
"""As long as an invitation holds: nobody who was asked comes too late."""
_PAGE = 100


class ForgottenLobbies:
    """Safe to run any number of times, side by side."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    def close(self) -> int:
        """How many lobbies were taken down in which nobody has come, gone or said ready since then; who sat there is
        free again. Raises Unavailable."""
        before = self._clock.now() - KEPT
        where = [Where("status", Op.EQ, SessionStatus.LOBBY), Where("last_activity", Op.LT, before)]
        rows = self._documents.list(GAME_SESSIONS.name, where, [Order("last_activity")], _PAGE).rows
        return sum(self._close(row) for row in rows)

    def _close(self, row: Row) -> bool:
        sitting = find_characters(self._documents, [seat.character_id for seat in seats_of(row)])
        freed = [
            change for one in sitting for change in update_character(one, one.character, session_id=None)
        ]
        try:
            commit_loaded(self._documents, [Delete(GAME_SESSIONS.name, row.id, row.version), *freed])
        except Conflict:
            return False  # somebody came back just now
        return True
