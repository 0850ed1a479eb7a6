"""A client that gives up soon, and comes back by itself when the server does."""

from collections.abc import Iterator
from contextlib import contextmanager

import redis
from redis.backoff import NoBackoff
from redis.maint_notifications import MaintNotificationsConfig
from redis.retry import Retry

from app.models.errors import Unavailable

TIMEOUT_S = 0.8
"""For connecting and for each answer: a call that has to do both stays under two seconds."""


def client(url: str, timeout_s: float = TIMEOUT_S) -> redis.Redis:
    """A thread-safe client. It does not repeat commands: one whose answer was lost may have been carried out.

    Connections that died while they lay idle are noticed and replaced before use.
    """
    return redis.Redis.from_url(
        url,
        socket_timeout=timeout_s,
        socket_connect_timeout=timeout_s,
        retry=Retry(NoBackoff(), retries=0),
        maint_notifications_config=MaintNotificationsConfig(enabled=False),
    )


@contextmanager
def translated() -> Iterator[None]:
    """Every fault of the server or of the way to it is Unavailable."""
    try:
        yield
    except (redis.RedisError, OSError) as error:
        raise Unavailable from error
