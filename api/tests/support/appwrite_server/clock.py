"""Time as the server tells it: ISO strings in UTC, to the millisecond. Such strings compare as the times do."""

import time
from datetime import UTC, datetime, timedelta


class ProjectClock:
    """Runs with the machine's clock, may be set forward, and never shows the same time to two requests.

    The real server may: it would then miss a conflict that this one reports.
    """

    def __init__(self) -> None:
        self._ahead_ms = 0
        self._shown_ms = 0

    def tick(self) -> str:
        """A time later than all before."""
        self._shown_ms = max(self._shown_ms + 1, self._now_ms())
        return iso(self._shown_ms)

    def now(self) -> str:
        """The time of the current request."""
        return iso(self._shown_ms)

    def later(self, seconds: float) -> str:
        return iso(self._shown_ms + round(seconds * 1000))

    def advance(self, seconds: float) -> None:
        self._ahead_ms += round(seconds * 1000)

    def _now_ms(self) -> int:
        return time.time_ns() // 1_000_000 + self._ahead_ms


def iso(milliseconds: int) -> str:
    return to_iso(datetime.fromtimestamp(milliseconds / 1000, UTC))


def to_iso(moment: datetime) -> str:
    """`2026-01-02T03:04:05.678+00:00`; a naive time is taken as UTC."""
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).isoformat(timespec="milliseconds")


def as_database_writes(moment: str) -> str:
    """Some answers show a time before it was stored: `2026-01-02 03:04:05.678`."""
    return moment.replace("T", " ").removesuffix("+00:00")


def parse_datetime(value: object, now: str) -> str | None:
    """The value in the server's form, or None if it is no date. Of PHP's date words only `yesterday` is known."""
    if not isinstance(value, str):
        return None
    if value == "yesterday":
        midnight = datetime.fromisoformat(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return to_iso(midnight - timedelta(days=1))
    try:
        return to_iso(datetime.fromisoformat(value))
    except ValueError:
        return None
