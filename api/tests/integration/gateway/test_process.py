"""The gateway as the process that `make play` starts."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from app.config import API_FOLDER
from tests.support.gateway_process import gateway_process
from tests.support.valkey import ValkeyServer


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
        gateway_process(tmp_path, redis_url) as gateway,
        urllib.request.urlopen(f"http://{gateway.address}/health") as reply,
    ):
        assert json.load(reply)["result"] == {"status": "ok", "listeners": 0}
        assert reply.headers["Cache-Control"] == "no-store"
        assert "Server" not in reply.headers
    assert not (tmp_path / "data").exists()


def test_it_answers_while_valkey_is_away(tmp_path: Path, own_valkey: ValkeyServer) -> None:
    own_valkey.kill()
    with gateway_process(tmp_path, own_valkey.url) as gateway:
        started = time.monotonic()
        with urllib.request.urlopen(f"http://{gateway.address}/health") as reply:
            assert reply.status == 200
        assert time.monotonic() - started < 1


def test_a_signal_ends_it_within_two_seconds_whatever_is_open(tmp_path: Path, redis_url: str) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        with gateway_process(tmp_path, redis_url) as gateway:
            sockets = [gateway.socket() for _ in range(3)]
            started = time.monotonic()
            gateway.process.send_signal(number)
            assert gateway.process.wait(10) == 0
            assert time.monotonic() - started < 2
            for socket in sockets:
                socket.close()
        assert "rror" not in gateway.log.read_text()
