"""Logins that were closed, and parties that were left, while something was open."""

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
from app.services.realtime_names import left_flag, revoked_flag
from app.services.tickets import Ticket

log = structlog.get_logger(__name__)

_PAGE = 500
_SAME_MOMENT_S = 1.0
"""Tickets count whole seconds: who comes back within one asks for another."""


class Revocations:
    """Reads the flags that the API raises when a login is closed."""

    def __init__(self, valkey: Redis) -> None:
        self._valkey = valkey

    async def is_over(self, ticket: Ticket) -> bool:
        """Whether the ticket's login was closed, or its user has gone out of the session since it was given. Raises
        RedisError: who cannot be asked about is not let in."""
        if await self._revoked([ticket.login_id]):
            return True
        left_ms = await self._valkey.pttl(flag_key(left_flag(ticket.session_id, ticket.user_id)))
        if left_ms <= 0:
            return False
        left_at = time.time() - LIFETIME_S + left_ms / 1000
        return ticket.issued_at <= left_at + _SAME_MOMENT_S

    async def watch(self, listeners: Listeners, interval_s: float) -> None:
        """For ever: ends the sockets of closed logins. While Valkey is away nothing is delivered either."""
        while True:
            await asyncio.sleep(interval_s)
            try:
                for login_id in await self._revoked(sorted(listeners.logins())):
                    listeners.drop_login(login_id, frames.REFUSED)
            except (RedisError, OSError) as error:
                log.warning("redis_away", error=type(error).__name__)

    async def watch_parties(self, listeners: Listeners, interval_s: float) -> None:
        """For ever: ends the sockets of those who have gone out of their party."""
        while True:
            await asyncio.sleep(interval_s)
            try:
                await self._drop_gone(listeners.authenticated())
            except (RedisError, OSError) as error:
                log.warning("redis_away", error=type(error).__name__)

    async def _drop_gone(self, open_now: Sequence[Listener]) -> None:
        for start in range(0, len(open_now), _PAGE):
            page = [(one, one.ticket) for one in open_now[start : start + _PAGE] if one.ticket is not None]
            keys = [flag_key(left_flag(ticket.session_id, ticket.user_id)) for _, ticket in page]
            flags = await self._valkey.mget(keys) if keys else []
            for (listener, ticket), flag in zip(page, flags, strict=True):
                if flag is not None and await self.is_over(ticket):
                    listener.drop(frames.REFUSED)

    async def _revoked(self, logins: Sequence[LoginId]) -> list[LoginId]:
        found: list[LoginId] = []
        for start in range(0, len(logins), _PAGE):
            page = logins[start : start + _PAGE]
            flags = await self._valkey.mget([flag_key(revoked_flag(one)) for one in page])
            found += [one for one, flag in zip(page, flags, strict=True) if flag is not None]
        return found
