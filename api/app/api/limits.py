"""How often one caller may call: Flask-Limiter on Redis, in memory while Redis is away.

Writes of a caller count together; routes that create accounts or send mail have bounds of their own. Reads are counted
by `read_limits.py`.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, g, request
from flask_limiter import Limiter
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from app.api.context import client, services
from app.config import LimitSettings, Settings
from app.services.addresses import counted_address

F = TypeVar("F", bound=Callable[..., Any])

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_TIMEOUT_S = 0.5


def caller_key() -> str:
    """Whom to count: the signed-in user, else the address."""
    user_id = g.get("user_id")
    return f"user:{user_id}" if user_id else f"address:{_address()}"


def _address() -> str:
    return counted_address(client().address)


class _WriteLimiter(Limiter):
    """Looks at writes only, before any of the library's work: most requests are reads.

    When Redis goes away the first request to notice has all others counted in memory. Those that are asking Redis at
    that moment fail too, which the library takes for a fault of the memory: they are counted once more.
    """

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if request.method in SAFE_METHODS:
            return
        try:
            super()._check_request_limit(callable_name, in_middleware)
        except RedisError:
            self._storage_dead = True
            self.context.seen_limits.clear()
            super()._check_request_limit(callable_name, in_middleware)


limiter = _WriteLimiter(
    caller_key,
    application_limits=[lambda: services().settings.limits.writes],
    in_memory_fallback_enabled=True,
    key_prefix="coc:limit",
)


def install(app: Flask, settings: Settings) -> None:
    """Counts every write of the app."""
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url.get_secret_value()
    app.config["RATELIMIT_STORAGE_OPTIONS"] = {
        "socket_timeout": _TIMEOUT_S,
        "socket_connect_timeout": _TIMEOUT_S,
        "retry": Retry(NoBackoff(), retries=0),
    }
    limiter.init_app(app)


def limited(bound: Callable[[LimitSettings], str], key: Callable[[], str] = _address) -> Callable[[F], F]:
    """Gives a route a bound of its own, out of the settings: `@limited(lambda limits: limits.guests)`. Counted per
    address, or by `key`, e.g. `caller_key`."""
    return cast(
        Callable[[F], F],
        limiter.limit(lambda: bound(services().settings.limits), key_func=key, override_defaults=False),
    )


def retry_after_s() -> int:
    """Seconds until the breached limit lets this caller in again."""
    breached = limiter.current_limit
    return 1 if breached is None else max(1, int(breached.reset_at - time.time()))
