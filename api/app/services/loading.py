"""Who may see which session."""

from app.backends.ports import Documents, Row
from app.models.enums import SessionStatus
from app.models.errors import NotFound, SessionNotActive
from app.models.ids import CharacterId, SessionId, UserId
from app.models.session import SessionState
from app.models.tables import GAME_SESSIONS
from app.services.records import columns
from app.services.records.characters import StoredCharacter
from app.services.records.sessions import find_state


def session_row_of(documents: Documents, user_id: UserId, session_id: SessionId) -> Row:
    """The session's row for one of its players. Raises NotFound to everybody else."""
    row = documents.get(GAME_SESSIONS.name, session_id)
    if not is_member(row, user_id):
        raise NotFound
    return row


def is_member(row: Row, user_id: UserId) -> bool:
    """Whether the user plays in this session."""
    return user_id in columns.texts(row, "member_user_ids")


def character_id_of(row: Row, user_id: UserId) -> CharacterId:
    """The character that a player plays in this session: members and characters stand in the same order. Raises
    NotFound for one who plays there no more."""
    if not is_member(row, user_id):
        raise NotFound
    place = columns.texts(row, "member_user_ids").index(user_id)
    return CharacterId(columns.texts(row, "party_member_ids")[place])


def remembered_state(documents: Documents, user_id: UserId, stored: StoredCharacter) -> SessionState | None:
    """The state of the adventure that the character is on, or else of the one it was on last; None if there is none, or
    if its player has left that party: what the others did since is theirs."""
    for session_id in (stored.session_id, stored.last_session_id):
        row = None if session_id is None else documents.find(GAME_SESSIONS.name, session_id)
        if row is not None and is_member(row, user_id) and row.data["status"] != SessionStatus.LOBBY:
            return find_state(documents, SessionId(row.id))
    return None


def require_playable(row: Row) -> None:
    """Raises SessionNotActive unless the session is active or paused (any action resumes it)."""
    if row.data["status"] not in (SessionStatus.ACTIVE, SessionStatus.TIMEOUT):
        raise SessionNotActive(details={"status": row.data["status"]})
