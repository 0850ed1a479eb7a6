"""How each kind of process shows that it is ready.

A *sign* makes the *probe* of one run of a process, from its log file and where in it this run's lines begin (bytes).
The probe is asked again until it says yes; it never waits, so that one slow process does not hide the others.
"""

import select
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from coc_play import logs, redis

Probe = Callable[[], bool]
Sign = Callable[[Path, int], Probe]
CONNECT_WITHIN_S = 0.5
ASK_AGAIN_AFTER_S = 0.2
READY_EVENT = "ready"


class HttpProbe:
    """Ready when a GET answers 200.

    A server listens before it can answer: the request is sent once and its answer looked for at each call, or a
    starting server would find a heap of abandoned requests.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._request = (
            f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode()
        )
        self._connection: socket.socket | None = None
        self._not_before = 0.0

    def __call__(self) -> bool:
        try:
            return self._is_ready()
        except OSError:
            self._ask_later()
            return False

    def _is_ready(self) -> bool:
        if self._connection is None:
            if time.monotonic() >= self._not_before:
                self._connection = socket.create_connection(self._address, CONNECT_WITHIN_S)
                self._connection.sendall(self._request)
            return False
        if not select.select([self._connection], [], [], 0)[0]:
            return False
        status = self._connection.recv(64).split(b" ")[1:2]
        self._ask_later()
        return status == [b"200"]

    def _ask_later(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._not_before = time.monotonic() + ASK_AGAIN_AFTER_S


def answers_at(url: str) -> Sign:
    """Ready when a GET of this address answers 200."""
    return lambda _log, _start: HttpProbe(url)


def redis_answers(address: redis.Address) -> Sign:
    """Ready when the server takes our password and a PING."""
    return lambda _log, _start: lambda: redis.answers(address)


def log_says_ready(log: Path, start: int) -> Probe:
    """Ready when a JSON line of this run has the event `ready`."""
    follower = logs.Follower(log, start)

    def probe() -> bool:
        events = [logs.event_of(line) for line in follower.new_lines()]
        return any(event is not None and event.get("event") == READY_EVENT for event in events)

    return probe
