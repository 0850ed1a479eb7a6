"""Frames of Appwrite's realtime protocol, as its server sends them."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from websockets.frames import Frame, Opcode

BAD_REQUEST = 1003
REFUSED = 1008
TRY_AGAIN = 1013
"""Codes of error frames and of the closing handshake alike."""


def connected(channels: Sequence[str], subscriptions: Sequence[str]) -> str:
    """The first frame. `user` is null until an authentication succeeds."""
    data = {"channels": channels, "subscriptions": subscriptions, "user": None}
    return _text({"type": "connected", "data": data})


def pong() -> str:
    return _text({"type": "pong"})


def error(code: int, message: str = "Error: Server Error") -> str:
    return _text({"type": "error", "data": {"code": code, "message": message}})


def authenticated(user_id: str) -> str:
    return _response("authentication", {"user": {"$id": user_id}})


def response(to: str, subscriptions: Sequence[Mapping[str, object]]) -> str:
    """The answer to `subscribe` and `unsubscribe`."""
    return _response(to, {"subscriptions": subscriptions})


def _response(to: str, answer: Mapping[str, object]) -> str:
    return _text({"type": "response", "data": {"to": to, "success": True, **answer}})


class Event:
    """Something that is told to all who subscribed to one of its channels. Its text and its bytes on the wire are
    written once for all listeners whose matching subscriptions have the same ids: there may be a thousand of them."""

    def __init__(self, events: Sequence[str], channels: Sequence[str], payload: Mapping[str, object]) -> None:
        self._told = {"events": events, "channels": channels, "timestamp": _now(), "payload": payload}
        self._written: dict[tuple[str, ...], bytes] = {}
        self.channels = frozenset(channels)

    def bytes_for(self, subscriptions: Sequence[str]) -> bytes:
        """The frame for listeners that hear it by these subscriptions."""
        key = tuple(subscriptions)
        if key not in self._written:
            data = {**self._told, "subscriptions": key}
            self._written[key] = on_the_wire(_text({"type": "event", "data": data}))
        return self._written[key]


def row_event(database: str, table: str, row_id: str, action: str, row: Mapping[str, object]) -> Event:
    """A row was created, updated or deleted."""
    rows = [f"{api}.{database}.tables.{table}.rows" for api in ("tablesdb", "databases")]
    either = [channel for prefix in rows for channel in (prefix, f"{prefix}.{row_id}")]
    channels = [*either, *(f"{channel}.{action}" for channel in either)]
    events = [f"{prefix}.{row_id}.{action}" for prefix in rows]
    return Event(events, channels, {**row, "$databaseId": database, "$tableId": table})


def presence(channel: str, session_id: str, members: Sequence[Mapping[str, str]]) -> Event:
    """Who of a session is there, shaped like a changed row."""
    return Event([channel], [channel], {"$id": session_id, "members": members})


def watched(channel: str, facts: Mapping[str, object]) -> Event:
    """There is something new for those who look on, shaped like a changed row of nothing but public facts."""
    return Event([channel], [channel], facts)


def on_the_wire(text: str) -> bytes:
    """A whole text frame, as a server sends it."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _text(frame: Mapping[str, object]) -> str:
    return json.dumps(frame, separators=(",", ":"), ensure_ascii=False)
