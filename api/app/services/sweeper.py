"""What nobody asked for again: accepted turns, untold turns, unpublished rows, sleeping sessions, forgotten lobbies.
Runs every 5 s."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from app.backends.ports import Clock, Documents, Op, Order, Queue, Row, Update, Where
from app.backends.retrying import commit_loaded
from app.models.enums import NarrationStatus, SessionStatus, TurnStatus
from app.models.errors import Conflict
from app.models.tables import GAME_SESSIONS, SESSION_TURNS
from app.services.forgotten_lobbies import ForgottenLobbies
from app.services.records import columns

OVERDUE = timedelta(seconds=3)
"""Younger turns are in good hands: their job was queued a moment ago."""
_PAGE = 100
_BUSY_JOBS = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """How many sessions were woken, narrations asked for, rows published and sessions paused."""

    sessions: int
    narrations: int
    published: int
    paused: int


class Sweeper:
    """The database is the truth; whatever it shows as unfinished is queued again."""

    def __init__(
        self,
        documents: Documents,
        queue: Queue,
        clock: Clock,
        drain_outbox: Callable[[], int],
        delete_expired: Callable[[], int],
        lobbies: ForgottenLobbies,
    ) -> None:
        self._documents = documents
        self._queue = queue
        self._clock = clock
        self._drain_outbox = drain_outbox
        self._delete_expired = delete_expired
        self._lobbies = lobbies

    def sweep(self) -> Swept:
        """One round. Raises Unavailable when queue or database are away."""
        published = self._drain_outbox()
        self._delete_expired()
        self._lobbies.close()
        paused = self._pause_idle()
        if self._is_busy():
            return Swept(0, 0, published, paused)
        return Swept(self._wake_sessions(), self._ask_narrations(), published, paused)

    def _is_busy(self) -> bool:
        """Whether so many jobs wait already that asking again would only make the queue longer."""
        return sum(self._queue.depth().values()) >= _BUSY_JOBS

    def _wake_sessions(self) -> int:
        rows = self._overdue("status", TurnStatus.ACCEPTED, "accepted_at")
        sessions = sorted({columns.text(row, "session_id") for row in rows})
        for session_id in sessions:
            self._queue.enqueue("process_action", session_id)
        return len(sessions)

    def _ask_narrations(self) -> int:
        rows = [
            row
            for status in (NarrationStatus.PENDING, NarrationStatus.STREAMING)
            for row in self._overdue("narration_status", status, "resolved_at")
        ]
        for row in rows:
            self._queue.enqueue("generate_dm_response", row.id)
        return len(rows)

    def _overdue(self, column: str, status: str, since: str) -> tuple[Row, ...]:
        before = self._clock.now() - OVERDUE
        where = [Where(column, Op.EQ, status), Where(since, Op.LT, before)]
        return self._documents.list(SESSION_TURNS.name, where, [Order(since)], _PAGE).rows

    def _pause_idle(self) -> int:
        """Sessions without activity for their `timeout_minutes` are paused; any action resumes them."""
        now = self._clock.now()
        where = [
            Where("status", Op.EQ, SessionStatus.ACTIVE),
            Where("last_activity", Op.LT, now - timedelta(minutes=1)),
        ]
        rows = self._documents.list(GAME_SESSIONS.name, where, [Order("last_activity")], _PAGE).rows
        idle = [row for row in rows if now - columns.moment(row, "last_activity") >= _timeout(row)]
        return sum(self._pause(row) for row in idle)

    def _pause(self, row: Row) -> bool:
        change = Update(GAME_SESSIONS.name, row.id, {"status": SessionStatus.TIMEOUT}, row.version)
        try:
            commit_loaded(self._documents, [change])
        except Conflict:
            return False  # somebody acts just now
        return True


def _timeout(row: Row) -> timedelta:
    return timedelta(minutes=columns.mapping(row, "config")["timeout_minutes"])
