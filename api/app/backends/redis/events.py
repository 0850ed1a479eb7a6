"""Messages, streams and flags over the Redis protocol."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from redis.client import Pipeline, PubSub
from redis.typing import EncodableT, FieldT

from app.backends.channels import (
    LIFETIME_S,
    decode_event,
    decode_message,
    encode_event,
    encode_message,
    flag_key,
    stream_key,
    topic_channel,
)
from app.backends.ports import StreamEvent
from app.backends.redis.client import TIMEOUT_S, client, translated
from app.models.errors import Unavailable

CHECK_TIMEOUT_S = 0.5

_PAGE = 500
_Entries = list[tuple[bytes, dict[bytes, bytes]]]
_PAUSE_AFTER_FAULT_S = 1.0


class RedisEvents:
    """`Events` for any number of threads. `timeout_s` bounds each exchange with the server."""

    def __init__(self, url: str, timeout_s: float = TIMEOUT_S) -> None:
        self._redis = client(url, timeout_s)
        self._probe = client(url, min(timeout_s, CHECK_TIMEOUT_S))
        self._timeout_s = timeout_s
        self._flags_away_until = 0.0

    def publish(self, topic: str, message: Mapping[str, object]) -> None:
        with translated():
            self._redis.publish(topic_channel(topic), encode_message(message))

    @contextmanager
    def subscribe(self, topic: str) -> "Iterator[RedisSubscription]":
        with self._redis.pubsub() as pubsub:  # type: ignore[no-untyped-call]  # the library's
            with translated():
                pubsub.subscribe(topic_channel(topic))
                # Subscribed when the server says so, not when it was asked.
                if pubsub.get_message(timeout=self._timeout_s) is None:
                    raise Unavailable
            yield RedisSubscription(pubsub)

    def append(self, stream: str, event: StreamEvent) -> None:
        with translated(), self._redis.pipeline(transaction=False) as pipeline:
            _add(pipeline, stream_key(stream), event)
            pipeline.execute()

    def restart(self, stream: str, event: StreamEvent) -> None:
        with translated(), self._redis.pipeline(transaction=True) as pipeline:
            pipeline.delete(stream_key(stream))
            _add(pipeline, stream_key(stream), event)
            pipeline.execute()

    def read(self, stream: str) -> Iterator[StreamEvent]:
        key, start = stream_key(stream), "-"
        while True:
            with translated():
                # The library's type covers every protocol and decoding; ours are bytes.
                entries = cast(_Entries, self._redis.xrange(key, min=start, count=_PAGE))
            for _, fields in entries:
                yield decode_event(fields)
            if len(entries) < _PAGE:
                return
            start = f"({entries[-1][0].decode()}"

    def is_requested(self, flag: str) -> bool:
        # Asked before every token of a narration: a server that is away must not slow each of them.
        if time.monotonic() < self._flags_away_until:
            return False
        try:
            with translated():
                return bool(self._redis.exists(flag_key(flag)))
        except Unavailable:
            self._flags_away_until = time.monotonic() + _PAUSE_AFTER_FAULT_S
            return False

    def request(self, flag: str) -> None:
        with translated():
            self._redis.set(flag_key(flag), "1", ex=LIFETIME_S)

    def check(self) -> None:
        with translated():
            self._probe.ping()

    def close(self) -> None:
        """Closes idle connections; the next use opens new ones."""
        self._redis.close()
        self._probe.close()


def _add(pipeline: Pipeline, key: str, event: StreamEvent) -> None:
    fields: dict[FieldT, EncodableT] = dict(encode_event(event).items())
    pipeline.xadd(key, fields)
    pipeline.expire(key, LIFETIME_S)


class RedisSubscription:
    """`Subscription` on a connection of its own, for one thread."""

    def __init__(self, pubsub: PubSub) -> None:
        self._pubsub = pubsub

    def wait(self, timeout_s: float) -> Mapping[str, object] | None:
        """Raises Unavailable when the connection is lost: messages may have been missed."""
        deadline = time.monotonic() + timeout_s
        while (remaining_s := deadline - time.monotonic()) > 0:
            with translated():
                found = self._pubsub.get_message(ignore_subscribe_messages=True, timeout=remaining_s)
            if found is not None and found["type"] == "message":
                return decode_message(found["data"])
        return None
