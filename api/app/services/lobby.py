"""A party before it sets out: who sits down, who is ready, and the start."""

from collections.abc import Sequence
from dataclasses import replace

from app.backends.ports import Change, Clock, Delete, Documents, Queue, Row, Update
from app.backends.retrying import commit_loaded
from app.game_logic.hashing import state_hash
from app.models.enums import PlayMode, SessionStatus
from app.models.errors import AlreadyInSession, LobbyClosed, PartyNotReady
from app.models.ids import LocationId, SessionId, UserId
from app.models.session import GameSession, Round, Seat, SessionConfig, SessionState
from app.models.tables import GAME_SESSIONS
from app.services import history
from app.services.beginning import Beginning
from app.services.records import columns
from app.services.records.characters import StoredCharacter, find_characters, update_character
from app.services.records.sessions import (
    config_of,
    create_lobby,
    membership_columns,
    seats_of,
    session_from_row,
    start_session,
)
from app.services.tellings import ask_for_narration
from app.services.turn_time import due_after

_NOWHERE = LocationId("")


def is_gathering(row: Row) -> bool:
    """Whether the party has not set out yet."""
    return row.data["status"] == SessionStatus.LOBBY


class Lobby:
    """Each method is one try: Conflict says that somebody was faster."""

    def __init__(self, documents: Documents, queue: Queue, clock: Clock, beginning: Beginning) -> None:
        self._documents = documents
        self._queue = queue
        self._clock = clock
        self._beginning = beginning

    def open(self, leader: Seat, stored: StoredCharacter, name: str, config: SessionConfig) -> SessionId:
        """A new party of one, whose leader is ready. Raises AlreadyInSession, Conflict."""
        require_free(stored)
        session_id = SessionId(self._clock.new_id())
        session = self._gathering(session_id, leader, name, config)
        self._documents.commit([create_lobby(session), *taken(stored, session_id)])
        return session_id

    def _gathering(
        self, session_id: SessionId, leader: Seat, name: str, config: SessionConfig
    ) -> GameSession:
        now = self._clock.now()
        return GameSession(
            id=session_id,
            name=name,
            owner_id=leader.user_id,
            seats=(leader,),
            config=config,
            status=SessionStatus.LOBBY,
            seed_hash="",
            state_hash="",
            version=1,
            created_at=now,
            last_activity=now,
            state=SessionState(session_id=session_id, seq=0, location_id=_NOWHERE, characters={}),
        )

    def sit_down(self, row: Row, user_id: UserId, stored: StoredCharacter) -> None:
        """The last seat so far. Raises AlreadyInSession, Conflict."""
        require_free(stored)
        seats = (*seats_of(row), Seat(user_id, stored.character.id))
        self._commit([self._seated(row, seats), *taken(stored, SessionId(row.id))])

    def stand_up(self, row: Row, gone: Seat, leader: UserId, barred: Sequence[UserId] = ()) -> None:
        """The seat is free, and so is the character; the last one takes the lobby down. Raises Conflict."""
        (stored,) = find_characters(self._documents, [gone.character_id])
        freed = update_character(stored, stored.character, session_id=None)
        seats = tuple(seat for seat in seats_of(row) if seat != gone)
        if not seats:
            self._commit([Delete(GAME_SESSIONS.name, row.id, row.version), *freed])
            return
        self._commit([self._seated(row, seats, leader, barred), *freed])

    def set_ready(self, row: Row, user_id: UserId, is_ready: bool) -> None:
        """Raises Conflict."""
        seats = tuple(
            replace(seat, is_ready=is_ready) if seat.user_id == user_id else seat for seat in seats_of(row)
        )
        self._commit([self._seated(row, seats)])

    def start(self, row: Row) -> None:
        """The seed is made, and all of them set out. Raises LobbyClosed, PartyNotReady, Conflict."""
        if not is_gathering(row):
            raise LobbyClosed
        seats = seats_of(row)
        if not can_start(seats, config_of(row)):
            raise PartyNotReady
        found = find_characters(self._documents, [seat.character_id for seat in seats])
        known = {one.character.id: one for one in found}
        party = [known[seat.character_id] for seat in seats]
        session_id, leader = SessionId(row.id), UserId(columns.text(row, "owner_id"))
        config, now = config_of(row), self._clock.now()
        begun = self._beginning.of(session_id, leader, party, config.mode, config.loot)
        session = replace(
            session_from_row(row, begun.state),
            status=SessionStatus.ACTIVE,
            seed_hash=begun.seed_hash,
            state_hash=state_hash(begun.state),
            last_activity=now,
            round=Round(1, now) if config.mode is PlayMode.ROUND else None,
        )
        session = replace(session, due_at=due_after(None, session, begun.events, now))
        members = [seat.user_id for seat in seats]
        self._commit(
            [
                *start_session(session, begun.seed, history.extended([], [begun.turn])),
                *self._beginning.rows(begun, party, members, row.version + 1),
            ]
        )
        ask_for_narration(self._queue, begun.turn.id)

    def _seated(
        self, row: Row, seats: Sequence[Seat], leader: UserId | None = None, barred: Sequence[UserId] = ()
    ) -> Change:
        data = {
            **membership_columns(seats, config_of(row), SessionStatus.LOBBY),
            "turn_order": [seat.character_id for seat in seats],
            "owner_id": leader or row.data["owner_id"],
            "last_activity": self._clock.now(),
        }
        if barred:
            data["sent_away"] = list(barred)
        return Update(
            GAME_SESSIONS.name, row.id, data, row.version, readers=tuple(seat.user_id for seat in seats)
        )

    def _commit(self, changes: Sequence[Change]) -> None:
        commit_loaded(self._documents, changes)


def can_start(seats: Sequence[Seat], config: SessionConfig) -> bool:
    """Whether enough have come and all are ready."""
    return len(seats) >= config.min_players and all(seat.is_ready for seat in seats)


def require_free(stored: StoredCharacter) -> None:
    """Raises AlreadyInSession."""
    if stored.session_id is not None:
        raise AlreadyInSession(details={"session_id": stored.session_id})


def taken(stored: StoredCharacter, session_id: SessionId) -> list[Change]:
    """The character is of this session from now on, unless it has gone elsewhere meanwhile."""
    return update_character(
        stored, stored.character, session_id=session_id, last_session_id=stored.last_session_id
    )
