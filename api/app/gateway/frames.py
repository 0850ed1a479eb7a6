"""Frames of Appwrite's realtime protocol, as its server sends them."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

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


def presence(
    channel: str, session_id: str, members: Sequence[Mapping[str, str]], subscriptions: Sequence[str]
) -> str:
    """Who of a session is there, shaped like a changed row."""
    return _told_on(channel, {"$id": session_id, "members": members}, subscriptions)


def _told_on(channel: str, payload: Mapping[str, object], subscriptions: Sequence[str]) -> str:
    data = {
        "events": [channel],
        "channels": [channel],
        "timestamp": _now(),
        "payload": payload,
        "subscriptions": subscriptions,
    }
    return _text({"type": "event", "data": data})


def watched(channel: str, facts: Mapping[str, object], subscriptions: Sequence[str]) -> str:
    """There is something new for those who look on, shaped like a changed row of nothing but public facts."""
    return _told_on(channel, facts, subscriptions)


class RowEvent:
    """A changed row: the channels on which it is heard, and its frame for each set of subscriptions."""

    def __init__(
        self, database: str, table: str, row_id: str, action: str, row: Mapping[str, object]
    ) -> None:
        rows = [f"{api}.{database}.tables.{table}.rows" for api in ("tablesdb", "databases")]
        either = [channel for prefix in rows for channel in (prefix, f"{prefix}.{row_id}")]
        self._channels = [*either, *(f"{channel}.{action}" for channel in either)]
        self._events = [f"{prefix}.{row_id}.{action}" for prefix in rows]
        self._payload = {**row, "$databaseId": database, "$tableId": table}
        self._texts: dict[tuple[str, ...], str] = {}
        self.channels = frozenset(self._channels)

    def text(self, subscriptions: Sequence[str]) -> str:
        """Written once for all listeners whose matching subscriptions have the same ids: rows are large."""
        key = tuple(subscriptions)
        if key not in self._texts:
            self._texts[key] = self._written(key)
        return self._texts[key]

    def _written(self, subscriptions: Sequence[str]) -> str:
        data = {
            "events": self._events,
            "channels": self._channels,
            "timestamp": _now(),
            "payload": self._payload,
            "subscriptions": subscriptions,
        }
        return _text({"type": "event", "data": data})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _text(frame: Mapping[str, object]) -> str:
    return json.dumps(frame, separators=(",", ":"), ensure_ascii=False)
