"""Logins that were closed, parties that were left and codes that were taken back, while something was open."""

import asyncio
import time
from collections.abc import Sequence

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.backends.channels import LIFETIME_S, flag_key
from app.gateway import frames
from app.gateway.listeners import Listener, Listeners
from app.models.ids import LoginId
from app.services.realtime_names import left_flag, revoked_flag, taken_back_flag
from app.services.tickets import Ticket

log = structlog.get_logger(__name__)

LOGIN_CLOSED = "login_closed"
LEFT_SESSION = "left_session"
INVITE_EXPIRED = "invite_expired"
INVITE_TAKEN_BACK = "invite_taken_back"
"""Why a socket is closed, as it is told."""

_PAGE = 500
_SAME_MOMENT_S = 1.0
"""Tickets count whole seconds: who comes back within one asks for another."""


class Revocations:
    """Reads the flags that the API raises when a login is closed."""

    def __init__(self, valkey: Redis) -> None:
        self._valkey = valkey

    async def is_over(self, ticket: Ticket) -> bool:
        """Whether the ticket's login was closed, its user has gone out of the session since it was given, or the code
        that it was given for holds no more. Raises RedisError: who cannot be asked about is not let in."""
        return bool(await self._revoked([ticket.login_id])) or await self._reason(ticket) is not None

    async def _reason(self, ticket: Ticket) -> str | None:
        """Why this ticket opens its session no more; None if it does."""
        if _is_expired(ticket):
            return INVITE_EXPIRED
        left_ms = await self._valkey.pttl(flag_key(_flag(ticket)))
        if left_ms <= 0:
            return None
        if ticket.invite is not None:
            return INVITE_TAKEN_BACK
        left_at = time.time() - LIFETIME_S + left_ms / 1000
        return LEFT_SESSION if ticket.issued_at <= left_at + _SAME_MOMENT_S else None

    async def watch(self, listeners: Listeners, interval_s: float) -> None:
        """For ever: ends the sockets of closed logins. While Valkey is away nothing is delivered either."""
        while True:
            await asyncio.sleep(interval_s)
            try:
                for login_id in await self._revoked(sorted(listeners.logins())):
                    listeners.drop_login(login_id, frames.REFUSED, LOGIN_CLOSED)
            except (RedisError, OSError) as error:
                log.warning("redis_away", error=type(error).__name__)

    async def watch_parties(self, listeners: Listeners, interval_s: float) -> None:
        """For ever: ends the sockets of those who have gone out of their party, or look on by a code that holds no
        more."""
        while True:
            await asyncio.sleep(interval_s)
            try:
                await self._drop_gone(listeners.authenticated())
            except (RedisError, OSError) as error:
                log.warning("redis_away", error=type(error).__name__)

    async def _drop_gone(self, open_now: Sequence[Listener]) -> None:
        for start in range(0, len(open_now), _PAGE):
            page = [(one, one.ticket) for one in open_now[start : start + _PAGE] if one.ticket is not None]
            flags = await self._valkey.mget([flag_key(_flag(ticket)) for _, ticket in page]) if page else []
            for (listener, ticket), flag in zip(page, flags, strict=True):
                if _is_expired(ticket):
                    listener.drop(frames.REFUSED, INVITE_EXPIRED)
                elif flag is not None and (reason := await self._reason(ticket)) is not None:
                    listener.drop(frames.REFUSED, reason)

    async def _revoked(self, logins: Sequence[LoginId]) -> list[LoginId]:
        found: list[LoginId] = []
        for start in range(0, len(logins), _PAGE):
            page = logins[start : start + _PAGE]
            flags = await self._valkey.mget([flag_key(revoked_flag(one)) for one in page])
            found += [one for one, flag in zip(page, flags, strict=True) if flag is not None]
        return found


def _is_expired(ticket: Ticket) -> bool:
    """Whether the code that one looks on by is past its time."""
    return ticket.invite is not None and ticket.invite.holds_until <= time.time()


def _flag(ticket: Ticket) -> str:
    """What is raised when the ticket opens its session no more."""
    if ticket.invite is not None:
        return taken_back_flag(ticket.invite.mark)
    return left_flag(ticket.session_id, ticket.user_id)
