"""Starting the stand-in: as a process of its own, or in a thread of the test's."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.support.appwrite_server.client import StandInProject, new_project
from tests.support.appwrite_server.front import Front
from tests.support.valkey import free_port

API_FOLDER = Path(__file__).resolve().parents[3]
START_DEADLINE_S = 20.0
PR_SET_PDEATHSIG = 1


class AppwriteServer:
    """The stand-in on a loopback port. It forgets everything when it ends."""

    def __init__(self, log: Path, port: int | None = None) -> None:
        self.log = log
        self.port = port or free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def new_project(self, **settings: object) -> StandInProject:
        return new_project(self.base_url, **settings)

    def start(self) -> None:
        """Returns when the server answers. Raises RuntimeError, with the server's own words, if it does not."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.appwrite_server", str(self.port)],
                cwd=API_FOLDER,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - takes no lock
            )
        deadline = time.monotonic() + START_DEADLINE_S
        while not _answers(self.base_url):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(
                    f"the stand-in did not start: {self.log.read_text(errors='replace')[-2000:]}"
                )
            time.sleep(0.02)

    def kill(self) -> None:
        """Ends the server at once. Harmless when it is not running."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """From here on connections are accepted but nothing answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None:
            raise RuntimeError("the stand-in is not running")
        self._process.send_signal(number)


@contextmanager
def running_appwrite(log: Path, port: int | None = None) -> Iterator[AppwriteServer]:
    """The stand-in as a process, killed at the end."""
    server = AppwriteServer(log, port)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def appwrite_in_thread() -> Iterator[str]:
    """The stand-in within this process; yields its base URL, for `new_project`."""
    front = Front(0)
    serving = threading.Thread(target=front.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{front.port}"
    finally:
        front.shutdown()
        front.server_close()


def _answers(base_url: str) -> bool:
    try:
        return requests.get(f"{base_url}/v1/health/version", timeout=1).status_code == 403
    except requests.RequestException:
        return False


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == 1:  # the parent died before the line above
        os._exit(1)
