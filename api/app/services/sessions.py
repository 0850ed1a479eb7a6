"""Starting, seeing and ending sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.backends.ports import Clock, Documents, Op, Order, Queue, Row, Where
from app.backends.retrying import commit_loaded, until_settled
from app.game_logic.hashing import state_hash
from app.game_logic.turn_order import is_round_time
from app.game_logic.view.map import map_view
from app.game_logic.view.session import session_view
from app.models.character import Character
from app.models.enums import LootRule, PlayMode, SessionStatus, TurnKind
from app.models.errors import AlreadyInSession, Forbidden, Invalid
from app.models.ids import CharacterId, LocationId, SessionId, UserId
from app.models.intents import End
from app.models.session import GameSession, Seat, SessionConfig
from app.models.tables import CHARACTERS, GAME_SESSIONS
from app.models.views import MapView, RoundView, SessionView
from app.models.world import World
from app.services import history
from app.services.advance import Advance
from app.services.beginning import Beginning, Begun
from app.services.loading import character_id_of, is_member, session_row_of
from app.services.records import columns
from app.services.records.characters import load_owned
from app.services.records.sessions import (
    at_the_move_by,
    config_of,
    create_session,
    is_round_time_by,
    load_from_row,
    round_of,
)
from app.services.rounds import Rounds
from app.services.standing_in import acting_for
from app.services.tellings import ask_for_narration
from app.services.turn_time import waiting_for
from app.services.turns import NewAction, TurnService


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A line in the list of one's adventures. `max_players` above 1: a party, with so many `members` now.
    `is_your_turn`: it waits for this player, until `deadline_at` if it has one."""

    id: SessionId
    name: str
    status: SessionStatus
    character_id: CharacterId
    location_name: str
    turn_number: int
    members: int
    max_players: int
    is_your_turn: bool
    deadline_at: datetime | None
    last_activity: datetime


