"""Counting on a real Valkey."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.backends.redis.counters import RedisCounters
from app.models.errors import Unavailable
from tests.support.valkey import ValkeyServer


@pytest.fixture
def counters(redis_url: str) -> RedisCounters:
    return RedisCounters(redis_url)


def test_attempts_within_the_bound_are_free_and_the_next_waits(counters: RedisCounters) -> None:
    assert [counters.hit("a", 2, 100) for _ in range(2)] == [0, 0]
    assert 0 < counters.hit("a", 2, 100) <= 100
    assert counters.hit("b", 2, 100) == 0


def test_an_attempt_given_back_is_free_again(counters: RedisCounters) -> None:
    counters.hit("a", 1, 100)
    counters.give_back("a")
    assert counters.hit("a", 1, 100) == 0


def test_nothing_is_given_back_that_was_not_taken(counters: RedisCounters) -> None:
    counters.give_back("a")
    assert counters.hit("a", 1, 100) == 0
    assert counters.hit("a", 1, 100) > 0


def test_refused_attempts_do_not_lengthen_the_wait(counters: RedisCounters) -> None:
    counters.hit("a", 1, 100)
    for _ in range(10):
        counters.hit("a", 1, 100)
    counters.give_back("a")
    assert counters.hit("a", 1, 100) == 0


def test_attempts_at_once_are_all_counted(counters: RedisCounters) -> None:
    with ThreadPoolExecutor(16) as threads:
        waits = list(threads.map(lambda _: counters.hit("a", 5, 100), range(64)))
    assert waits.count(0) == 5


def test_a_fact_is_remembered(counters: RedisCounters) -> None:
    assert not counters.is_remembered("a")
    counters.remember("a", 100)
    assert counters.is_remembered("a")


def test_without_redis_nothing_is_counted_in_silence(own_valkey: ValkeyServer) -> None:
    counters = RedisCounters(own_valkey.url)
    own_valkey.kill()
    with pytest.raises(Unavailable):
        counters.hit("a", 1, 100)
    with pytest.raises(Unavailable):
        counters.is_remembered("a")
