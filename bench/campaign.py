"""What a turn costs at the 10,000th of a campaign, over one at the 10th: in time and in bytes."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measuring import percentile
from report import Result
from turns import ACTIONS, Player

LONG = 10_000
SHORT = 10
_WALK = (*ACTIONS, "talk to bettany", "bye")
_YOUNG_PLAYERS = 5
_ROUNDS = 6
_GOAL = "≤ 1.1 ×"


@dataclass(frozen=True, slots=True)
class _Costs:
    """Of one kind of campaign: medians in milliseconds, sizes in bytes."""

    committed_ms: float
    told_ms: float
    session_bytes: float
    turn_bytes: float


def bench_campaign(api_url: str, data: Path, turns: int = LONG) -> list[Result]:
    """Ratios of a campaign of that many turns over young ones, which take turns with it on the same server."""
    old = Player(api_url, 5_000)
    _play(old, turns)
    young = [Player(api_url, 5_001 + number) for number in range(_YOUNG_PLAYERS)]
    for player in young:
        _play(player, SHORT)
    for player in (old, *young):
        player.committed_ms.clear()
        player.told_ms.clear()
    for _ in range(_ROUNDS):
        for player in young:
            for words in _WALK:
                old.say(words)
                player.say(words)
    store = data / "conquest.db"
    return _ratios(_costs([old], store), _costs(young, store), turns)


def _play(player: Player, turns: int) -> None:
    """Without waiting for the telling: workers tell meanwhile."""
    for number in range(turns):
        player.client.act(player.session_id, action=_WALK[number % len(_WALK)])


def _costs(players: Sequence[Player], store: Path) -> _Costs:
    ids = [player.session_id for player in players]
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as rows:
        sessions = [_bytes_of(rows, ("game_sessions", "session_secrets"), "id", one) for one in ids]
        turns = [_bytes_of(rows, ("session_turns", "turn_secrets"), "session_id", one) for one in ids]
    return _Costs(
        percentile([value for player in players for value in player.committed_ms], 50),
        percentile([value for player in players for value in player.told_ms], 50),
        sum(sessions) / len(ids),
        sum(turns) / len(ids),
    )


def _bytes_of(rows: sqlite3.Connection, tables: Sequence[str], key: str, value: str) -> float:
    """The size of the newest rows (one round of the walk at the most), on average, of all tables together."""
    total = 0.0
    for table in tables:
        sql = f"SELECT * FROM {table} WHERE {key} = ? ORDER BY id DESC LIMIT {len(_WALK)}"  # noqa: S608 - names above
        found = [sum(len(str(cell).encode()) for cell in row) for row in rows.execute(sql, (value,))]
        total += sum(found) / len(found)
    return total


def _ratios(old: _Costs, young: _Costs, turns: int) -> list[Result]:
    name = f"turn {turns:,} over turns {SHORT} to {SHORT + _ROUNDS * len(_WALK)}"
    rows = (
        ("action → committed, median", old.committed_ms, young.committed_ms),
        ("action → told, median", old.told_ms, young.told_ms),
        ("bytes of the session's rows", old.session_bytes, young.session_bytes),
        ("bytes of a turn's rows", old.turn_bytes, young.turn_bytes),
    )
    return [
        Result(f"{name}: {what} ({late:,.1f} over {early:,.1f})", late / early, "×", _GOAL)
        for what, late, early in rows
    ]
