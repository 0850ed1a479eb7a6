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

from app.backends.ports import Clock
from app.models.errors import InvalidToken
from app.models.ids import LoginId, SessionId, UserId

LIFETIMES = {"realtime": timedelta(seconds=60), "stream": timedelta(minutes=10)}


class TicketKind(StrEnum):
    """`realtime` opens one socket, once, within a minute. `stream` reads a session's narrations for ten minutes."""

    REALTIME = "realtime"
    STREAM = "stream"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`expires_at` in seconds of Unix time; `nonce` tells tickets apart."""

    kind: TicketKind
    user_id: UserId
    login_id: LoginId
    session_id: SessionId
    expires_at: int
    nonce: str

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
    channel that says who is there."""

    socket: SocketTicket | None
    stream_url: str
    expires_at: datetime
    presence: str | None


class TicketOffice:
    """Signs with the first key and believes any of them, so that keys can be rotated."""

    def __init__(self, keys: Sequence[bytes], clock: Clock) -> None:
        self._keys = keys
        self._clock = clock

    def issue(self, kind: TicketKind, user_id: UserId, login_id: LoginId, session_id: SessionId) -> str:
        """A signed ticket as URL-safe text."""
        expires_at = int((self._clock.now() + LIFETIMES[kind]).timestamp())
        ticket = Ticket(kind, user_id, login_id, session_id, expires_at, self._clock.new_id())
        body = _encode(json.dumps(asdict(ticket), separators=(",", ":")).encode())
        return f"{body}.{_encode(_sign(self._keys[0], body))}"

    def check(self, text: str, kind: TicketKind) -> Ticket:
        """The ticket, if it is ours, of this kind and still good. Raises InvalidToken."""
        body, _, signature = text.partition(".")
        try:
            given = _decode(signature)
            if not any(hmac.compare_digest(given, _sign(key, body)) for key in self._keys):
                raise InvalidToken
            plain = json.loads(_decode(body))
            ticket = Ticket(**{**plain, "kind": TicketKind(plain["kind"])})
        except (binascii.Error, ValueError, TypeError, KeyError) as error:
            raise InvalidToken from error
        if ticket.kind is not kind or ticket.expires_at < self._clock.now().timestamp():
            raise InvalidToken
        return ticket


def _sign(key: bytes, body: str) -> bytes:
    return hmac.digest(key, body.encode("utf-8", "surrogatepass"), hashlib.sha256)


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
