"""Committed rows and changes of presence, from Valkey to the sockets."""

import asyncio

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from app.backends.channels import decode_message, topic_channel
from app.gateway.listeners import Listeners
from app.gateway.presence import presence_changed
from app.gateway.valkey import TIMEOUT_S
from app.gateway.watching import watched_changed
from app.services.realtime_names import PRESENCE_TOPIC, ROWS_TOPIC

log = structlog.get_logger(__name__)

_RECONNECT_S = 0.2
_POLL_S = 5.0
_PRESENCE = topic_channel(PRESENCE_TOPIC)


async def pump_rows(valkey: Redis, listeners: Listeners, is_live: asyncio.Event) -> None:
    """For ever; `is_live` is set as soon as rows can be heard.

    An outage is waited for. Whoever listened before its end may have missed a row, and is sent away to come back and
    fetch what it missed.
    """
    while True:
        try:
            async with valkey.pubsub() as pubsub:
                await pubsub.subscribe(topic_channel(ROWS_TOPIC), _PRESENCE)
                if await pubsub.get_message(timeout=TIMEOUT_S) is None:
                    raise TimeoutError
                listeners.drop_all()
                is_live.set()
                await _forward(pubsub, listeners)
        except (RedisError, OSError) as error:
            log.warning("redis_away", error=type(error).__name__)
            await asyncio.sleep(_RECONNECT_S)


async def _forward(pubsub: PubSub, listeners: Listeners) -> None:
    while True:
        message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=_POLL_S)
        if message is None:
            continue
        try:
            told = decode_message(message["data"])
            if message["channel"] == _PRESENCE.encode():
                presence_changed(listeners, told)
            else:
                listeners.row_changed(told)
                watched_changed(listeners, told)
        except (ValueError, KeyError):
            log.warning("row_message_unreadable")
