"""The scheduler process: `python -m app.tasks.cron`. Run one; a second one only sweeps twice as often."""

import contextlib
import sys
import time
from datetime import UTC, datetime

import redis
import structlog
from redis.client import Pipeline
from rq import Queue
from rq.cron import CronJob, CronScheduler
from rq.exceptions import StopRequested
from rq.job import Job
from rq.scheduler import RQScheduler
from rq.serializers import JSONSerializer

from app.config import load_settings
from app.logging import configure_logging
from app.tasks.connection import connect
from app.tasks.names import JOBS, QUEUES

log = structlog.get_logger(__name__)

SWEEP_INTERVAL_S = 5
DEADLINE_INTERVAL_S = 2
"""Also with a busy queue no deadline is missed by more than five seconds."""
MAIL_INTERVAL_S = 60
_RESULT_TTL_S = 60
_RECONNECT_S = 1.0


class _JsonCronJob(CronJob):
    """RQ's own enqueues with pickle, which our workers refuse."""

    def enqueue(self, connection: redis.Redis) -> Job:
        """One job per round. Rounds that no worker took before the next one was due expire."""
        queue = Queue(self.queue_name, connection=connection, serializer=JSONSerializer)
        return queue.enqueue(self.func_name, **self.job_options)

    def should_run(self) -> bool:
        """Also when the clock was set back: else nothing would be swept until it is where it was."""
        latest = self.latest_enqueue_time
        return super().should_run() or (latest is not None and datetime.now(UTC) < latest)


class _Scheduler(CronScheduler):
    """Besides its own jobs it carries over those that wait for another try: else each worker needed a process more."""

    def __init__(self, connection: redis.Redis) -> None:
        super().__init__(connection, logging_level="WARNING")
        self._retries = RQScheduler(QUEUES, connection, logging_level="WARNING", serializer=JSONSerializer)

    def every(self, interval_s: int, function: str) -> None:
        """Queues the job function of that name, at once and then every so many seconds."""
        queue, path = JOBS[function]
        job = _JsonCronJob(
            queue, func_name=path, interval=interval_s, ttl=interval_s, result_ttl=_RESULT_TTL_S
        )
        self.get_jobs().append(job)

    def enqueue_jobs(self) -> list[CronJob]:
        """What is due: jobs that failed and are to be tried again, and our own."""
        self._retries.acquire_locks()  # type: ignore[no-untyped-call]  # the library's
        self._retries.enqueue_scheduled_jobs()  # type: ignore[no-untyped-call]  # the library's
        return super().enqueue_jobs()

    def register_death(self, pipeline: Pipeline | None = None) -> None:
        """At every end, also for want of Valkey: then the entry expires by itself."""
        with contextlib.suppress(redis.RedisError):
            super().register_death(pipeline)


def run(url: str) -> None:
    """Schedules until a signal says stop; an outage of Valkey is waited for."""
    log.info("ready")
    with contextlib.suppress(StopRequested):
        while not _schedule(url):
            time.sleep(_RECONNECT_S)


def _schedule(url: str) -> bool:
    """Whether it ended because it was asked to, and not for want of Valkey."""
    scheduler = _Scheduler(connect(url))
    scheduler.every(SWEEP_INTERVAL_S, "sweep")
    scheduler.every(DEADLINE_INTERVAL_S, "settle_deadlines")
    scheduler.every(MAIL_INTERVAL_S, "send_turn_mails")
    try:
        scheduler.start()  # type: ignore[no-untyped-call]  # the library's
    except redis.RedisError as error:
        log.warning("redis_away", error=type(error).__name__)
        return False
    return True


def main() -> int:
    """Exit code 0 after a stop."""
    settings = load_settings()
    configure_logging(settings)
    run(settings.redis_url.get_secret_value())
    return 0


if __name__ == "__main__":
    sys.exit(main())
