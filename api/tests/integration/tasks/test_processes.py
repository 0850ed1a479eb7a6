"""Worker and scheduler as processes on a real Valkey: they work, outlive its restart, and end when asked to."""

import json
import os
import signal
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from rq.exceptions import StopRequested
from rq.worker import WorkerStatus

from app.models.enums import NarrationStatus, TurnStatus
from app.tasks.names import AI_TASKS, COMBAT_TASKS
from app.tasks.worker import Stop, Worker
from tests.support.house import Game, House, open_house
from tests.support.program import run_program
from tests.support.task_processes import TaskProcess, eventually, task_process
from tests.support.valkey import ValkeyServer

WORKER, CRON = "app.tasks.worker", "app.tasks.cron"


@pytest.fixture
def house(tmp_path: Path, own_valkey: ValkeyServer) -> Iterator[House]:
    """A house on a Valkey that the test may kill."""
    with open_house(tmp_path / "data", own_valkey.url) as opened:
        yield opened


@pytest.fixture
def worker(house: House, own_valkey: ValkeyServer) -> Iterator[TaskProcess]:
    """One worker for everything."""
    queues = (COMBAT_TASKS, AI_TASKS)
    with task_process(WORKER, *queues, data_dir=house.settings.data_dir, redis_url=own_valkey.url) as running:
        yield running


@pytest.fixture
def cron(house: House, own_valkey: ValkeyServer) -> Iterator[TaskProcess]:
    with task_process(CRON, data_dir=house.settings.data_dir, redis_url=own_valkey.url) as running:
        yield running


def is_told(game: Game, seq: int) -> bool:
    """Whether the turn of that seq is resolved and told."""
    turns = [turn for turn in game.log() if turn.seq == seq]
    return bool(turns) and turns[0].narration_status is NarrationStatus.DONE


def test_a_turn_is_resolved_and_told(house: House, worker: TaskProcess) -> None:
    game = house.set_out(house.player())
    turn = game.accept("look around")
    house.services.turns.wake(game.id)
    assert eventually(lambda: is_told(game, turn.seq))


def test_a_turn_that_nobody_asked_for_is_resolved_and_told_within_a_minute(
    house: House, worker: TaskProcess, cron: TaskProcess
) -> None:
    game = house.set_out(house.player())
    turn = game.accept("look around")
    assert eventually(lambda: is_told(game, turn.seq), within_s=30)


def test_a_restart_of_valkey_is_survived(
    house: House, worker: TaskProcess, cron: TaskProcess, own_valkey: ValkeyServer
) -> None:
    game = house.set_out(house.player())
    own_valkey.kill()
    turn = game.accept("look around")
    assert not house.services.turns.wake(game.id)
    time.sleep(2)
    own_valkey.start()
    assert eventually(lambda: is_told(game, turn.seq), within_s=40)
    assert worker.process.poll() is None
    assert cron.process.poll() is None


def test_a_worker_killed_in_the_middle_is_replaced_by_any_other(
    house: House, worker: TaskProcess, cron: TaskProcess, own_valkey: ValkeyServer
) -> None:
    game = house.set_out(house.player())
    worker.process.kill()
    turn = game.accept("look around")
    house.services.turns.wake(game.id)
    queues = (COMBAT_TASKS, AI_TASKS)
    with task_process(WORKER, *queues, data_dir=house.settings.data_dir, redis_url=own_valkey.url):
        assert eventually(lambda: is_told(game, turn.seq), within_s=40)
    assert game.turn(turn).status is TurnStatus.RESOLVED


def test_a_signal_ends_them_at_once(house: House, worker: TaskProcess, cron: TaskProcess) -> None:
    assert worker.stop() < 4
    assert cron.stop() < 4
    assert [event for event in (*worker.events(), *cron.events()) if event.get("level") == "error"] == []


def test_a_signal_ends_them_also_while_valkey_is_away(
    house: House, worker: TaskProcess, cron: TaskProcess, own_valkey: ValkeyServer
) -> None:
    own_valkey.kill()
    time.sleep(3)
    assert worker.stop() < 8
    assert cron.stop() < 8
    own_valkey.start()


def test_a_signal_ends_the_worker_at_whatever_point_of_an_outage(
    house: House, worker: TaskProcess, own_valkey: ValkeyServer
) -> None:
    """Valkey dies under a job: the worker's own record of what it does is then wrong until it is back."""
    game = house.set_out(house.player())
    for _ in range(20):
        house.services.turns.wake(game.id)
    own_valkey.kill()
    assert eventually(
        lambda: any("line" not in event and event.get("level") != "info" for event in worker.events())
    )
    assert worker.stop() < 8


def test_a_worker_whose_last_job_valkey_took_along_can_still_be_stopped(own_valkey: ValkeyServer) -> None:
    """Then its recorded state stays busy, and there is nobody to tell."""
    with redis.Redis.from_url(own_valkey.url) as client:
        worker = Worker(Stop(), [COMBAT_TASKS], client)
        worker.set_state(WorkerStatus.BUSY)
        own_valkey.kill()
        with pytest.raises(StopRequested):
            worker.request_stop(signal.SIGTERM, None)
    own_valkey.start()


def functions_queued(client: redis.Redis, queue: str = COMBAT_TASKS) -> set[str]:
    """The job functions that wait there for a worker, read as JSON."""
    jobs: list[Any] = list(client.lrange(f"rq:queue:{queue}", 0, -1))
    packed: list[Any] = [client.hget(f"rq:job:{job_id.decode()}", "data") for job_id in jobs]
    return {json.loads(zlib.decompress(data))[0] for data in packed if data}


def test_the_scheduler_asks_for_a_round_every_five_seconds_in_json(
    house: House, cron: TaskProcess, own_valkey: ValkeyServer
) -> None:
    rounds = {"app.tasks.sweeping.sweep", "app.tasks.sweeping.settle_deadlines"}
    with redis.Redis.from_url(own_valkey.url) as client:
        assert eventually(lambda: functions_queued(client) == rounds)
        assert functions_queued(client, AI_TASKS) == {"app.tasks.sweeping.send_turn_mails"}
        started = time.monotonic()
        client.delete(f"rq:queue:{COMBAT_TASKS}")
        assert eventually(lambda: functions_queued(client) == rounds)
        assert time.monotonic() - started < 7


def test_a_job_that_fails_is_tried_again_and_stops_nobody(
    house: House, worker: TaskProcess, cron: TaskProcess, own_valkey: ValkeyServer
) -> None:
    house.services.ports.queue.enqueue("process_action", "01NOSUCHSESSION")
    with redis.Redis.from_url(own_valkey.url) as client:
        assert eventually(lambda: client.zcard(f"rq:scheduled:{COMBAT_TASKS}") == 1)
        assert eventually(lambda: client.zcard(f"rq:failed:{COMBAT_TASKS}") == 1, within_s=60)
    game = house.set_out(house.player())
    turn = game.accept("look around")
    house.services.turns.wake(game.id)
    assert eventually(lambda: is_told(game, turn.seq))


def test_unknown_queues_are_wrong_usage() -> None:
    for arguments in ([], ["nosuch"], [COMBAT_TASKS, "nosuch"]):
        done = run_program(WORKER, arguments, {**os.environ, "FLASK_ENV": "test"})
        assert (done.returncode, "usage:" in done.stderr) == (2, True)
