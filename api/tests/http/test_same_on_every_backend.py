"""The same fight with the same dice is the same fight, wherever it is kept."""

from pathlib import Path

import pytest

from tests.support.appwrite import Host
from tests.support.tabletop import Tabletop, tabletop

LONGEST = 60
BEFORE = ("look around", "inventory", "talk to bettany", "bye", "go out", "attack the wicklings")
AFTER = ("look", "go in", "wait", "rest")


def campaign(table: Tabletop) -> list[str]:
    """Every turn with its words, its state's hash and its telling."""
    turns = [table.play(words) for words in BEFORE]
    for number in range(LONGEST):
        view = table.get(f"/sessions/{table.session_id}")
        if view["status"] != "active" or view["combat"] is None:
            break
        turns.append(table.play(("attack", "shield bash", "defend")[number % 3]))
    if table.get(f"/sessions/{table.session_id}")["status"] == "active":
        turns += [table.play(words) for words in AFTER]
    sheet = table.get(f"/characters/{table.character_id}")
    return [*turns, str(sheet)]


def test_every_turn_of_a_fight_leads_to_the_same_state(
    appwrite: Host, tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    appwrite.prepare(tmp_path / "appwrite")
    played = []
    for name in ("appwrite", "embedded"):
        with tabletop(tmp_path / name, redis_url, monkeypatch) as table:
            table.set_out()
            played.append(campaign(table))
    on_appwrite, embedded = played
    assert on_appwrite == embedded
    assert len(embedded) > len(BEFORE) + 3, "there was a fight"
    assert sum("resolved" in turn for turn in embedded) > len(BEFORE)
