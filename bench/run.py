"""`make bench`: measures the running game and writes one table into docs/BENCHMARKS.md. Never fails on a time."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from bare import bare_server  # noqa: E402 - the path above comes first
from campaign import bench_campaign  # noqa: E402
from clicks import bench_clicks  # noqa: E402
from coc_play import Stack  # noqa: E402
from crowds import bench_crowds  # noqa: E402
from measuring import machine  # noqa: E402
from pages import bench_pages  # noqa: E402
from peer import peer_moves_per_s  # noqa: E402
from pushes import bench_pushes  # noqa: E402
from reads import requests_per_s  # noqa: E402
from repo_layout import API, program  # noqa: E402
from report import Result, write_report  # noqa: E402
from turns import Player, TurnTimes, closed_loop, paced  # noqa: E402

SESSIONS = (1, 10, 50)


def main() -> int:
    """Exit code 0 once everything was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="for each measurement of turns (20)")
    seconds: float = parser.parse_args().seconds
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="coc-bench-") as folder:
        data = Path(folder) / "data"
        results.append(Result("first start, packages installed", _start_s(data), "s", "< 60 s"))
        results.append(Result("warm start", _start_s(data), "s", "< 5 s"))
        with Stack(data, environ=_generous()) as stack:
            results += _turns(stack.api_url, seconds)
            results.append(_reads(stack.api_url, min(seconds, 8)))
            results += bench_pushes(stack)
            results += bench_crowds(stack.api_url, seconds)
            results += bench_campaign(stack.api_url, data)
            results += bench_clicks(stack.web_url)
            results += bench_pages(stack.web_url, stack.api_url)
    results += _appwrite()
    results += _combat(seconds / 4)
    write_report(results, machine())
    return 0


def _generous() -> dict[str, str]:
    """Limits on how many guests one address may make would measure the limits."""
    limits = {f"COC_LIMITS__{name}": "1000000 per minute" for name in ("GUESTS", "WRITES", "READS")}
    return {**os.environ, **limits}


def _start_s(data: Path) -> float:
    began = time.monotonic()
    with Stack(data):
        return time.monotonic() - began


def _turns(api_url: str, seconds: float) -> list[Result]:
    results: list[Result] = []
    players: list[Player] = []
    for count in SESSIONS:
        players += [Player(api_url, number) for number in range(len(players), count)]
        for times in (paced(players, seconds), closed_loop(players, seconds)):
            print(f"  {times}", flush=True)
            results += _rows(times)
    return results


def _rows(times: TurnTimes) -> list[Result]:
    name = f"{times.sessions} session{'s' if times.sessions > 1 else ''}, {times.mode}"
    is_goal = times.sessions == SESSIONS[-1] and times.mode.startswith("every")
    return [
        Result(
            f"{name}: action → committed and answered, p50 / p95",
            times.committed_p95_ms,
            "ms",
            "p95 < 300 ms" if is_goal else "",
            times.committed_p50_ms,
        ),
        Result(
            f"{name}: action → told to the last word, p50 / p95",
            times.told_p95_ms,
            "ms",
            "",
            times.told_p50_ms,
        ),
        Result(f"{name}: throughput", times.per_s, "turns/s", ""),
    ]


def _reads(api_url: str, seconds: float) -> Result:
    """`GET /characters` with a cookie over a bare route: best of three of each, taken in turns."""
    player = Player(api_url, 1_000)
    cookie = {"Cookie": player.client.cookie or ""}
    ours, bare = [], []
    with bare_server() as bare_url:
        for _ in range(3):
            ours.append(requests_per_s(f"{api_url}/api/v1/characters", cookie, seconds / 3))
            bare.append(requests_per_s(bare_url, {}, seconds / 3))
    ratio = max(ours) / max(bare)
    note = f"{max(ours):.0f}/s of {max(bare):.0f}/s"
    return Result(f"authenticated GET /characters over a bare Flask route ({note})", ratio, "×", "≥ 0.6 ×")


def _appwrite() -> list[Result]:
    """A turn by the distance of an Appwrite server, as the tests' stand-in plays it."""
    lines = _output_of("distance.py").splitlines()
    rows = []
    for figures in map(json.loads, lines):
        name = f"Appwrite {figures['latency_ms']} ms away: action → resolved / told"
        rows.append(Result(name, figures["told_ms"], "ms", "", figures["resolved_ms"]))
    return rows


def _combat(seconds: float) -> list[Result]:
    """The rules alone in a process of the API's environment, beside a peer and a bare loop."""
    ours = _figure_of("combat.py", "--plain", "--seconds", str(seconds))
    bare = _figure_of("bare_combat.py", "--seconds", str(seconds))
    peer = peer_moves_per_s(seconds)
    name = "combat, 4 against 4, events and fold included, one core"
    return [
        Result(name, ours, "actions/s", ""),
        Result(
            f"the same over the pokemon-showdown simulator ({peer:,.0f} moves/s)", ours / peer, "×", "≥ 10 ×"
        ),
        Result(f"the same over a bare loop ({bare:,.0f} strikes/s)", ours / bare, "×", ""),
    ]


def _figure_of(program_name: str, *arguments: str) -> float:
    return float(_output_of(program_name, *arguments))


def _output_of(program_name: str, *arguments: str) -> str:
    """What a program prints that runs in the API's environment."""
    command: list[str | Path] = [program(API, "python"), ROOT / "bench" / program_name, *arguments]
    return subprocess.run(command, cwd=API, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
