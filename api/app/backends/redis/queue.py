"""Jobs on RQ."""

from collections.abc import Mapping

from rq import Queue, Retry
from rq.serializers import JSONSerializer

from app.backends.redis.client import TIMEOUT_S, client, translated

JOB_TIMEOUT_S = 180
RESULT_LIFETIME_S = 60
FAILURE_LIFETIME_S = 3600
RETRY_AFTER_S = (1, 5, 15)
"""Capped back-off, in steps of the scheduler process (`app.tasks.cron`), which carries the waiting ones over."""


class RedisQueue:
    """`Queue` for any number of threads. `jobs` gives each function's queue and dotted path by its name."""

    def __init__(self, url: str, jobs: Mapping[str, tuple[str, str]], timeout_s: float = TIMEOUT_S) -> None:
        self._redis = client(url, timeout_s)
        self._jobs = jobs
        self._queues = {name: self._queue(name) for name in sorted({name for name, _ in jobs.values()})}

    def enqueue(self, function: str, *args: str) -> None:
        if function not in self._jobs:
            raise ValueError(f"no job function {function!r}")
        queue, path = self._jobs[function]
        with translated():
            self._queues[queue].enqueue_call(
                path,
                args=args,
                timeout=JOB_TIMEOUT_S,
                result_ttl=RESULT_LIFETIME_S,
                failure_ttl=FAILURE_LIFETIME_S,
                description=function,
                retry=Retry(max=len(RETRY_AFTER_S), interval=list(RETRY_AFTER_S)),
            )

    def depth(self) -> Mapping[str, int]:
        with translated(), self._redis.pipeline(transaction=False) as pipeline:
            for queue in self._queues.values():
                pipeline.llen(queue.key)
            return dict(zip(self._queues, pipeline.execute(), strict=True))

    def check(self) -> None:
        """Raises Unavailable if Redis does not answer in time."""
        with translated():
            self._redis.ping()

    def close(self) -> None:
        """Closes idle connections; the next use opens new ones."""
        self._redis.close()

    def _queue(self, name: str) -> Queue:
        return Queue(name, connection=self._redis, serializer=JSONSerializer)
