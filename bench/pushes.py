"""From the post of an action until everybody who listens has heard of it, and what a listener costs in memory."""

import subprocess
import time

from coc_play import Stack
from listeners import Crowd, Listener
from measuring import percentile
from report import Result
from turns import ACTIONS, Player

LISTENERS = (2, 10, 1_000)
ACTIONS_EACH = 40
_PAUSE_S = 0.25
_SETTLE_S = 2.0


def bench_pushes(stack: Stack, actions: int = ACTIONS_EACH) -> list[Result]:
    """At 2, 10 and 1,000 listeners of one session; the memory of the gateway's process before and with the last."""
    player, crowd = Player(stack.api_url, 20_000), Crowd()
    gateway = stack.processes.pid("gateway")
    results: list[Result] = []
    try:
        _join(crowd, player, LISTENERS[0])
        _times(player, crowd, 3)  # warm
        alone_kb, alone = _memory_kb(gateway), crowd.count
        for count in LISTENERS:
            _join(crowd, player, count)
            time.sleep(_SETTLE_S)
            times_ms = _times(player, crowd, actions)
            results.append(_row(count, crowd.lost, times_ms))
        each_kb = (_memory_kb(gateway) - alone_kb) / (crowd.count - alone)
    finally:
        crowd.close()
    goal = "≤ 40 KB"
    return [
        *results,
        Result(f"gateway's memory for each of {LISTENERS[-1]:,} listeners", each_kb, "KB", goal),
    ]


def _join(crowd: Crowd, player: Player, count: int) -> None:
    """The player's own windows: as many as it takes to be so many."""
    while crowd.count < count:
        ticket = player.client.call("POST", "/realtime/ticket", {"session_id": player.session_id})
        crowd.add(Listener(ticket))


def _times(player: Player, crowd: Crowd, actions: int) -> list[float]:
    """Milliseconds from the post to the last listener, of each action."""
    found = []
    for number in range(actions):
        began = time.perf_counter()
        turn = player.client.act(player.session_id, action=ACTIONS[number % len(ACTIONS)])
        found.append((max(crowd.wait_for(turn["id"])) - began) * 1000)
        time.sleep(_PAUSE_S)
    return found


def _row(count: int, lost: int, times_ms: list[float]) -> Result:
    without = f" ({lost} lost)" if lost else ""
    what = f"action → pushed to the last of {count:,} listeners{without}, p50 / p95"
    goal = "p95 < 200 ms" if count == LISTENERS[-1] else ""
    return Result(what, percentile(times_ms, 95), "ms", goal, percentile(times_ms, 50))


def _memory_kb(pid: int) -> int:
    command = ["ps", "-o", "rss=", "-p", str(pid)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
