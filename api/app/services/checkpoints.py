"""Verified states: what the events fold to, kept so that replay may start there once old turns are gone."""

from typing import Any

import structlog

from app.backends.ports import Clock, Create, Documents, Op, Order, Where
from app.game_logic.fold import fold_turn
from app.game_logic.hashing import state_hash
from app.models.enums import TurnStatus
from app.models.errors import Conflict
from app.models.ids import SessionId
from app.models.plain import STATE
from app.models.session import SessionState, Turn
from app.models.tables import CHECKPOINTS
from app.services.records.turns import whole_turns
from app.services.replay import empty_state

log = structlog.get_logger(__name__)


class CheckpointService:
    """Folds the log anew from the last checkpoint and keeps the result if the hash is that of the log."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    def verify(self, session_id: SessionId) -> int:
        """The seq of the newest verified state. A difference is logged as `checkpoint_mismatch` and not kept."""
        state = self._latest(session_id)
        verified = state.seq
        turns = [
            one
            for one in whole_turns(self._documents, session_id, state.seq)
            if one.status is not TurnStatus.ACCEPTED
        ]
        for turn in turns:
            state = fold_turn(state, turn.seq, turn.events)
        if not turns or not self._is_sound(state, turns[-1]):
            return verified
        self._keep(state)
        return state.seq

    def _latest(self, session_id: SessionId) -> SessionState:
        where = [Where("session_id", Op.EQ, session_id)]
        rows = self._documents.list(CHECKPOINTS.name, where, [Order("seq", descending=True)], 1).rows
        if not rows:
            return empty_state(session_id)
        plain: Any = rows[0].data["state"]
        return STATE.validate_python(plain)

    def _is_sound(self, state: SessionState, last: Turn) -> bool:
        if state_hash(state) == last.state_hash:
            return True
        log.error("checkpoint_mismatch", session_id=state.session_id, seq=last.seq)
        return False

    def _keep(self, state: SessionState) -> None:
        data = {
            "session_id": state.session_id,
            "seq": state.seq,
            "state_hash": state_hash(state),
            "state": STATE.dump_python(state, mode="json"),
            "verified_at": self._clock.now(),
        }
        try:
            self._documents.commit([Create(CHECKPOINTS.name, self._clock.new_id(), data)])
        except Conflict:
            return  # another copy of this job kept the same state