class SessionService:
    """Sessions from their first turn to their last."""

    def __init__(
        self,
        documents: Documents,
        queue: Queue,
        clock: Clock,
        world: World,
        turns: TurnService,
        advance: Advance,
        beginning: Beginning,
        rounds: Rounds,
    ) -> None:
        self._documents = documents
        self._queue = queue
        self._clock = clock
        self._world = world
        self._turns = turns
        self._advance = advance
        self._beginning = beginning
        self._rounds = rounds

    def create(
        self, user_id: UserId, character_id: CharacterId, name: str | None, config: SessionConfig
    ) -> SessionView:
        """Starts a solo adventure with one of the user's characters: the first turn is committed with the session.

        Raises NotFound, AlreadyInSession, Invalid `needs_party`.
        """
        if config.mode is PlayMode.ROUND:
            raise Invalid("Alone there is nobody to act at once with.", code="needs_party")
        if config.loot is not LootRule.ROUND_ROBIN:
            raise Invalid("Alone there is nobody to share out loot with.", code="needs_party")
        session_id = until_settled(lambda: self._try_create(user_id, character_id, name, config))
        return self.view(user_id, session_id)

    def _try_create(
        self, user_id: UserId, character_id: CharacterId, name: str | None, config: SessionConfig
    ) -> SessionId:
        stored = load_owned(self._documents, user_id, character_id)
        if stored.session_id is not None:
            raise AlreadyInSession(details={"session_id": stored.session_id})
        session_id = SessionId(self._clock.new_id())
        party = (stored,)
        begun = self._beginning.of(session_id, user_id, party)
        session = self._new_session(
            session_id, user_id, name or default_name(stored.character), config, begun
        )
        commit_loaded(
            self._documents,
            [
                *create_session(session, begun.seed, history.extended([], [begun.turn])),
                *self._beginning.rows(begun, party, session.member_user_ids),
            ],
        )
        ask_for_narration(self._queue, begun.turn.id)
        return session_id

    def _new_session(
        self, session_id: SessionId, user_id: UserId, name: str, config: SessionConfig, begun: Begun
    ) -> GameSession:
        now = self._clock.now()
        (character_id,) = begun.state.turn_order
        return GameSession(
            id=session_id,
            name=name,
            owner_id=user_id,
            seats=(Seat(user_id, character_id, is_ready=True),),
            config=config,
            status=SessionStatus.ACTIVE,
            seed_hash=begun.seed_hash,
            state_hash=state_hash(begun.state),
            version=1,
            created_at=now,
            last_activity=now,
            state=begun.state,
        )

    def view(self, user_id: UserId, session_id: SessionId) -> SessionView:
        """What this player may see now. Raises NotFound."""
        row = session_row_of(self._documents, user_id, session_id)
        loaded = load_from_row(self._documents, row)
        seed = loaded.seed if loaded.session.status is SessionStatus.COMPLETED else None
        portraits = {one: stored.portrait_hash for one, stored in loaded.characters.items()}
        viewer_id = character_id_of(loaded.row, user_id)
        running = self._round_view(loaded.session, viewer_id)
        return session_view(
            loaded.session,
            viewer_id,
            self._world,
            seed,
            portraits,
            running,
            acting_for(loaded.session, viewer_id),
        )

    def _round_view(self, session: GameSession, viewer_id: CharacterId) -> RoundView | None:
        """None where nothing is handed in now."""
        is_played = session.status in (SessionStatus.ACTIVE, SessionStatus.TIMEOUT)
        if session.round is None or not is_played or not is_round_time(session.state):
            return None
        own = self._rounds.own(session, viewer_id)
        return RoundView(
            number=session.round.number,
            submitted=session.round.submitted,
            waiting_for=tuple(seat.character_id for seat in waiting_for(session)),
            your_action=own.action if own else None,
            your_mode=own.mode if own else None,
        )

    def map(self, user_id: UserId, session_id: SessionId) -> MapView:
        """The places that this player's party has seen. Raises NotFound."""
        row = session_row_of(self._documents, user_id, session_id)
        loaded = load_from_row(self._documents, row)
        return map_view(loaded.state, character_id_of(loaded.row, user_id), self._world)

    def list(self, user_id: UserId) -> Sequence[SessionSummary]:
        """The user's adventures, latest first: of those that the user leads the 100 begun last, whose ids are the
        greatest, and those that the user's characters are on or were on last."""
        led = self._documents.list(
            GAME_SESSIONS.name, [Where("owner_id", Op.EQ, user_id)], [Order("owner_id", descending=True)], 100
        ).rows
        rows = {row.id: row for row in (*led, *self._rows_of_characters(user_id))}
        summaries = [self._summary(row, user_id) for row in rows.values() if is_member(row, user_id)]
        return sorted(summaries, key=lambda one: one.last_activity, reverse=True)

    def _rows_of_characters(self, user_id: UserId) -> Sequence[Row]:
        where = [Where("user_id", Op.EQ, user_id)]
        characters = self._documents.list(CHARACTERS.name, where, [Order("user_id", descending=True)], 100)
        last = {row.data["last_session_id"] for row in characters.rows} - {None}
        ids = sorted({row.data["session_id"] for row in characters.rows} - {None} | last, key=str)[-100:]
        if not ids:
            return ()
        return self._documents.list(GAME_SESSIONS.name, [Where("id", Op.IN, ids)], limit=100).rows

    def _summary(self, row: Row, user_id: UserId) -> SessionSummary:
        location = self._world.locations.get(
            LocationId(str(columns.mapping(row, "game_state").get("location_id")))
        )
        status, character_id = SessionStatus(columns.text(row, "status")), character_id_of(row, user_id)
        is_played = status in (SessionStatus.ACTIVE, SessionStatus.TIMEOUT)
        return SessionSummary(
            id=SessionId(row.id),
            name=columns.text(row, "name"),
            status=status,
            character_id=character_id,
            location_name=location.name if location else "somewhere",
            turn_number=columns.whole(row, "turn_number"),
            members=len(columns.texts(row, "member_user_ids")),
            max_players=config_of(row).max_players,
            is_your_turn=is_played and _waits_for(row, character_id),
            deadline_at=columns.moment(row, "due_at") if is_played and row.data.get("due_at") else None,
            last_activity=columns.moment(row, "last_activity"),
        )

    def end(self, user_id: UserId, session_id: SessionId, action_id: str) -> SessionView:
        """The owner ends the session: the character is free again and the seed is published. Asked again with the same
        `action_id`, it shows the ended session. Raises NotFound, Forbidden, SessionNotActive."""
        row = session_row_of(self._documents, user_id, session_id)
        if row.data["owner_id"] != user_id:
            raise Forbidden
        new = NewAction("", action_id, End(), TurnKind.SYSTEM)
        self._turns.accept(user_id, session_id, new)
        self._advance.run(session_id)
        return self.view(user_id, session_id)


def _waits_for(row: Row, character_id: CharacterId) -> bool:
    """Whether the party waits for this character."""
    running = round_of(row)
    if running is not None and is_round_time_by(row):
        return character_id not in running.submitted
    return at_the_move_by(row) == character_id


def default_name(character: Character) -> str:
    return f"{character.name}'s adventure"
