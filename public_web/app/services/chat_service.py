"""Talking in a party, and what one need not listen to."""

from collections.abc import Mapping

from app.models.chat import Message
from app.services.api_client import Api, segment
from app.services.reading import read, read_items

SHOWN = 50


def messages(api: Api, session_id: str) -> tuple[Message, ...]:
    """The latest, oldest first."""
    result = api.get(f"/sessions/{segment(session_id)}/chat", limit=str(SHOWN))
    return read_items(Message, result)[::-1]


def post(api: Api, session_id: str, said: Mapping[str, str]) -> Message:
    """`said` holds text, channel, message_id and, for a whisper, to_character_id. The same `message_id` is the same
    message. Raises ApiError `moderated`, `bad_dice`, `throttled` and more."""
    return read(Message, api.post(f"/sessions/{segment(session_id)}/chat", said))


def mute(api: Api, user_id: str) -> None:
    """Hear no more of somebody's."""
    api.put(f"/mutes/{segment(user_id)}", {})


def report(api: Api, message_id: str, reason: str) -> None:
    """Tell the host."""
    api.post("/reports", {"kind": "message", "target": message_id, "reason": reason})
