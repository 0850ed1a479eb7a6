"""The API as people meet it: Gunicorn on a loopback port, a real Valkey, a real database in a folder of its own."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.support.appwrite import settings_in
from tests.support.program import Program
from tests.support.valkey import free_port

API_FOLDER = Path(__file__).resolve().parents[2]
START_DEADLINE_S = 60.0
STOP_DEADLINE_S = 20.0
UNBOUNDED = "1000000 per minute"
FREE_OF_LIMITS = {
    "COC_LIMITS__WRITES": UNBOUNDED,
    "COC_LIMITS__READS": UNBOUNDED,
    "COC_LIMITS__REGISTRATIONS": UNBOUNDED,
    "COC_LIMITS__GUESTS": UNBOUNDED,
    "COC_LIMITS__ACCOUNT_MAILS": UNBOUNDED,
    "COC_LIMITS__RETELLINGS": UNBOUNDED,
    "COC_LIMITS__VOTES": UNBOUNDED,
    "COC_LIMITS__PORTRAITS": UNBOUNDED,
    "COC_LIMITS__EXPORTS__COUNT": "1000000",
    "COC_LIMITS__INVITE_GUESSES__COUNT": "1000000",
}
_NOT_INHERITED = (
    "FLASK_",
    "COC_",
    "SECRET_KEY",
    "REDIS_URL",
    "PUBLIC_WEB_URL",
    "GATEWAY_PUBLIC_URL",
    "BACKEND",
    "APPWRITE_",
)


class LiveServer:
    """A running API. `log` is its standard output and error."""

    def __init__(self, data_dir: Path, redis_url: str, env: Mapping[str, str]) -> None:
        self.port = free_port()
        self.data_dir = data_dir
        self.log = data_dir / "api.log"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_INHERITED)}
        self.env = {
            **inherited,
            "FLASK_ENV": "test",
            "COC_DATA_DIR": str(data_dir),
            "COC_API_PORT": str(self.port),
            "REDIS_URL": redis_url,
            "TZ": "UTC",
            **env,
        }
        self._process: Program | None = None

    @property
    def url(self) -> str:
        """Where paths such as `/auth/me` begin."""
        return f"http://127.0.0.1:{self.port}/api/v1"

    def start(self) -> None:
        """Returns when requests are answered. Raises RuntimeError with the server's own words if that fails."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self._process = Program(
            "gunicorn", ("--config", "config/gunicorn.conf.py", "wsgi:app"), self.env, self.log, self.log
        )
        deadline = time.monotonic() + START_DEADLINE_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the API did not start: {self.log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """As an operator would: SIGTERM, then patience."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(STOP_DEADLINE_S)
            self._process = None

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/health", timeout=1).status_code == 200
        except requests.RequestException:
            return False


@contextmanager
def running_server(data_dir: Path, redis_url: str, **env: str) -> Iterator[LiveServer]:
    """A started server without rate limits, stopped at the end, on the Appwrite that was prepared for the folder if one
    was. `env` adds to its environment."""
    server = LiveServer(data_dir, redis_url, {**FREE_OF_LIMITS, **settings_in(data_dir), **env})
    server.start()
    try:
        yield server
    finally:
        server.stop()
