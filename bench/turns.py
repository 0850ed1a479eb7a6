"""How long an action takes to be committed, and to be told, at 1, 10 and 50 sessions."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from coc_demo.client import Client
from measuring import percentile

ACTIONS = ("look around", "wait", "look at the candle", "inventory")
_PACE_S = 5.0


@dataclass(frozen=True, slots=True)
class TurnTimes:
    """Milliseconds by percentile; `per_s` is the throughput that was reached."""

    sessions: int
    mode: str
    turns: int
    per_s: float
    committed_p50_ms: float
    committed_p95_ms: float
    told_p50_ms: float
    told_p95_ms: float


class Player:
    """One guest in one session."""

    def __init__(self, api_url: str, number: int) -> None:
        self.client = Client(api_url)
        self.client.sign_in_as_guest()
        character = self.client.create_character(_name(number), "vanguard", "noble_exile")
        self.character_id: str = character["id"]
        self.session_id: str = self.client.create_session(self.character_id)["id"]
        ticket = self.client.call("POST", "/realtime/ticket", {"session_id": self.session_id})
        self._stream: str = ticket["stream"]
        self.committed_ms: list[float] = []
        self.told_ms: list[float] = []

    def turn(self, number: int) -> None:
        """One of the usual actions, measured."""
        self.say(ACTIONS[number % len(ACTIONS)])

    def say(self, words: str) -> None:
        """One action: until the answer says it is committed, and until its stream has ended."""
        began = time.perf_counter()
        turn = self.client.act(self.session_id, action=words)
        self.committed_ms.append((time.perf_counter() - began) * 1000)
        _read_to_end(self._stream.replace("{turn_id}", turn["id"]))
        self.told_ms.append((time.perf_counter() - began) * 1000)


def _name(number: int) -> str:
    """Names of letters only, no two alike."""
    letters = ""
    while True:
        letters = "aeioumnrst"[number % 10] + letters
        number //= 10
        if number == 0:
            return f"Bench {letters.capitalize()}"


def _read_to_end(url: str) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port or 80, timeout=30)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        connection.getresponse().read()
    finally:
        connection.close()


def paced(players: list[Player], seconds: float) -> TurnTimes:
    """Each session acts every five seconds, spread evenly."""

    def loop(player: Player, place: int) -> None:
        start = time.monotonic() + place * _PACE_S / len(players)
        for number in range(int(seconds / _PACE_S)):
            time.sleep(max(0.0, start + number * _PACE_S - time.monotonic()))
            player.turn(number)

    return _run(players, "every 5 s", loop)


def closed_loop(players: list[Player], seconds: float) -> TurnTimes:
    """Each session acts again as soon as its last turn is told."""
    until = time.monotonic() + seconds

    def loop(player: Player, place: int) -> None:
        number = place
        while time.monotonic() < until:
            player.turn(number)
            number += 1

    return _run(players, "closed loop", loop)


def _run(players: list[Player], mode: str, loop: Callable[[Player, int], None]) -> TurnTimes:
    for player in players:
        player.committed_ms.clear()
        player.told_ms.clear()
    threads = [threading.Thread(target=loop, args=(player, place)) for place, player in enumerate(players)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took_s = time.monotonic() - began
    committed = [value for player in players for value in player.committed_ms]
    told = [value for player in players for value in player.told_ms]
    return TurnTimes(
        sessions=len(players),
        mode=mode,
        turns=len(committed),
        per_s=len(committed) / took_s,
        committed_p50_ms=percentile(committed, 50),
        committed_p95_ms=percentile(committed, 95),
        told_p50_ms=percentile(told, 50),
        told_p95_ms=percentile(told, 95),
    )
