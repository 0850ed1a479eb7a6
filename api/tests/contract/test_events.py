"""`Events`: topics, streams, flags. Over the same Redis protocol in every backend."""

import threading
import time

import pytest

from app.backends.ports import StreamEvent
from app.backends.redis.events import RedisEvents
from app.models.errors import Unavailable
from tests.support.valkey import ValkeyServer


@pytest.fixture
def events(redis_url: str) -> RedisEvents:
    return RedisEvents(redis_url)


def test_a_message_reaches_every_listener_of_its_topic(events: RedisEvents) -> None:
    with (
        events.subscribe("rows") as first,
        events.subscribe("rows") as second,
        events.subscribe("other") as other,
    ):
        events.publish("rows", {"größe": [1, None, {"x": "🗡️"}]})
        assert first.wait(1) == second.wait(1) == {"größe": [1, None, {"x": "🗡️"}]}
        assert other.wait(0.05) is None


def test_messages_keep_their_order(events: RedisEvents) -> None:
    with events.subscribe("rows") as listener:
        for number in range(50):
            events.publish("rows", {"n": number})
        assert [listener.wait(1) for _ in range(50)] == [{"n": number} for number in range(50)]


def test_a_message_from_another_thread_ends_the_wait(events: RedisEvents) -> None:
    with events.subscribe("turn:1") as listener:
        threading.Timer(0.05, events.publish, ("turn:1", {"status": "resolved"})).start()
        started = time.monotonic()
        assert listener.wait(5) == {"status": "resolved"}
        assert time.monotonic() - started < 1


def test_a_wait_ends_with_its_time(events: RedisEvents) -> None:
    with events.subscribe("quiet") as listener:
        started = time.monotonic()
        assert listener.wait(0.2) is None
        assert 0.15 < time.monotonic() - started < 1
        assert listener.wait(0) is None


def test_a_late_reader_gets_a_stream_from_its_start(events: RedisEvents) -> None:
    told = [StreamEvent("token", {"n": n, "text": "Wörter "}) for n in range(1200)] + [StreamEvent("done")]
    assert list(events.read("turn-1")) == []
    for event in told[:3]:
        events.append("turn-1", event)
    assert list(events.read("turn-1")) == told[:3]
    for event in told[3:]:
        events.append("turn-1", event)
    assert list(events.read("turn-1")) == told
    assert list(events.read("turn-2")) == []


def test_streams_and_flags_are_kept_for_an_hour(events: RedisEvents, valkey: ValkeyServer) -> None:
    events.append("turn-1", StreamEvent("token"))
    events.request("stop:turn-1")
    assert valkey.lifetimes_s() == [3600, 3600]


def test_a_flag_is_seen_by_others(events: RedisEvents, redis_url: str) -> None:
    assert not events.is_requested("stop:turn-1")
    RedisEvents(redis_url).request("stop:turn-1")
    assert events.is_requested("stop:turn-1")
    assert not events.is_requested("stop:turn-2")


def test_without_redis_calls_fail_at_once_and_flags_are_down(own_valkey: ValkeyServer) -> None:
    events = RedisEvents(own_valkey.url)
    events.request("stop")
    own_valkey.kill()
    with pytest.raises(Unavailable):
        events.publish("rows", {})
    with pytest.raises(Unavailable):
        events.append("turn-1", StreamEvent("token"))
    with pytest.raises(Unavailable):
        events.request("stop")
    with pytest.raises(Unavailable):
        list(events.read("turn-1"))
    with pytest.raises(Unavailable):
        events.check()
    with pytest.raises(Unavailable), events.subscribe("rows"):
        pass
    assert not events.is_requested("stop")


def test_a_silent_redis_holds_nobody_for_two_seconds(own_valkey: ValkeyServer) -> None:
    events = RedisEvents(own_valkey.url)
    events.check()
    own_valkey.pause()
    started = time.monotonic()
    with pytest.raises(Unavailable):
        events.check()
    assert time.monotonic() - started < 1
    started = time.monotonic()
    with pytest.raises(Unavailable):
        events.publish("rows", {})
    assert time.monotonic() - started < 2
    started = time.monotonic()
    assert not any(events.is_requested("stop") for _ in range(100))
    assert time.monotonic() - started < 2


def test_all_works_again_when_redis_is_back(own_valkey: ValkeyServer) -> None:
    events = RedisEvents(own_valkey.url)
    events.append("turn-1", StreamEvent("token", {"n": 1}))
    own_valkey.restart()
    events.append("turn-1", StreamEvent("token", {"n": 2}))
    assert [event.data for event in events.read("turn-1")] == [{"n": 1}, {"n": 2}]
    with events.subscribe("rows") as listener:
        events.publish("rows", {"n": 3})
        assert listener.wait(1) == {"n": 3}
    events.check()


def test_a_listener_learns_that_it_may_have_missed_something(own_valkey: ValkeyServer) -> None:
    events = RedisEvents(own_valkey.url)
    with events.subscribe("rows") as listener:
        own_valkey.kill()
        with pytest.raises(Unavailable):
            listener.wait(2)


def test_a_stream_that_is_begun_again_holds_the_new_alone(events: RedisEvents, valkey: ValkeyServer) -> None:
    events.append("turn-1", StreamEvent("token", {"n": 1}))
    events.restart("turn-1", StreamEvent("again", {"attempt": 1}))
    events.restart("turn-2", StreamEvent("again"))
    assert list(events.read("turn-1")) == [StreamEvent("again", {"attempt": 1})]
    assert list(events.read("turn-2")) == [StreamEvent("again")]
    assert valkey.lifetimes_s() == [3600, 3600]
