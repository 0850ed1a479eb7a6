"""The gateway as the process that `make play` starts."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.backends.redis.events import RedisEvents
from app.config import API_FOLDER, load_settings
from tests.support.gateway import Gateway
from tests.support.valkey import free_port

START_DEADLINE_S = 60.0


@dataclass(frozen=True)
class GatewayProcess(Gateway):
    """`log` is what the process wrote."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        return self.settings.gateway_port

    def memory_kb(self) -> int:
        """What it holds now."""
        command = ["ps", "-o", "rss=", "-p", str(self.process.pid)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@contextmanager
def gateway_process(folder: Path, redis_url: str) -> Iterator[GatewayProcess]:
    """Running, once it answers."""
    port, log = free_port(), folder / "gateway.log"
    environment = {
        **os.environ,
        "FLASK_ENV": "test",
        "COC_DATA_DIR": str(folder / "data"),
        "COC_GATEWAY_PORT": str(port),
        "REDIS_URL": redis_url,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "app.gateway"],
            cwd=API_FOLDER,
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        _wait_until_up(process, port)
        settings = load_settings(
            FLASK_ENV="test", data_dir=folder / "data", REDIS_URL=redis_url, gateway_port=port
        )
        yield GatewayProcess(settings, RedisEvents(redis_url), process, log)
    finally:
        process.kill()
        process.wait()


def _wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_DEADLINE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the gateway ended at once"
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the gateway did not start")
