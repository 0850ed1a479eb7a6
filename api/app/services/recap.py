"""What went before, for a player who comes back. Costs the same however long the campaign."""

from app.ai.narrator import Narrator
from app.ai.scene import Past
from app.backends.ports import Accounts, Clock, Documents, Op, Order, Where
from app.game_logic.view.clock import clock_view
from app.game_logic.view.condition import condition_of
from app.models.ids import CharacterId, SessionId, UserId
from app.models.preferences import stored_preferences
from app.models.session import SessionState, Turn
from app.models.tables import SESSION_TURNS
from app.models.views import RecapView
from app.models.world import World
from app.services.loading import character_id_of, session_row_of
from app.services.records.sessions import load_from_row
from app.services.records.turns import turn_from_row
from app.services.turns import as_read_by, may_read

LATEST = 40
"""Turns that a recap looks back at."""
DUE_AFTER_MINUTES = 30
DUE_AFTER_TURNS = 3
"""Whoever was away that long, in a story of so many turns, is likely to want one."""


class RecapService:
    """Recaps, made when they are asked for."""

    def __init__(
        self, documents: Documents, accounts: Accounts, clock: Clock, narrator: Narrator, world: World
    ) -> None:
        self._documents = documents
        self._accounts = accounts
        self._clock = clock
        self._narrator = narrator
        self._world = world

    def recap(self, user_id: UserId, session_id: SessionId) -> RecapView:
        """The story so far as this player knows it. Raises NotFound."""
        row = session_row_of(self._documents, user_id, session_id)
        loaded = load_from_row(self._documents, row)
        session = loaded.session
        past = self._past(user_id, character_id_of(loaded.row, user_id), session.state)
        minutes = max(int((self._clock.now() - session.last_activity).total_seconds()) // 60, 0)
        return RecapView(
            title=self._title(session.state),
            paragraphs=self._narrator.recap(past).paragraphs,
            away_minutes=minutes,
            is_due=minutes >= DUE_AFTER_MINUTES and session.state.seq >= DUE_AFTER_TURNS,
        )

    def _past(self, user_id: UserId, reader: CharacterId, state: SessionState) -> Past:
        return Past(
            turns=self._latest(user_id, state),
            state=state,
            reader_id=reader,
            hour=clock_view(state.minutes).hour,
            tone=stored_preferences(self._accounts.get(user_id).preferences).tone,
            condition=condition_of(state, reader, self._world),
        )

    def _latest(self, user_id: UserId, state: SessionState) -> tuple[Turn, ...]:
        where = [Where("session_id", Op.EQ, state.session_id), Where("seq", Op.LE, state.seq)]
        rows = self._documents.list(SESSION_TURNS.name, where, [Order("seq", descending=True)], LATEST).rows
        return tuple(
            as_read_by(user_id, turn_from_row(row)) for row in reversed(rows) if may_read(row, user_id)
        )

    def _title(self, state: SessionState) -> str:
        location = self._world.locations.get(state.location_id)
        if location is None:
            return "Previously"
        region = location.region
        return f"Previously in {'the ' if region.startswith('The ') else ''}{region.removeprefix('The ')}"
