"""Mails that say whose turn it is, to players who are away: one for all that waits, unless they rather have each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from app.backends.ports import (
    Accounts,
    Change,
    Clock,
    Create,
    Documents,
    Mailer,
    Op,
    Order,
    Row,
    Update,
    Where,
)
from app.backends.retrying import commit_loaded
from app.models.enums import SessionStatus
from app.models.errors import Conflict, NotFound
from app.models.ids import SessionId, UserId
from app.models.preferences import TurnMails, stored_preferences
from app.models.tables import GAME_SESSIONS, TURN_MAILS
from app.models.user import User
from app.services.opt_out import OptOut
from app.services.records import columns
from app.services.records.sessions import at_the_move_by, is_round_time_by, round_of, seats_of

log = structlog.get_logger(__name__)

WAITED = timedelta(minutes=10)
"""So long nothing has happened in the party."""
FORGOTTEN = timedelta(days=1)
"""Parties that sleep for longer ask nobody any more."""
DIGEST_EVERY = timedelta(hours=6)
EACH_EVERY = timedelta(minutes=30)
_PAGE = 100
_REMEMBERED = 50

OPT_OUT_PATH = "/opt-out"

_TEXT = """Hello {name},

the others are waiting for you. It is your turn in:

{parties}

You play on at {web}

No more of these mails? One press is enough:
{opt_out}

May your dice be kind,
Code of Conquest
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A party that waits for a player. `moment` tells this waiting from the next one."""

    session_id: SessionId
    name: str
    moment: str


class TurnMailService:
    """Safe to run any number of times, side by side: what is announced is written down, under compare-and-set of the
    player's row, before it is sent. Who dies in between has sent nothing, and nobody is told twice."""

    def __init__(
        self,
        documents: Documents,
        accounts: Accounts,
        mailer: Mailer,
        clock: Clock,
        opt_out: OptOut,
        public_web_url: str,
    ) -> None:
        self._documents = documents
        self._accounts = accounts
        self._mailer = mailer
        self._clock = clock
        self._opt_out = opt_out
        self._web = public_web_url.rstrip("/")

    def send(self) -> int:
        """How many mails were sent. Raises Unavailable."""
        waiting: dict[UserId, list[Waiting]] = {}
        for row in self._sleeping():
            for user_id in _waited_for(row):
                waiting.setdefault(user_id, []).append(_waiting(row))
        return sum(self._tell(user_id, parties) for user_id, parties in waiting.items())

    def _sleeping(self) -> Iterator[Row]:
        """Parties in which nothing has happened for a while."""
        now = self._clock.now()
        for status in (SessionStatus.ACTIVE, SessionStatus.TIMEOUT):
            where = [
                Where("status", Op.EQ, status),
                Where("last_activity", Op.LE, now - WAITED),
                Where("last_activity", Op.GE, now - FORGOTTEN),
            ]
            cursor: str | None = None
            while True:
                page = self._documents.list(
                    GAME_SESSIONS.name, where, [Order("last_activity")], _PAGE, cursor
                )
                yield from page.rows
                cursor = page.next_cursor
                if cursor is None:
                    break

    def _tell(self, user_id: UserId, parties: list[Waiting]) -> int:
        try:
            user = self._accounts.get(user_id)
        except NotFound:
            return 0
        wish = stored_preferences(user.preferences).turn_mails
        if wish is TurnMails.OFF or user.email is None or not user.email_verified or user.is_disabled:
            return 0
        row = self._documents.find(TURN_MAILS.name, user_id)
        told = dict(columns.mapping(row, "told")) if row else {}
        fresh = [one for one in parties if _is_due(told.get(one.session_id), one, self._clock.now())]
        if wish is TurnMails.DIGEST and row is not None and not self._is_digest_due(row):
            return 0
        if not fresh or not self._write_down(user_id, row, told, fresh):
            return 0
        for mail in [[one] for one in fresh] if wish is TurnMails.EACH else [fresh]:
            self._send(user, user.email, mail)
        return len(fresh) if wish is TurnMails.EACH else 1

    def _is_digest_due(self, row: Row) -> bool:
        return self._clock.now() - columns.moment(row, "last_sent_at") >= DIGEST_EVERY

    def _write_down(
        self, user_id: UserId, row: Row | None, told: Mapping[str, Any], fresh: list[Waiting]
    ) -> bool:
        """Whether it is ours to send: False if another worker was faster."""
        now = self._clock.now()
        new = {one.session_id: {"moment": one.moment, "at": now.isoformat()} for one in fresh}
        kept = dict([*((one, of) for one, of in told.items() if one not in new), *new.items()][-_REMEMBERED:])
        data = {"told": kept, "last_sent_at": now}
        change: Change = Create(TURN_MAILS.name, user_id, data)
        if row is not None:
            change = Update(TURN_MAILS.name, user_id, data, row.version)
        try:
            commit_loaded(self._documents, [change])
        except Conflict:
            return False
        return True

    def _send(self, user: User, address: str, parties: list[Waiting]) -> None:
        opt_out = f"{self._web}{OPT_OUT_PATH}?token={self._opt_out.token(user.id)}"
        subject = "It is your turn" if len(parties) == 1 else f"It is your turn in {len(parties)} adventures"
        lines = "\n".join(f"- {one.name}: {self._web}/play/{one.session_id}" for one in parties)
        text = _TEXT.format(name=user.name, parties=lines, web=self._web, opt_out=opt_out)
        self._mailer.send(address, subject, text, unsubscribe=opt_out)
        log.info("turn_mail_sent", user_id=user.id, parties=len(parties))


def _waited_for(row: Row) -> list[UserId]:
    seats = seats_of(row)
    if len(seats) < 2:
        return []
    running = round_of(row)
    if running is not None and is_round_time_by(row):
        return [seat.user_id for seat in seats if seat.character_id not in running.submitted]
    return [seat.user_id for seat in seats if seat.character_id == at_the_move_by(row)]


def _waiting(row: Row) -> Waiting:
    return Waiting(SessionId(row.id), columns.text(row, "name"), str(columns.whole(row, "turn_number")))


def _is_due(known: Any, one: Waiting, now: datetime) -> bool:  # Any: JSON of our own writing
    if known is None:
        return True
    return bool(known["moment"] != one.moment) and now - datetime.fromisoformat(known["at"]) >= EACH_EVERY
