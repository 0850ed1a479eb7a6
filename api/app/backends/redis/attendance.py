"""Who has a session open, read from what the gateways keep in Redis."""

import time
from collections.abc import Mapping

from app.backends.channels import decode_presence, presence_seen_key
from app.backends.redis.client import client, translated
from app.models.enums import Presence
from app.models.errors import Unavailable
from app.models.ids import SessionId, UserId

TIMEOUT_S = 0.2
"""Nobody waits for a page because of a dot on it."""
_PAUSE_AFTER_FAULT_S = 1.0


class RedisAttendance:
    """`Attendance` in one call, for any number of threads."""

    def __init__(self, url: str) -> None:
        self._redis = client(url, TIMEOUT_S)
        self._away_until = 0.0

    def of(self, session_id: SessionId) -> Mapping[UserId, Presence] | None:
        if time.monotonic() < self._away_until:
            return None
        try:
            with translated():
                seen = self._redis.get(presence_seen_key(session_id))
        except Unavailable:
            self._away_until = time.monotonic() + _PAUSE_AFTER_FAULT_S
            return None
        # The library's type covers every decoding; ours are bytes.
        text = seen.decode() if isinstance(seen, bytes) else ""
        return {UserId(user_id): Presence(state) for user_id, state in decode_presence(text)}

    def close(self) -> None:
        """Closes idle connections; the next use opens new ones."""
        self._redis.close()


class UnknownAttendance:
    """Where no gateway hears of who comes and goes."""

    def of(self, session_id: SessionId) -> None:
        """Nobody can tell."""
