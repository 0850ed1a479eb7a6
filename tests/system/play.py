"""`make play` as a person runs it, without the browser."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from coc_play.ports import Ports
from repo_layout import SCRIPTS
from system.watching import descendants

START_WITHIN_S = 60.0


class Play:
    """One `play.py` process on a folder and ports of its own, and what it has printed so far."""

    def __init__(self, data_dir: Path, ports: Ports, **variables: str) -> None:
        self.data_dir, self.ports = data_dir, ports
        self._printed = data_dir.with_name(f"{data_dir.name}-{time.monotonic_ns()}.out")
        with self._printed.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(SCRIPTS / "play.py")],
                env=_environ(data_dir, ports) | variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.begun = time.monotonic()

    @property
    def printed(self) -> str:
        """All it wrote to the terminal."""
        return self._printed.read_text(encoding="utf-8")

    def until_ready(self) -> float:
        """Wait for the `ready:` line. Returns the seconds since the start."""
        while f"ready: http://localhost:{self.ports.web}" not in self.printed:
            late = time.monotonic() - self.begun > START_WITHIN_S
            assert not late, self.printed
            assert self.process.poll() is None, self.printed
            time.sleep(0.02)
        return time.monotonic() - self.begun

    def until_ended(self, within_s: float = 30.0) -> int:
        """Wait for the end. Returns the exit code."""
        return self.process.wait(within_s)

    def children(self) -> dict[int, str]:
        """Everything it started that runs now, by process id."""
        return descendants(self.process.pid)

    def pid_of(self, words: str) -> int:
        """The process whose command holds these words; the oldest one if several do."""
        return min(pid for pid, command in self.children().items() if words in command)


def status_of(url: str) -> int:
    """The status of a GET. OSError if nothing answers."""
    with urllib.request.urlopen(url, timeout=5) as reply:
        return int(reply.status)


def _environ(data_dir: Path, ports: Ports) -> dict[str, str]:
    foreign = ("REDIS_URL", "SECRET_KEY", "LAN", "FLASK_ENV", "BACKEND")
    return {name: value for name, value in os.environ.items() if name not in foreign} | {
        "COC_DATA_DIR": str(data_dir),
        "COC_API_PORT": str(ports.api),
        "COC_WEB_PORT": str(ports.web),
        "COC_GATEWAY_PORT": str(ports.gateway),
        "COC_REDIS_PORT": str(ports.redis),
        "COC_OPEN_BROWSER": "0",
    }
