"""Codes that let others in: to a seat, or to look on."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.backends.ports import Clock, Counters, Create, Delete, Documents, Op, Row, Where
from app.config import Limit
from app.models.enums import InviteKind
from app.models.errors import Conflict, InvalidInvite, NotFound, Throttled, TooManyInvites
from app.models.ids import SessionId, UserId
from app.models.tables import SESSION_INVITES
from app.models.views import InviteView
from app.services.records import columns

LIFETIME = timedelta(days=7)
MAX_INVITES = 20
"""Open codes of one session."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 10
"""31 to the power of 10: nobody guesses one of them, the less with so few tries."""


@dataclass(frozen=True, slots=True)
class OpenInvite:
    """A code that opens something, as it is written in the row."""

    code: str
    session_id: SessionId
    expires_at: datetime


class Invites:
    """Each code opens one session, until it expires or is taken back."""

    def __init__(self, documents: Documents, counters: Counters, clock: Clock, guesses: Limit) -> None:
        self._documents = documents
        self._counters = counters
        self._clock = clock
        self._guesses = guesses

    def create(self, session_id: SessionId, kind: InviteKind) -> InviteView:
        """A new code. Expired ones of the session are swept away. Raises TooManyInvites."""
        rows = self._rows(session_id)
        expired = [row for row in rows if self._is_expired(row)]
        if len(rows) - len(expired) >= MAX_INVITES:
            raise TooManyInvites(details={"max_invites": MAX_INVITES})
        code, expires_at = _new_code(), self._clock.now() + LIFETIME
        data = {"session_id": session_id, "kind": kind, "expires_at": expires_at}
        gone = [Delete(SESSION_INVITES.name, row.id, row.version) for row in expired]
        self._documents.commit([Create(SESSION_INVITES.name, code, data), *gone])
        return InviteView(code, kind, expires_at)

    def of_session(self, session_id: SessionId) -> Sequence[InviteView]:
        """The codes that still open it."""
        return [_view(row) for row in self._rows(session_id) if not self._is_expired(row)]

    def revoke(self, session_id: SessionId, code: str) -> None:
        """The code opens nothing from now on. Raises NotFound."""
        row = self._documents.find(SESSION_INVITES.name, code)
        if row is None or row.data["session_id"] != session_id:
            raise NotFound
        self._documents.commit([Delete(SESSION_INVITES.name, code, row.version)])

    def session_of(self, user_id: UserId, code: str, kind: InviteKind) -> SessionId:
        """What the code opens. Raises as `opened_by` does."""
        return self.opened_by(user_id, code, kind).session_id

    def opened_by(self, user_id: UserId, code: str, kind: InviteKind) -> OpenInvite:
        """The invitation of that code. Only wrong codes count as tries. Raises InvalidInvite, Throttled,
        Unavailable."""
        key = f"invite:{user_id}"
        wait_s = self._counters.hit(key, self._guesses.count, self._guesses.window_s)
        if wait_s:
            raise Throttled(wait_s)
        row = self._documents.find(SESSION_INVITES.name, code.strip().lower())
        if row is None or row.data["kind"] != kind or self._is_expired(row):
            raise InvalidInvite
        self._counters.give_back(key)
        session_id = SessionId(columns.text(row, "session_id"))
        return OpenInvite(row.id, session_id, columns.moment(row, "expires_at"))

    def forget(self, session_id: SessionId, kind: InviteKind | None = None) -> None:
        """Nothing opens the session any more, or no code of that kind."""
        for row in self._rows(session_id):
            if kind is not None and row.data["kind"] != kind:
                continue
            try:
                self._documents.commit([Delete(SESSION_INVITES.name, row.id, row.version)])
            except (Conflict, NotFound):
                continue  # taken back at the same moment

    def _rows(self, session_id: SessionId) -> Sequence[Row]:
        where = [Where("session_id", Op.EQ, session_id)]
        return self._documents.list(SESSION_INVITES.name, where, limit=100).rows

    def _is_expired(self, row: Row) -> bool:
        return columns.moment(row, "expires_at") <= self._clock.now()


def _view(row: Row) -> InviteView:
    return InviteView(row.id, InviteKind(columns.text(row, "kind")), columns.moment(row, "expires_at"))


def _new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
