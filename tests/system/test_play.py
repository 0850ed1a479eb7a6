"""`make play`, for real: every process of the game, started and stopped as a host does it."""

import os
import signal
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coc_play.ports import LOOPBACK, Ports, is_free
from system.play import Play, status_of
from system.watching import eventually, is_running

WARM_START_GOAL_S = 5.0  # on two cores with nothing else to do: printed here, measured by the bench

Start = Callable[..., Play]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Play] = []

    def begin(folder: str = "data", ports: Ports | None = None, **variables: str) -> Play:
        started.append(Play(tmp_path / folder, ports or Ports.free(), **variables))
        return started[-1]

    yield begin
    for play in started:
        play.process.kill()
        play.process.wait()


def test_a_busy_port_is_named_before_anything_starts(start: Start) -> None:
    ports = Ports.free()
    with socket.create_server((LOOPBACK, ports.web)):
        play = start(ports=ports)
        assert play.until_ended() == 1
    assert f"port {ports.web} (web)" in play.printed
    assert "COC_WEB_PORT=" in play.printed
    assert not (play.data_dir / "logs").exists()


def test_a_start_a_refused_second_one_ctrl_c_and_a_warm_start(start: Start) -> None:
    play = start()
    play.until_ready()
    assert status_of(f"http://{LOOPBACK}:{play.ports.web}/health") == 200
    assert status_of(f"http://{LOOPBACK}:{play.ports.gateway}/health") == 200
    assert status_of(f"http://{LOOPBACK}:{play.ports.api}/api/v1/health/ready") == 200
    for path, mode in ((play.data_dir, 0o700), (play.data_dir / "secrets.env", 0o600)):
        assert stat.S_IMODE(path.stat().st_mode) == mode

    second = start(ports=Ports.free())
    assert second.until_ended() == 1
    assert "already runs on" in second.printed
    assert status_of(f"http://{LOOPBACK}:{play.ports.web}/health") == 200

    children = play.children()
    assert len(children) >= 8
    play.process.send_signal(signal.SIGINT)
    assert play.until_ended() == 0, play.printed
    assert not any(is_running(pid) for pid in children)
    assert all(
        is_free(port) for port in (play.ports.api, play.ports.web, play.ports.gateway, play.ports.redis)
    )

    secrets = (play.data_dir / "secrets.env").read_text()
    warm = start(ports=play.ports)
    seconds = warm.until_ready()
    print(f"warm start: {seconds:.1f} s (goal: {WARM_START_GOAL_S} s)")  # noqa: T201  # shown with `pytest -s`
    assert "environment" not in warm.printed
    assert (play.data_dir / "secrets.env").read_text() == secrets
    warm.process.send_signal(signal.SIGTERM)
    assert warm.until_ended() == 0, warm.printed


def test_a_process_that_dies_is_named_and_stops_the_rest(start: Start) -> None:
    play = start()
    play.until_ready()
    children = play.children()
    os.kill(play.pid_of("app.gateway"), signal.SIGKILL)
    assert play.until_ended() == 1
    assert "gateway ended by itself (killed by SIGKILL)" in play.printed
    assert not any(is_running(pid) for pid in children)


def test_a_killed_parent_leaves_no_orphan_and_a_folder_that_starts_again(start: Start) -> None:
    play = start()
    play.until_ready()
    children = play.children()
    play.process.kill()
    play.until_ended()
    assert eventually(lambda: not any(is_running(pid) for pid in children))
    start(ports=play.ports).until_ready()


def test_two_copies_run_side_by_side(start: Start) -> None:
    one, two = start("one"), start("two")
    one.until_ready()
    two.until_ready()
    for play in (one, two):
        assert status_of(f"http://{LOOPBACK}:{play.ports.web}/health") == 200
    assert (one.data_dir / "secrets.env").read_text() != (two.data_dir / "secrets.env").read_text()
    one.process.send_signal(signal.SIGINT)
    assert one.until_ended() == 0
    assert status_of(f"http://{LOOPBACK}:{two.ports.web}/health") == 200


def test_no_secret_reaches_terminal_or_log(start: Start) -> None:
    play = start()
    play.until_ready()
    lines = (play.data_dir / "secrets.env").read_text().splitlines()
    secrets = [line.partition("=")[2] for line in lines if not line.startswith("#")]
    written = play.printed + "".join(log.read_text() for log in (play.data_dir / "logs").iterdir())
    assert len(secrets) == 3
    assert not any(secret in written for secret in secrets)
