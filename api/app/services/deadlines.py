"""Turns, rounds and votes whose time is up are settled, also when nobody looks."""

import structlog

from app.backends.ports import Clock, Documents, Op, Order, Row, Where
from app.game_logic.turn_order import at_the_move
from app.models.errors import Conflict, GameError, Unavailable, WrongMoment
from app.models.ids import SessionId
from app.models.intents import Miss
from app.models.tables import GAME_SESSIONS
from app.services.advance import Advance
from app.services.appended import Appended
from app.services.records.sessions import LoadedSession, is_round_time_by
from app.services.rounds import Rounds
from app.services.vote_settling import VoteSettling

log = structlog.get_logger(__name__)

_PAGE = 100


class NotDue(WrongMoment):
    """The player acted in time, or somebody else settled it."""

    code, message = "not_due", "There is still time."


class Deadlines:
    """Safe to run any number of times, side by side: what is no longer due is left alone."""

    def __init__(
        self, documents: Documents, clock: Clock, advance: Advance, rounds: Rounds, votes: VoteSettling
    ) -> None:
        self._documents = documents
        self._clock = clock
        self._advance = advance
        self._rounds = rounds
        self._votes = votes

    def settle(self) -> int:
        """How many votes, and turns or rounds for absent players, were settled, the longest overdue first. What was
        accepted in time is resolved before. Raises Unavailable."""
        where = [Where("due_at", Op.LE, self._clock.now())]
        rows = self._documents.list(GAME_SESSIONS.name, where, [Order("due_at")], _PAGE).rows
        return self._votes.settle_due() + sum(self._settle_one(row) for row in rows)

    def _settle_one(self, row: Row) -> bool:
        """One session that cannot be settled must not hold up the others."""
        session_id = SessionId(row.id)
        try:
            if is_round_time_by(row):
                return self._close_round(session_id)
            self._advance.append(session_id, self._missing)
        except (NotDue, Conflict):
            return False
        except Unavailable:
            raise
        except GameError as error:
            log.warning("deadline_not_settled", session_id=session_id, code=error.code)
            return False
        return True

    def _close_round(self, session_id: SessionId) -> bool:
        """What was accepted before may begin a fight, and then the round has time."""
        self._advance.run(session_id)
        is_closed = self._rounds.close_due(session_id)
        if is_closed:
            self._advance.run(session_id)
        return is_closed

    def _missing(self, loaded: LoadedSession) -> Appended:
        session = loaded.session
        current = at_the_move(session.state)
        if session.due_at is None or session.due_at > self._clock.now() or current is None:
            raise NotDue
        seat = next((one for one in session.seats if one.character_id == current), None)
        if seat is None:
            raise NotDue
        return Appended(Miss(current, seat.fallback), current)
