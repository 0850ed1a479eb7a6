"""Mails that say whose turn it is, to players who are away: one for all that waits, unless they rather have each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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
from app.backends.retrying import commit_loaded, until_settled
from app.models.enums import SessionStatus
from app.models.errors import Conflict, NotFound, Unavailable
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
AGAIN_AFTER = timedelta(minutes=2)
"""A mail that could not be sent is tried again so long after; each time twice as long, up to `AGAIN_AT_MOST`. Longer
than a mail server may take."""
AGAIN_AT_MOST = timedelta(hours=1)
MOST_REFUSALS = 3
"""After so many in a row the mail server is left alone until the next run."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
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


@dataclass(frozen=True, slots=True)
class TurnMail:
    """One mail that is to go out."""

    user: User
    address: str
    parties: tuple[Waiting, ...]


class TurnMailService:
    """Safe to run any number of times, side by side: what is to be announced is written down, under compare-and-set of
    the player's row, before it is sent, and once more when the mail server has it. What it refuses, or whoever dies
    before it, leaves due: that is tried again with growing pauses, as long as the party waits. Only who dies between
    the server's word and the second note lets a player be told twice."""

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
        """How many mails were sent. Raises Unavailable if the database is away, not for mail servers."""
        waiting: dict[UserId, list[Waiting]] = {}
        for row in self._sleeping():
            for user_id in _waited_for(row):
                waiting.setdefault(user_id, []).append(_waiting(row))
        sent, refused = 0, 0
        for user_id, parties in waiting.items():
            for mail in self._due(user_id, parties):
                is_sent = self._send(mail)
                sent, refused = sent + is_sent, 0 if is_sent else refused + 1
                if refused >= MOST_REFUSALS:
                    return sent
        return sent

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

    def _due(self, user_id: UserId, parties: list[Waiting]) -> list[TurnMail]:
        """The mails that are ours to send to that player now."""
        try:
            user = self._accounts.get(user_id)
        except NotFound:
            return []
        wish = stored_preferences(user.preferences).turn_mails
        if wish is TurnMails.OFF or user.email is None or not user.email_verified or user.is_disabled:
            return []
        row = self._documents.find(TURN_MAILS.name, user_id)
        told = dict(columns.mapping(row, "told")) if row else {}
        fresh = [one for one in parties if _is_due(told.get(one.session_id), one, self._clock.now())]
        if wish is TurnMails.DIGEST and row is not None and not self._is_digest_due(row):
            return []
        if not fresh or not self._write_down(user_id, row, told, fresh):
            return []
        bundles = [(one,) for one in fresh] if wish is TurnMails.EACH else [tuple(fresh)]
        return [TurnMail(user, user.email, bundle) for bundle in bundles]

    def _is_digest_due(self, row: Row) -> bool:
        return self._clock.now() - columns.moment(row, "last_sent_at") >= DIGEST_EVERY

    def _write_down(
        self, user_id: UserId, row: Row | None, told: Mapping[str, Any], fresh: list[Waiting]
    ) -> bool:
        """Whether it is ours to send: False if another worker was faster."""
        at = self._clock.now().isoformat()
        new = {one.session_id: _attempt(told.get(one.session_id), one, at) for one in fresh}
        kept = dict([*((one, of) for one, of in told.items() if one not in new), *new.items()][-_REMEMBERED:])
        change: Change = Create(TURN_MAILS.name, user_id, {"told": kept, "last_sent_at": _NEVER})
        if row is not None:
            change = Update(TURN_MAILS.name, user_id, {"told": kept}, row.version)
        try:
            commit_loaded(self._documents, [change])
        except Conflict:
            return False
        return True

    def _send(self, mail: TurnMail) -> bool:
        """Whether the mail server took it."""
        user, parties = mail.user, mail.parties
        opt_out = f"{self._web}{OPT_OUT_PATH}?token={self._opt_out.token(user.id)}"
        subject = "It is your turn" if len(parties) == 1 else f"It is your turn in {len(parties)} adventures"
        lines = "\n".join(f"- {one.name}: {self._web}/play/{one.session_id}" for one in parties)
        text = _TEXT.format(name=user.name, parties=lines, web=self._web, opt_out=opt_out)
        try:
            self._mailer.send(mail.address, subject, text, unsubscribe=opt_out)
        except Unavailable:
            log.warning("turn_mail_put_off", user_id=user.id, parties=len(parties))
            return False
        until_settled(lambda: self._note_sent(mail))
        log.info("turn_mail_sent", user_id=user.id, parties=len(parties))
        return True

    def _note_sent(self, mail: TurnMail) -> None:
        row = self._documents.get(TURN_MAILS.name, mail.user.id)
        told = dict(columns.mapping(row, "told"))
        for one in mail.parties:
            if one.session_id in told and told[one.session_id]["moment"] == one.moment:
                told[one.session_id] = {**told[one.session_id], "is_sent": True}
        data = {"told": told, "last_sent_at": self._clock.now()}
        commit_loaded(self._documents, [Update(TURN_MAILS.name, row.id, data, row.version)])


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


def _attempt(known: Any, one: Waiting, at: str) -> dict[str, object]:  # Any: JSON of our own writing
    """What is written down before a mail goes out. `tries`: how often for this waiting."""
    tries = known["tries"] + 1 if _is_put_off(known) and known["moment"] == one.moment else 1
    return {"moment": one.moment, "at": at, "tries": tries, "is_sent": False}


def _is_put_off(known: Any) -> bool:
    return known is not None and not known.get("is_sent", True)


def _is_due(known: Any, one: Waiting, now: datetime) -> bool:
    if known is None:
        return True
    since = now - datetime.fromisoformat(known["at"])
    if _is_put_off(known):
        return bool(since >= min(AGAIN_AFTER * 2 ** min(known["tries"] - 1, 10), AGAIN_AT_MOST))
    return bool(known["moment"] != one.moment) and since >= EACH_EVERY
