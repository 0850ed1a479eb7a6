"""Sessions as rows: the public row, the secret one with seed and snapshot, and the characters beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from app.backends.ports import Change, Create, Documents, Row, Update
from app.backends.retrying import until_settled
from app.game_logic.undo import why_not_undo
from app.models.enums import PlayMode, SessionStatus
from app.models.errors import Conflict, InLobby
from app.models.ids import CharacterId, SessionId, UserId
from app.models.plain import STATE
from app.models.session import GameSession, Round, Seat, SessionConfig, SessionState
from app.models.tables import GAME_SESSIONS, SESSION_SECRETS
from app.services.records import columns
from app.services.records.characters import StoredCharacter, find_characters
from app.services.records.votes import vote_columns, vote_of

_CONFIG = TypeAdapter(SessionConfig)
_SEATS = TypeAdapter(tuple[Seat, ...])
_ROUND = TypeAdapter(Round)


@dataclass(frozen=True, slots=True)
class LoadedSession:
    """A session with all that the rules need, and the versions of the rows it was read from."""

    session: GameSession
    seed: str
    row: Row
    secret_version: int
    characters: Mapping[CharacterId, StoredCharacter]
    history: list[dict[str, Any]]

    @property
    def state(self) -> SessionState:
        return self.session.state


def load_session(documents: Documents, session_id: SessionId) -> LoadedSession:
    """The session as last committed. Raises NotFound, InLobby."""
    return until_settled(lambda: load_from_rows(documents, *session_rows(documents, session_id)))


def find_state(documents: Documents, session_id: SessionId) -> SessionState | None:
    """The snapshot alone, without the characters while it is played; None if the session is gone."""
    secret = documents.find(SESSION_SECRETS.name, session_id)
    return None if secret is None else STATE.validate_python(columns.mapping(secret, "snapshot"))


def session_rows(documents: Documents, session_id: SessionId) -> tuple[Row, Row]:
    """The public row and the secret one. Raises NotFound."""
    return documents.both(
        lambda: documents.get(GAME_SESSIONS.name, session_id),
        lambda: documents.get(SESSION_SECRETS.name, session_id),
    )


def load_from_row(documents: Documents, row: Row) -> LoadedSession:
    """The session of a public row that was read already. Raises InLobby."""
    if row.data["status"] == SessionStatus.LOBBY:
        raise InLobby
    try:
        return load_from_rows(documents, row, documents.get(SESSION_SECRETS.name, row.id))
    except Conflict:
        return load_session(documents, SessionId(row.id))


def load_from_rows(documents: Documents, row: Row, secret: Row) -> LoadedSession:
    """The same for both rows.

    One that is over has no hold on its characters any more: its state shows them as they were, and there are no rows
    of theirs to change. Raises Conflict for rows between which somebody came or went.
    """
    state = STATE.validate_python(columns.mapping(secret, "snapshot"))
    if not state.is_over and set(state.turn_order) != set(columns.texts(row, "party_member_ids")):
        raise Conflict
    stored = {} if state.is_over else _party(documents, row)
    if not state.is_over:
        present = {one: stored[one].character for one in state.turn_order if one in stored}
        state = replace(state, characters=present)
    history: Any = row.data["conversation_history"]
    return LoadedSession(
        session=session_from_row(row, state),
        seed=columns.text(secret, "seed"),
        row=row,
        secret_version=secret.version,
        characters=stored,
        history=list(history),
    )


def _party(documents: Documents, row: Row) -> dict[CharacterId, StoredCharacter]:
    members = [CharacterId(one) for one in columns.texts(row, "party_member_ids")]
    return {one.character.id: one for one in find_characters(documents, members)}


def seats_of(row: Row) -> tuple[Seat, ...]:
    """The seats in their order."""
    seats: Any = row.data.get("seats")
    if seats is not None:
        return _SEATS.validate_python(seats)
    members = zip(columns.texts(row, "member_user_ids"), columns.texts(row, "party_member_ids"), strict=True)
    return tuple(Seat(UserId(user), CharacterId(character), is_ready=True) for user, character in members)


def config_of(row: Row) -> SessionConfig:
    """How it is played."""
    return _CONFIG.validate_python(row.data["config"])


def at_the_move_by(row: Row) -> CharacterId | None:
    """Whose move it is, as `game_logic.turn_order.at_the_move` has it, from the row alone."""
    combat = row.data.get("combat_encounter")
    if isinstance(combat, dict):
        return CharacterId(str(combat["current_id"]))
    if config_of(row).mode is PlayMode.ROUND:
        return None
    order = columns.texts(row, "turn_order")
    return CharacterId(order[columns.whole(row, "current_turn") % len(order)]) if order else None


def is_round_time_by(row: Row) -> bool:
    """Whether actions are handed in for a round now, from the row alone."""
    return round_of(row) is not None and not isinstance(row.data.get("combat_encounter"), dict)


def round_of(row: Row) -> Round | None:
    """The running round, where all act at once."""
    kept: Any = row.data.get("round")
    return None if kept is None else _ROUND.validate_python(kept)


def round_columns(running: Round | None) -> dict[str, Any]:
    return {"round": None if running is None else _ROUND.dump_python(running, mode="json")}


def session_from_row(row: Row, state: SessionState) -> GameSession:
    """The session with this state."""
    data: Any = row.data
    return GameSession(
        id=SessionId(row.id),
        name=data["name"],
        owner_id=data["owner_id"],
        seats=seats_of(row),
        config=config_of(row),
        status=SessionStatus(data["status"]),
        seed_hash=data["seed_hash"],
        state_hash=data["state_hash"],
        version=row.version,
        created_at=row.created_at,
        last_activity=columns.moment(row, "last_activity"),
        state=state,
        sent_away=sent_away_of(row),
        due_at=columns.moment(row, "due_at") if row.data.get("due_at") else None,
        round=round_of(row),
        vote=vote_of(row),
    )


def sent_away_of(row: Row) -> tuple[UserId, ...]:
    """Who may not come back."""
    return tuple(UserId(one) for one in columns.texts(row, "sent_away")) if row.data.get("sent_away") else ()


def snapshot_of(state: SessionState) -> dict[str, Any]:
    """The state without the characters, which have rows of their own while it is played."""
    kept = state if state.is_over else replace(state, characters={})
    plain: dict[str, Any] = STATE.dump_python(kept, mode="json")
    return plain


def _public_columns(state: SessionState, state_hash: str) -> dict[str, Any]:
    """What the party may know of the state, and the hash of all of it."""
    combat = state.combat
    return {
        "game_state": {
            "location_id": state.location_id,
            "visited": list(state.visited),
            "minutes": state.minutes,
            "undo_problem": problem.code if (problem := why_not_undo(state)) else None,
            "quests": {quest: progress.status for quest, progress in state.quests.items()},
        },
        "combat_encounter": combat
        and {
            "encounter_id": combat.encounter_id,
            "name": combat.name,
            "round": combat.round,
            "order": list(combat.order),
            "current_id": combat.current_id,
        },
        "turn_order": list(state.turn_order),
        "current_turn": state.current_turn,
        "turn_number": state.seq,
        "state_hash": state_hash,
    }


def membership_columns(seats: Sequence[Seat], config: SessionConfig, status: SessionStatus) -> dict[str, Any]:
    """Who plays, and whether others may come."""
    has_room = len(seats) < config.max_players and status is not SessionStatus.COMPLETED
    return {
        "party_member_ids": [seat.character_id for seat in seats],
        "member_user_ids": [seat.user_id for seat in seats],
        "seats": _SEATS.dump_python(tuple(seats), mode="json"),
        "status": status,
        "is_listed": config.is_open and has_room,
    }


def create_lobby(session: GameSession) -> Create:
    """The row of a party that gathers: nobody has gone anywhere yet."""
    characters = [seat.character_id for seat in session.seats]
    data = {
        "name": session.name,
        "owner_id": session.owner_id,
        "config": _CONFIG.dump_python(session.config, mode="json"),
        "conversation_history": [],
        "seed_hash": "",
        "last_activity": session.last_activity,
        **membership_columns(session.seats, session.config, SessionStatus.LOBBY),
        "game_state": {},
        "combat_encounter": None,
        "turn_order": characters,
        "current_turn": 0,
        "turn_number": 0,
        "state_hash": "",
    }
    return Create(GAME_SESSIONS.name, session.id, data, readers=session.member_user_ids)


def start_session(session: GameSession, seed: str, history: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Lobby to first turn: the public row is brought up to date under its version, the secret one is new."""
    data = {
        "conversation_history": list(history),
        "seed_hash": session.seed_hash,
        "last_activity": session.last_activity,
        **membership_columns(session.seats, session.config, session.status),
        **_public_columns(session.state, session.state_hash),
        "due_at": session.due_at,
        **round_columns(session.round),
    }
    secret = {"seed": seed, "snapshot": snapshot_of(session.state)}
    return [
        Update(GAME_SESSIONS.name, session.id, data, session.version),
        Create(SESSION_SECRETS.name, session.id, secret),
    ]


