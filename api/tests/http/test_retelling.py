"""Retry and stop over HTTP, with the workers of the live game."""

import time
from typing import Any

from tests.support.adventurer import Adventurer
from tests.support.cast import Client, error, result

WITHIN_S = 15.0


def told(player: Adventurer, turn_id: str) -> dict[str, Any]:
    """The turn once its telling is done."""
    deadline = time.monotonic() + WITHIN_S
    while True:
        turn: dict[str, Any] = result(player.client.get(f"{player.session}/turns/{turn_id}"))
        if turn["narration_status"] == "done":
            return turn
        assert time.monotonic() < deadline, "nobody tells this turn"
        time.sleep(0.02)


def test_a_turn_is_told_anew_with_the_same_events(player: Adventurer) -> None:
    first = told(player, player.act("go out")["id"])
    path = f"{player.session}/turns/{first['id']}"
    waiting = result(player.client.post(f"{path}/retry", {}), 202)
    assert (waiting["attempt"], waiting["events"]) == (1, first["events"])
    again = told(player, first["id"])
    assert again["narration"] != first["narration"]
    assert {**again, "narration": 0, "attempt": 0} == {**first, "narration": 0, "attempt": 0}
    double = result(player.client.post(f"{path}/retry", {}), 202)
    assert (double["attempt"], double["narration"]) == (1, again["narration"])
    player.prove()


def test_stop_answers_with_the_whole_telling(player: Adventurer) -> None:
    turn_id = player.act("go out")["id"]
    path = f"{player.session}/turns/{turn_id}/stop"
    stopped = result(player.client.post(path, {}))
    assert stopped["narration_status"] == "done"
    assert stopped["narration"]
    assert result(player.client.post(path, {})) == stopped


def test_an_older_turn_stands(player: Adventurer) -> None:
    first = player.act("look")["id"]
    for words in ("wait", "look"):
        player.act(words)
    told(player, first)
    refused = player.client.post(f"{player.session}/turns/{first}/retry", {})
    assert error(refused, 409)["code"] == "too_late_to_retell"


def test_only_its_players_may_ask_and_only_plainly(player: Adventurer, stranger: Client) -> None:
    turn_id = player.act("look")["id"]
    for wish in ("retry", "stop"):
        path = f"{player.session}/turns/{turn_id}/{wish}"
        assert error(stranger.post(path, {}), 404)["code"] == "not_found"
        assert error(player.client.post(path, {"tone": "grim"}), 422)["code"] == "invalid"
        elsewhere = f"{player.session}/turns/01NOSUCHTURN/{wish}"
        assert error(player.client.post(elsewhere, {}), 404)["code"] == "not_found"


def test_a_recap_tells_the_story_so_far(player: Adventurer, stranger: Client) -> None:
    player.act("go out")
    path = f"{player.session}/recap"
    told = result(player.client.get(path))
    assert told.keys() == {"title", "paragraphs", "away_minutes", "is_due"}
    assert (told["away_minutes"], told["is_due"]) == (0, False)
    assert all(told["paragraphs"])
    assert error(stranger.get(path), 404)["code"] == "not_found"
