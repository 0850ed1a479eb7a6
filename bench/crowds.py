"""How many sessions this machine carries, each acting every ten seconds."""

import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from measuring import percentile
from report import Result
from turns import ACTIONS, Player

STEPS = (50, 100, 150, 200, 300, 400, 600, 800)
PACE_S = 10.0
GOAL_MS = 300.0
_HANDS = 64
"""Requests that may be open at once: more than a machine that keeps its time ever has."""


def bench_crowds(api_url: str, seconds: float, steps: Sequence[int] = STEPS) -> list[Result]:
    """An open loop: actions fall due by the clock, whether or not the last ones are answered, and each is measured from
    the moment it fell due. The largest step whose p95 keeps the goal counts; the first that does not is the last one.
    """
    cores, players = os.cpu_count() or 1, list[Player]()
    carried, p95_ms = 0, 0.0
    for count in steps:
        players += _players(api_url, range(len(players), count))
        found_ms = _due_on_time(players, seconds)
        reached = percentile(found_ms, 95)
        print(f"  {count} sessions, every {PACE_S:.0f} s: p95 {reached:.0f} ms", flush=True)
        if reached >= GOAL_MS:
            break
        carried, p95_ms = count, reached
    name = f"sessions acting every {PACE_S:.0f} s, with p95 < {GOAL_MS:.0f} ms"
    return [
        Result(f"{name}, on {cores} cores (p95 {p95_ms:.0f} ms)", carried, "sessions", ""),
        Result(f"{name}, for each core", carried / cores, "sessions", ""),
    ]


def _players(api_url: str, numbers: range) -> list[Player]:
    return [Player(api_url, 30_000 + number) for number in numbers]


def _due_on_time(players: Sequence[Player], seconds: float) -> list[float]:
    """Milliseconds from the moment an action fell due until it was committed and answered."""
    count = max(len(players), int(len(players) * seconds / PACE_S))
    gap_s, found, lock = PACE_S / len(players), list[float](), threading.Lock()
    busy = [threading.Lock() for _ in players]
    began = time.perf_counter() + 0.5

    def act(number: int) -> None:
        player, place = players[number % len(players)], number % len(players)
        with busy[place]:
            player.client.act(player.session_id, action=ACTIONS[number % len(ACTIONS)])
        with lock:
            found.append((time.perf_counter() - began - number * gap_s) * 1000)

    with ThreadPoolExecutor(_HANDS) as hands:
        acts = []
        for number in range(count):
            time.sleep(max(0.0, began + number * gap_s - time.perf_counter()))
            acts.append(hands.submit(act, number))
        for one in acts:
            one.result()
    return found