def create_session(session: GameSession, seed: str, history: Sequence[Mapping[str, Any]]) -> list[Change]:
    """The rows of a new session."""
    data = {
        "name": session.name,
        "owner_id": session.owner_id,
        "config": _CONFIG.dump_python(session.config, mode="json"),
        "conversation_history": list(history),
        "seed_hash": session.seed_hash,
        "last_activity": session.last_activity,
        **membership_columns(session.seats, session.config, session.status),
        **_public_columns(session.state, session.state_hash),
    }
    secret = {"seed": seed, "snapshot": snapshot_of(session.state)}
    return [
        Create(GAME_SESSIONS.name, session.id, data, readers=session.member_user_ids),
        Create(SESSION_SECRETS.name, session.id, secret),
    ]


def update_session(
    loaded: LoadedSession, session: GameSession, history: Sequence[Mapping[str, Any]]
) -> list[Change]:
    """Public row and snapshot after a turn. Whoever has left reads the row no more."""
    data = {
        **_public_columns(session.state, session.state_hash),
        "conversation_history": list(history),
        "last_activity": session.last_activity,
        "status": session.status,
        "due_at": session.due_at,
        **round_columns(session.round),
        **vote_columns(session.vote),
    }
    readers = None
    if session.seats != loaded.session.seats or session.status is SessionStatus.COMPLETED:
        data |= membership_columns(session.seats, session.config, session.status)
        data |= {"owner_id": session.owner_id, "sent_away": list(session.sent_away)}
        readers = session.member_user_ids
    secret = {"snapshot": snapshot_of(session.state)}
    return [
        Update(GAME_SESSIONS.name, loaded.row.id, data, loaded.row.version, readers=readers),
        Update(SESSION_SECRETS.name, loaded.row.id, secret, loaded.secret_version),
    ]
