"""Another telling of the same events, and the rest of a telling at once. What happened is not touched by either."""

from datetime import timedelta

import structlog

from app.backends.ports import Clock, Documents, Events, Op, Order, Queue, Update, Where
from app.backends.retrying import commit_loaded, until_settled
from app.game_logic.view.turn import turn_view
from app.models.enums import NarrationStatus
from app.models.errors import Forbidden, NotFound, Unavailable, WrongMoment
from app.models.ids import SessionId, TurnId, UserId
from app.models.session import Turn
from app.models.tables import SESSION_TURNS
from app.models.views import TurnView
from app.services.loading import session_row_of
from app.services.narration import OPEN, NarrationService
from app.services.narration_stream import stream_name, told_anew
from app.services.records import columns
from app.services.records.turns import turn_from_row
from app.services.turns import as_read_by, may_read

log = structlog.get_logger(__name__)

NEWEST = 2
"""So many of the latest told turns can be told anew; the history in the session's row takes no older ones up."""
_LOOK_BACK = 20
"""Turns in which these are looked for: refused ones and changes of equipment lie between them."""
DOUBLE_CLICK = timedelta(seconds=2)
"""Asked again within it, it is the same wish."""


class RetellingService:
    """Wishes about how a turn is told."""

    def __init__(
        self, documents: Documents, events: Events, queue: Queue, clock: Clock, narration: NarrationService
    ) -> None:
        self._documents = documents
        self._events = events
        self._queue = queue
        self._clock = clock
        self._narration = narration

    def retry(self, user_id: UserId, session_id: SessionId, turn_id: TurnId) -> TurnView:
        """The turn, waiting for its new telling; the old one is gone. Still waiting, or asked for within
        `DOUBLE_CLICK`, it is the turn as it stands.

        Raises NotFound, Forbidden for turns of others unless one owns the session, WrongMoment `nothing_to_retell`
        or `too_late_to_retell`.
        """
        turn = until_settled(lambda: self._try_retry(user_id, session_id, turn_id))
        return turn_view(as_read_by(user_id, turn))

    def _try_retry(self, user_id: UserId, session_id: SessionId, turn_id: TurnId) -> Turn:
        session = session_row_of(self._documents, user_id, session_id)
        row = self._documents.get(SESSION_TURNS.name, turn_id)
        turn = turn_from_row(row)
        if turn.session_id != session_id or not may_read(row, user_id):
            raise NotFound
        if user_id not in (turn.user_id, session.data["owner_id"]):
            raise Forbidden
        now = self._clock.now()
        if turn.narration_status in OPEN or (turn.retold_at and now - turn.retold_at < DOUBLE_CLICK):
            return turn
        self._require_new(turn, columns.whole(session, "turn_number"))
        wish = {
            "narration_status": NarrationStatus.PENDING,
            "narration": [],
            "attempt": turn.attempt + 1,
            "retold_at": now,
        }
        commit_loaded(self._documents, [Update(SESSION_TURNS.name, row.id, wish, row.version)])
        self._announce(turn, turn.attempt + 1)
        return turn_from_row(self._documents.get(SESSION_TURNS.name, turn_id))

    def _require_new(self, turn: Turn, last_seq: int) -> None:
        if turn.narration_status is NarrationStatus.NONE:
            raise WrongMoment("There is nothing told of this turn.", code="nothing_to_retell")
        where = [
            Where("session_id", Op.EQ, turn.session_id),
            Where("seq", Op.GT, turn.seq),
            Where("seq", Op.LE, last_seq),
        ]
        newer = self._documents.list(SESSION_TURNS.name, where, [Order("seq")], _LOOK_BACK).rows
        told = [row for row in newer if row.data["narration_status"] != NarrationStatus.NONE]
        if len(told) >= NEWEST or len(newer) >= _LOOK_BACK:
            raise WrongMoment(
                "The story has gone on since; this part of it stands.", code="too_late_to_retell"
            )

    def _announce(self, turn: Turn, attempt: int) -> None:
        """Begins the stream again and wakes the narrator. The wish is committed: what is away only delays."""
        try:
            self._events.restart(stream_name(turn.session_id, turn.id), told_anew(attempt))
            self._queue.enqueue("generate_dm_response", turn.id)
        except Unavailable:
            log.warning("retelling_delayed", session_id=turn.session_id, seq=turn.seq)

    def stop(self, user_id: UserId, session_id: SessionId, turn_id: TurnId) -> TurnView:
        """The turn with its whole telling; told already, it is left as it is.

        Raises NotFound, WrongMoment `nothing_to_stop` for what is not told at all, or not resolved yet.
        """
        turn = self._turn(user_id, session_id, turn_id)
        if turn.narration_status is NarrationStatus.NONE:
            raise WrongMoment("There is nothing told of this turn.", code="nothing_to_stop")
        if turn.narration_status in OPEN:
            self._narration.stop(turn)
            turn = self._turn(user_id, session_id, turn_id)
        return turn_view(as_read_by(user_id, turn))

    def _turn(self, user_id: UserId, session_id: SessionId, turn_id: TurnId) -> Turn:
        session_row_of(self._documents, user_id, session_id)
        row = self._documents.get(SESSION_TURNS.name, turn_id)
        turn = turn_from_row(row)
        if turn.session_id != session_id or not may_read(row, user_id):
            raise NotFound
        return turn
