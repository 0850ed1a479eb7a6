"""What those hear who look on at a party: that there is something new, and no more of it than everybody may know."""

from collections.abc import Mapping

from app.gateway import frames
from app.gateway.listeners import Listeners
from app.models.enums import SessionStatus, TurnStatus
from app.models.ids import SessionId
from app.models.tables import GAME_SESSIONS, SESSION_TURNS
from app.services.realtime_names import watch_channel

SESSION_OVER = "session_over"


def watched_changed(listeners: Listeners, message: Mapping[str, object]) -> None:
    """Tells those who look on at the session that the row belongs to; they fetch what they may see. When it has ended
    they are sent off. Raises KeyError, ValueError for a message that is none."""
    row = message["row"]
    if not isinstance(row, dict):
        raise ValueError("not a row")
    facts = _facts(str(message["table"]), row)
    if facts is None:
        return
    is_over = message["action"] == "delete" or facts.get("status") == SessionStatus.COMPLETED
    session_id = SessionId(str(facts["$id"]))
    event = frames.watched(watch_channel(session_id), facts)
    for listener in listeners.watching(session_id):
        listener.hear(event)
        if is_over and "status" in facts:
            listener.drop(frames.REFUSED, SESSION_OVER)


def _facts(table: str, row: Mapping[str, object]) -> Mapping[str, object] | None:
    """What may be said of the row: of a session its version and status, of a turn that everybody reads how far it is
    told. None if it is nobody's business."""
    if table == GAME_SESSIONS.name:
        return {"$id": row["$id"], "version": row["version"], "status": row["status"]}
    is_public = not row.get("is_private") and row.get("status") == TurnStatus.RESOLVED
    if table == SESSION_TURNS.name and is_public:
        told = row["narration_status"]
        return {"$id": row["session_id"], "turn_id": row["$id"], "narration_status": told}
    return None
