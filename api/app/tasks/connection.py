"""Connections to Valkey for processes that block on it."""

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry


def connect(url: str) -> redis.Redis:
    """A connection that a worker may block on, and that tries again briefly when it breaks."""
    return redis.Redis.from_url(
        url, socket_connect_timeout=2, health_check_interval=15, retry=Retry(ExponentialBackoff(cap=0.5), 2)
    )
