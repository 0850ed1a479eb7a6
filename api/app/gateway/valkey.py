"""Connections to Valkey, for an event loop."""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.maint_notifications import MaintNotificationsConfig

TIMEOUT_S = 2.0
"""For connecting and for each answer."""
BLOCK_MS = 1_000
"""How long a reading of a stream may wait for something new; well below `TIMEOUT_S`."""
MAX_CONNECTIONS = 1_000


def client(url: str) -> Redis:
    """A client that gives up soon and repeats nothing: whoever calls decides what an outage means.

    Replies come in their newest shape, e.g. `xread` as a mapping from stream to entries.
    """
    return Redis.from_url(
        url,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        health_check_interval=15,
        retry=Retry(NoBackoff(), 0),
        max_connections=MAX_CONNECTIONS,
        legacy_responses=False,
        # Off, so that connections which died while they lay idle are noticed and replaced before use.
        maint_notifications_config=MaintNotificationsConfig(enabled=False),
    )
