"""The gateway as the process that `make play` starts."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from websockets.sync.client import connect

from app.config import API_FOLDER
from tests.support.valkey import ValkeyServer, free_port


@contextmanager
def gateway_process(folder: Path, redis_url: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The process and its port, once it answers."""
    port = free_port()
    environment = {
        **os.environ,
        "FLASK_ENV": "test",
        "COC_DATA_DIR": str(folder / "data"),
        "COC_GATEWAY_PORT": str(port),
        "REDIS_URL": redis_url,
    }
    with (folder / "gateway.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "app.gateway"], cwd=API_FOLDER, env=environment, stdout=log, stderr=log
        )
    try:
        _wait_until_up(process, port)
        yield process, port
    finally:
        process.kill()
        process.wait()


def _wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        assert process.poll() is None, "the gateway ended at once"
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the gateway did not start")


def test_it_opens_no_database_and_loads_no_rules(tmp_path: Path) -> None:
    code = "import sys, app.gateway.__main__; print(*sorted(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=API_FOLDER, capture_output=True, text=True, check=True
    )
    loaded = found.stdout.split()
    unwanted = ("sqlite3", "flask", "rq", "app.backends.embedded", "app.game_logic", "app.services.content")
    assert [module for module in loaded if module.startswith(unwanted)] == []


def test_it_answers_health_and_leaves_no_file(tmp_path: Path, redis_url: str) -> None:
    with (
        gateway_process(tmp_path, redis_url) as (_, port),
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as reply,
    ):
        assert json.load(reply)["result"] == {"status": "ok", "listeners": 0}
        assert reply.headers["Cache-Control"] == "no-store"
        assert "Server" not in reply.headers
    assert not (tmp_path / "data").exists()


def test_it_answers_while_valkey_is_away(tmp_path: Path, own_valkey: ValkeyServer) -> None:
    own_valkey.kill()
    with gateway_process(tmp_path, own_valkey.url) as (_, port):
        started = time.monotonic()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as reply:
            assert reply.status == 200
        assert time.monotonic() - started < 1


def test_a_signal_ends_it_within_two_seconds_whatever_is_open(tmp_path: Path, redis_url: str) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        with gateway_process(tmp_path, redis_url) as (process, port):
            sockets = [
                connect(f"ws://127.0.0.1:{port}/v1/realtime?project=coc", legacy=True) for _ in range(3)
            ]
            started = time.monotonic()
            process.send_signal(number)
            assert process.wait(10) == 0
            assert time.monotonic() - started < 2
            for socket in sockets:
                socket.close()
    assert "rror" not in (tmp_path / "gateway.log").read_text()
