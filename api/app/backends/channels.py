"""How messages between processes are named and written in Redis: shared by the adapter and by whoever listens
without it, as the gateway does."""

import json
from collections.abc import Mapping, Sequence

from app.backends.ports import StreamEvent
from app.backends.values import json_text

LIFETIME_S = 3600
"""How long streams and flags are kept."""

_PREFIX = "coc"


def topic_channel(topic: str) -> str:
    """The pub/sub channel of a topic."""
    return f"{_PREFIX}:topic:{topic}"


def stream_key(stream: str) -> str:
    """The Redis stream of that name; each entry is `encode_event`'s fields."""
    return f"{_PREFIX}:stream:{stream}"


def flag_key(flag: str) -> str:
    return f"{_PREFIX}:flag:{flag}"


def presence_key(session_id: str) -> str:
    """The sorted set of who is there in a session."""
    return f"{_PREFIX}:presence:{session_id}"


def presence_seen_key(session_id: str) -> str:
    """What was last told of it: `user|state` of each who was named, joined by commas. It runs out when no gateway has
    anybody of the session any more."""
    return f"{presence_key(session_id)}:seen"


def used_ticket_key(nonce: str) -> str:
    """Set when a ticket that is good for one use has been used."""
    return f"{_PREFIX}:ticket:{nonce}"


def encode_message(message: Mapping[str, object]) -> str:
    return json_text(dict(message))


def decode_message(text: bytes | str) -> Mapping[str, object]:
    """Raises ValueError for what `encode_message` did not write."""
    message = json.loads(text)
    if not isinstance(message, dict):
        raise ValueError("a message is a JSON object")
    return message


def decode_presence(seen: str) -> Sequence[tuple[str, str]]:
    """User and state of each who is named."""
    pairs = (one.partition("|") for one in seen.split(",") if one)
    return [(user_id, state) for user_id, _, state in pairs]


def encode_event(event: StreamEvent) -> dict[str, str]:
    return {"event": event.event, "data": encode_message(event.data)}


def decode_event(fields: Mapping[bytes, bytes]) -> StreamEvent:
    """Raises ValueError or KeyError for what `encode_event` did not write."""
    return StreamEvent(fields[b"event"].decode(), decode_message(fields[b"data"]))
