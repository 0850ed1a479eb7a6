"""A worker process: `python -m app.tasks.worker QUEUE [QUEUE …]`.

Jobs take milliseconds and run in the process itself. A Valkey that is away is waited for; a job lost with a killed
worker is asked for again by the sweeper.
"""

import contextlib
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import redis
import structlog
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer

from app.config import load_settings
from app.logging import configure_logging
from app.tasks.connection import connect
from app.tasks.names import QUEUES
from app.tasks.runtime import services

log = structlog.get_logger(__name__)

_RECONNECT_S = 1.0
_LONGEST_WAIT_S = 2.0
"""Between two tries to reach a Valkey that is away."""
_WORKER_TTL_S = 60
_MAINTENANCE_S = 30
_MONITORING_S = 5


@dataclass
class Stop:
    """Whether an end was asked for. A plain flag: a lock might be held by the very line that a signal interrupts."""

    asked: bool = False


class Worker(SimpleWorker):
    """Stops without asking Valkey, which may be away. Takes no commands by pub/sub: nobody sends any, and the
    thread that listens would outlive a lost connection."""

    max_connection_wait_time = _LONGEST_WAIT_S

    def __init__(self, stop: Stop, names: Sequence[str], connection: redis.Redis) -> None:
        super().__init__(
            [Queue(name, connection=connection, serializer=JSONSerializer) for name in names],
            connection=connection,
            serializer=JSONSerializer,
            worker_ttl=_WORKER_TTL_S,
            maintenance_interval=_MAINTENANCE_S,
            job_monitoring_interval=_MONITORING_S,
            log_job_description=False,
        )
        self._stop = stop
        self._at_work = False

    def subscribe(self) -> None:
        """To nothing."""

    def unsubscribe(self) -> None:
        """From nothing."""

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Not to be interrupted by a signal."""
        self._at_work = True
        try:
            super().execute_job(job, queue)
        finally:
            self._at_work = False

    def request_stop(self, *_signal: object) -> None:
        """A running job is finished first; anything else ends at once, by `StopRequested`. This stays in force after
        `work` has given up for want of Valkey."""
        self._stop.asked = self._stop_requested = True
        if not self._at_work:
            raise StopRequested


def run(names: list[str]) -> None:
    """Works until a signal says stop, through outages of Valkey.

    The services are built first, so that the first job is as quick as the others.
    """
    url = load_settings().redis_url.get_secret_value()
    services()
    stop = Stop()
    signal.signal(signal.SIGTERM, lambda *_: setattr(stop, "asked", True))
    log.info("ready", queues=names)
    with contextlib.suppress(StopRequested):
        while not stop.asked:
            try:
                _work(url, names, stop)
            except redis.RedisError as error:
                log.warning("redis_away", error=type(error).__name__)
            if not stop.asked:
                time.sleep(_RECONNECT_S)


def _work(url: str, names: list[str], stop: Stop) -> None:
    Worker(stop, names, connect(url)).work(logging_level="WARNING")


def main(arguments: list[str]) -> int:
    """Exit code 0 after a stop, 2 for an unknown queue."""
    unknown = [name for name in arguments if name not in QUEUES]
    if unknown or not arguments:
        sys.stderr.write(f"usage: python -m app.tasks.worker QUEUE …   queues: {', '.join(QUEUES)}\n")
        return 2
    configure_logging(load_settings())
    run(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
