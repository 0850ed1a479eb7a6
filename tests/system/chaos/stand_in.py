"""The stand-in of Appwrite as a process, and what can be made to go wrong with it."""

import random
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import requests

from coc_play.ports import LOOPBACK, Ports
from repo_layout import API, program
from system.chaos.mayhem import Mishap

STARTS_WITHIN_S = 30.0
KINDS = (
    "throttled", "error_before", "error_after", "bad_gateway", "reset_before", "reset_after", "slow_before",
    "slow_after",
)  # fmt: skip
SLOW_S = 1.0
MOST_AT_ONCE = 6


@dataclass(frozen=True)
class StandIn:
    """One project on it. `environ`: what the game is told."""

    url: str
    project_id: str
    key: str

    @property
    def environ(self) -> dict[str, str]:
        return {
            "BACKEND": "appwrite",
            "APPWRITE_ENDPOINT": f"{self.url}/v1",
            "APPWRITE_PROJECT_ID": self.project_id,
            "APPWRITE_API_KEY": self.key,
            "APPWRITE_DATABASE_ID": "coc",
        }

    def mishaps(self) -> Sequence[tuple[str, Mishap]]:
        """Some of the requests that come next go wrong."""
        return [(f"appwrite {kind.replace('_', ' ')}", partial(self._fault, kind)) for kind in KINDS]

    def _fault(self, kind: str, chance: random.Random) -> None:
        times = chance.randint(1, MOST_AT_ONCE)
        body = {"kind": kind, "on": "*", "times": times, "skip": 0, "delay_s": SLOW_S}
        url = f"{self.url}/control/projects/{self.project_id}/faults"
        requests.post(url, json=body, timeout=10).raise_for_status()


@contextmanager
def running_stand_in(log: Path) -> Iterator[StandIn]:
    """With an empty project, killed at the end."""
    port = Ports.free().api
    command: list[str | Path] = [program(API, "python"), "-m", "tests.support.appwrite_server", str(port)]
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=API, stdout=output, stderr=subprocess.STDOUT)
    try:
        url = f"http://{LOOPBACK}:{port}"
        made = _new_project(url)
        yield StandIn(url, made["id"], made["key"])
    finally:
        process.kill()
        process.wait()


def _new_project(url: str) -> dict[str, str]:
    until = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            made = requests.post(f"{url}/control/projects", json={"build_ms": 0}, timeout=5)
        except requests.ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
            continue
        made.raise_for_status()
        found: dict[str, str] = made.json()
        return found
