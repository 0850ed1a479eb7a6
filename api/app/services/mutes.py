"""Whose messages a player does not want to see."""

from collections.abc import Sequence

from app.backends.ports import Accounts, Clock, Create, Delete, Documents, Op, Row, Where
from app.backends.walks import every
from app.models.errors import Conflict, Invalid, NotFound, QuotaReached
from app.models.ids import UserId
from app.models.tables import MUTES
from app.models.views import MuteView

MAX_MUTES = 100
MAX_ID_LENGTH = 36


class Mutes:
    """A muted player's messages are not even sent to who muted them; turns of the story stay: they are part of it."""

    def __init__(self, documents: Documents, accounts: Accounts, clock: Clock) -> None:
        self._documents = documents
        self._accounts = accounts
        self._clock = clock

    def mute(self, user_id: UserId, other: UserId) -> None:
        """Safe to repeat. Raises NotFound, Invalid for oneself, QuotaReached."""
        if other == user_id:
            raise Invalid(
                "One cannot mute oneself.", code="cannot_mute_yourself", details={"field": "user_id"}
            )
        self._accounts.get(other)
        if self._row(user_id, other) is not None:
            return
        if len(self._rows(user_id)) >= MAX_MUTES:
            raise QuotaReached("That is a lot of silence. Unmute somebody first.", details={"max": MAX_MUTES})
        data = {"user_id": user_id, "muted_id": other}
        try:
            self._documents.commit([Create(MUTES.name, self._clock.new_id(), data)])
        except Conflict:
            return  # muted at the same moment

    def unmute(self, user_id: UserId, other: UserId) -> None:
        """Safe to repeat. Raises NotFound for nobody."""
        row = self._row(user_id, other) if len(other) <= MAX_ID_LENGTH else None
        if row is None:
            self._accounts.get(other)
            return
        try:
            self._documents.commit([Delete(MUTES.name, row.id, row.version)])
        except (NotFound, Conflict):
            return  # unmuted at the same moment

    def list(self, user_id: UserId) -> Sequence[MuteView]:
        """Whom the user has muted, those first who were first."""
        return [
            MuteView(str(row.data["muted_id"]), self._name_of(row), row.created_at)
            for row in self._rows(user_id)
        ]

    def muted_by(self, user_id: UserId) -> frozenset[str]:
        """The ids of those."""
        return frozenset(str(row.data["muted_id"]) for row in self._rows(user_id))

    def of_those_who_mute(self, user_id: UserId, among: Sequence[UserId]) -> frozenset[str]:
        """Who of these, at most 100, has muted this user; however many others have."""
        where = [Where("muted_id", Op.EQ, user_id), Where("user_id", Op.IN, list(among))]
        return frozenset(str(row.data["user_id"]) for row in every(self._documents, MUTES.name, *where))

    def _name_of(self, row: Row) -> str:
        try:
            return self._accounts.get(UserId(str(row.data["muted_id"]))).name
        except NotFound:
            return "somebody who has left"

    def _rows(self, user_id: UserId) -> Sequence[Row]:
        return self._documents.list(MUTES.name, [Where("user_id", Op.EQ, user_id)], (), MAX_MUTES).rows

    def _row(self, user_id: UserId, other: UserId) -> Row | None:
        where = [Where("user_id", Op.EQ, user_id), Where("muted_id", Op.EQ, other)]
        rows = self._documents.list(MUTES.name, where, limit=1).rows
        return rows[0] if rows else None
