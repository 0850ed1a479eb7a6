"""`Queue`: jobs on RQ over a real Valkey."""

import time

import pytest
from rq import Queue as RqQueue
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from app.backends.redis.client import client
from app.backends.redis.queue import RedisQueue
from app.models.errors import Unavailable
from app.tasks.names import JOBS, QUEUES
from tests.support.valkey import ValkeyServer

ECHO = {"echo": ("combat_tasks", "json.dumps")}


def test_a_job_waits_in_the_queue_of_its_function(redis_url: str) -> None:
    queue = RedisQueue(redis_url, JOBS)
    for function in JOBS:
        queue.enqueue(function, "01KB3Z5D7C2E9G4H6J8K0M1N3P")
    expected = {name: sum(home == name for home, _ in JOBS.values()) for name in queue.depth()}
    assert queue.depth() == expected
    assert set(queue.depth()) <= set(QUEUES)


def test_a_worker_runs_the_job_with_its_arguments(redis_url: str) -> None:
    RedisQueue(redis_url, ECHO).enqueue("echo", "größe")
    connection = client(redis_url)
    (job,) = RqQueue("combat_tasks", connection=connection, serializer=JSONSerializer).jobs
    SimpleWorker(["combat_tasks"], connection=connection, serializer=JSONSerializer).work(
        burst=True, logging_level="ERROR"
    )
    job.refresh()  # type: ignore[no-untyped-call]  # the library's
    assert job.return_value() == '"gr\\u00f6\\u00dfe"'
    assert 0 < connection.ttl(job.key) <= 60
    assert RedisQueue(redis_url, ECHO).depth() == {"combat_tasks": 0}


def test_a_failing_job_is_tried_again_later_and_later(redis_url: str) -> None:
    RedisQueue(redis_url, ECHO).enqueue("echo")
    (job,) = RqQueue("combat_tasks", connection=client(redis_url), serializer=JSONSerializer).jobs
    assert (job.retries_left, job.retry_intervals) == (3, [1, 5, 15])


def test_unknown_functions_are_programming_errors(redis_url: str) -> None:
    with pytest.raises(ValueError, match="no job function"):
        RedisQueue(redis_url, JOBS).enqueue("os.system", "x")


def test_a_dead_or_silent_redis_is_unavailable_within_two_seconds(own_valkey: ValkeyServer) -> None:
    queue = RedisQueue(own_valkey.url, JOBS)
    queue.enqueue("process_action", "x")
    own_valkey.pause()
    for call in (lambda: queue.enqueue("process_action", "x"), queue.depth, queue.check):
        started = time.monotonic()
        with pytest.raises(Unavailable):
            call()
        assert time.monotonic() - started < 2
    own_valkey.kill()
    with pytest.raises(Unavailable):
        queue.enqueue("process_action", "x")


def test_jobs_outlive_a_restart(own_valkey: ValkeyServer) -> None:
    queue = RedisQueue(own_valkey.url, JOBS)
    queue.enqueue("process_action", "x")
    time.sleep(1.1)  # the append-only file is flushed once a second
    own_valkey.restart()
    queue.enqueue("process_action", "y")
    assert queue.depth()["combat_tasks"] == 2
