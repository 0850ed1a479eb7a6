"""What players report, and what the host makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.backends.ports import Clock, Counters, Create, Documents, Op, Order, Row, Update, Where
from app.config import Limit
from app.models.enums import ReportKind
from app.models.errors import Conflict, NotFound, Throttled
from app.models.ids import SessionId, UserId
from app.models.tables import CHARACTERS, CHAT_MESSAGES, REPORTS, SESSION_TURNS
from app.services.action_text import clean_speech
from app.services.loading import session_row_of
from app.services.records import columns
from app.services.records.chat import may_read_message
from app.services.turns import may_read

OPEN, SETTLED = "open", "settled"


@dataclass(frozen=True, slots=True)
class Report:
    """`about`: who said it and what, as it stood when it was reported. `note`: how the host settled it."""

    id: str
    status: str
    kind: ReportKind
    target: str
    reason: str
    reporter_id: str
    about: dict[str, str]
    note: str | None
    created_at: datetime


class ReportService:
    """Only what one may read can be reported, by each player once."""

    def __init__(self, documents: Documents, counters: Counters, clock: Clock, limit: Limit) -> None:
        self._documents = documents
        self._counters = counters
        self._clock = clock
        self._limit = limit

    def report(self, user_id: UserId, kind: ReportKind, target: str, reason: str) -> None:
        """Safe to repeat: the first report stands. Raises NotFound, Throttled, Invalid for a reason that cannot be."""
        why = clean_speech(reason)
        wait_s = self._counters.hit(f"report:{user_id}", self._limit.count, self._limit.window_s)
        if wait_s:
            raise Throttled(wait_s)
        data = {
            "user_id": user_id,
            "kind": kind,
            "target": target,
            "reason": why,
            "about": self._about(user_id, kind, target),
            "status": OPEN,
            "note": None,
        }
        try:
            self._documents.commit([Create(REPORTS.name, self._clock.new_id(), data)])
        except Conflict:
            return  # reported before

    def _about(self, user_id: UserId, kind: ReportKind, target: str) -> dict[str, str]:
        if kind is ReportKind.MESSAGE:
            row = self._documents.get(CHAT_MESSAGES.name, target)
            session_row_of(self._documents, user_id, SessionId(columns.text(row, "session_id")))
            if not may_read_message(row, user_id):
                raise NotFound
            return _said(row, "text")
        if kind is ReportKind.TURN:
            row = self._documents.get(SESSION_TURNS.name, target)
            session_row_of(self._documents, user_id, SessionId(columns.text(row, "session_id")))
            if not may_read(row, user_id):
                raise NotFound
            return _said(row, "action")
        row = self._documents.get(CHARACTERS.name, target)
        session_row_of(self._documents, user_id, SessionId(str(row.data["session_id"])))
        return {"user_id": columns.text(row, "user_id"), "name": columns.text(row, "name"), "text": ""}

    def list(self, status: str = OPEN) -> Iterator[Report]:
        """For the host: those of that status, oldest first."""
        cursor: str | None = None
        while True:
            where = [Where("status", Op.EQ, status)]
            page = self._documents.list(REPORTS.name, where, [Order("status")], 100, cursor)
            yield from map(_report, page.rows)
            cursor = page.next_cursor
            if cursor is None:
                return

    def settle(self, report_id: str, note: str) -> Report:
        """For the host: what was done about it. Raises NotFound."""
        row = self._documents.get(REPORTS.name, report_id)
        data = {"status": SETTLED, "note": note[:500]}
        self._documents.commit([Update(REPORTS.name, row.id, data, row.version)])
        return _report(self._documents.get(REPORTS.name, report_id))


def _said(row: Row, column: str) -> dict[str, str]:
    return {
        "user_id": str(row.data.get("user_id") or ""),
        "name": str(row.data.get("character_name") or ""),
        "text": columns.text(row, column),
    }


def _report(row: Row) -> Report:
    about = columns.mapping(row, "about")
    return Report(
        id=row.id,
        status=columns.text(row, "status"),
        kind=ReportKind(columns.text(row, "kind")),
        target=columns.text(row, "target"),
        reason=columns.text(row, "reason"),
        reporter_id=columns.text(row, "user_id"),
        about={str(key): str(value) for key, value in about.items()},
        note=str(row.data["note"]) if row.data.get("note") else None,
        created_at=row.created_at,
    )
