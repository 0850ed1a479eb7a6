"""Workers and the scheduler as the processes that `make play` starts."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.program import Program

START_DEADLINE_S = 30.0


class TaskProcess:
    """A running worker or scheduler. Its log holds JSON lines."""

    def __init__(self, module: str, arguments: tuple[str, ...], data_dir: Path, redis_url: str) -> None:
        self.log = data_dir.parent / f"{module}-{'-'.join(arguments)}.log"
        environment = {
            **os.environ,
            "FLASK_ENV": "test",
            "COC_DATA_DIR": str(data_dir),
            "REDIS_URL": redis_url,
            "TZ": "UTC",
        }
        self.log.write_bytes(b"")  # of a run before this one: that was ready, too
        self.process = Program(module, arguments, environment, self.log, self.log)

    def events(self) -> list[dict[str, Any]]:
        """What it logged so far; lines that are no JSON as `{"line": …}`."""
        return [_parsed(line) for line in self.log.read_text().splitlines()]

    def wait_until_ready(self) -> None:
        """Until it says so."""
        deadline = time.monotonic() + START_DEADLINE_S
        while not any(event.get("event") == "ready" for event in self.events()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"it did not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self) -> float:
        """As an operator would; returns how many seconds it took. It must end with 0."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(20) == 0, self.log.read_text()[-2000:]
        return time.monotonic() - started


@contextmanager
def task_process(module: str, *arguments: str, data_dir: Path, redis_url: str) -> Iterator[TaskProcess]:
    """Started and ready; killed at the end if it is still there."""
    running = TaskProcess(module, arguments, data_dir, redis_url)
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def eventually(holds: Callable[[], bool], within_s: float = 20.0) -> bool:
    """Whether it holds within that time."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


def _parsed(line: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(line)
    except ValueError:
        return {"line": line}
    return found
