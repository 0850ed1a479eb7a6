"""Tickets: what the gateway believes of a connection. Signed here, checked there; nothing is stored for them."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from app.backends.ports import Clock
from app.models.errors import InvalidToken
from app.models.ids import LoginId, SessionId, UserId

LIFETIMES = {
    "realtime": timedelta(seconds=60),
    "watch": timedelta(seconds=60),
    "stream": timedelta(minutes=10),
}


class TicketKind(StrEnum):
    """`realtime` opens one socket, once, within a minute; so does `watch`, for one who looks on: it makes nobody a
    reader. `stream` reads a session's narrations for ten minutes."""

    REALTIME = "realtime"
    WATCH = "watch"
    STREAM = "stream"


@dataclass(frozen=True, slots=True)
class Invite:
    """The code that one looks on by: its mark, and until when it holds, in seconds of Unix time."""

    mark: str
    holds_until: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """`expires_at` in seconds of Unix time; `nonce` tells tickets apart. One that is for looking on has an `invite`."""

    kind: TicketKind
    user_id: UserId
    login_id: LoginId
    session_id: SessionId
    expires_at: int
    nonce: str
    invite: Invite | None = None

    @property
    def issued_at(self) -> int:
        """In seconds of Unix time."""
        return self.expires_at - int(LIFETIMES[self.kind].total_seconds())


@dataclass(frozen=True, slots=True)
class SocketTicket:
    """Where to open a socket, with which first message, to which channels."""

    url: str
    auth_message: dict[str, object]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tickets:
    """What a client needs to listen to a session. `socket` is None where rows are not pushed, and so is `presence`, the
    channel that says who is there. Who looks on has neither `presence` nor `stream_url`."""

    socket: SocketTicket | None
    stream_url: str | None
    expires_at: datetime
    presence: str | None


class TicketOffice:
    """Signs with the first key and believes any of them, so that keys can be rotated."""

    def __init__(self, keys: Sequence[bytes], clock: Clock) -> None:
        self._keys = keys
        self._clock = clock

    def issue(
        self,
        kind: TicketKind,
        user_id: UserId,
        login_id: LoginId,
        session_id: SessionId,
        invite: Invite | None = None,
    ) -> str:
        """A signed ticket as URL-safe text."""
        expires_at = int((self._clock.now() + LIFETIMES[kind]).timestamp())
        ticket = Ticket(kind, user_id, login_id, session_id, expires_at, self._clock.new_id(), invite)
        body = _encode(json.dumps(asdict(ticket), separators=(",", ":")).encode())
        return f"{body}.{_encode(_sign(self._keys[0], body))}"

    def check(self, text: str, *kinds: TicketKind) -> Ticket:
        """The ticket, if it is ours, of one of these kinds and still good. Raises InvalidToken."""
        body, _, signature = text.partition(".")
        try:
            given = _decode(signature)
            if not any(hmac.compare_digest(given, _sign(key, body)) for key in self._keys):
                raise InvalidToken
            ticket = _read(json.loads(_decode(body)))
        except (binascii.Error, ValueError, TypeError, KeyError) as error:
            raise InvalidToken from error
        if ticket.kind not in kinds or ticket.expires_at < self._clock.now().timestamp():
            raise InvalidToken
        return ticket


def _read(plain: dict[str, Any]) -> Ticket:
    """Raises TypeError, ValueError, KeyError."""
    invite = plain.get("invite")
    kind = TicketKind(plain["kind"])
    return Ticket(**{**plain, "kind": kind, "invite": None if invite is None else Invite(**invite)})


def _sign(key: bytes, body: str) -> bytes:
    return hmac.digest(key, body.encode("utf-8", "surrogatepass"), hashlib.sha256)


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
