"""The real clock, and one that tests set by hand."""

import secrets
import threading
from datetime import UTC, datetime, timedelta

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM_BITS = 80


class SystemClock:
    """The machine's time; ULIDs that increase within a process even if that time jumps back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def now(self) -> datetime:
        return datetime.now(UTC)

    def new_id(self) -> str:
        fresh = (int(self.now().timestamp() * 1000) << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
        with self._lock:
            # A random step rather than one: a forked process that counts on from here must not meet its parent.
            self._last = fresh if fresh > self._last else self._last + 1 + secrets.randbits(_RANDOM_BITS - 16)
            number = self._last
        return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


class SettableClock(SystemClock):
    """Stands still until a test moves it."""

    def __init__(self, now: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        super().__init__()
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now

    def advance(self, step: timedelta) -> None:
        """Moves the time on, or back for a negative step."""
        self._now += step
