"""Taking back over HTTP."""

from typing import Any

import pytest

from tests.support.adventurer import WAIT, Adventurer, action_id, at_once, in_a_fight, statuses
from tests.support.cast import error, result
from tests.support.live_game import LiveGame


def undo(player: Adventurer, **body: Any) -> Any:
    """The reply to an undo, having waited for its turn."""
    return player.client.post(f"{player.session}/undo", {"action_id": action_id(), **body}, headers=WAIT)


class TestUndo:
    def test_it_answers_like_an_action_and_marks_what_it_took_back(self, player: Adventurer) -> None:
        assert not player.view()["can_undo"]
        gone = player.act("go out")
        assert player.view()["can_undo"]
        turn = result(undo(player))["turn"]
        assert (turn["kind"], turn["status"], turn["log"]) == ("undo", "resolved", ["Taken back: go out"])
        assert turn["events"][0]["edits"] == []
        assert player.view()["location"]["id"] == "last_candle"
        assert not player.view()["can_undo"]
        assert [(one["seq"], one["is_undone"]) for one in player.log()] == [(3, False), (2, True), (1, False)]
        assert gone["id"] == player.log()[1]["id"]
        player.prove()

    def test_it_is_accepted_at_once_without_waiting(self, player: Adventurer) -> None:
        player.act("wait")
        job = result(player.client.post(f"{player.session}/undo", {"action_id": action_id()}), 202)
        assert (job["status"], job["turn"]) == ("queued", None)
        assert player.settled_log()[1]["is_undone"]

    @pytest.mark.parametrize("words", ["undo", "Undo!", "take that back", "I take it back."])
    def test_the_same_can_be_said_in_words(self, player: Adventurer, words: str) -> None:
        player.act("wait")
        assert player.act(words)["kind"] == "undo"
        assert player.log()[1]["is_undone"]

    def test_there_is_nothing_to_undo_at_the_start(self, player: Adventurer) -> None:
        assert error(undo(player), 409)["code"] == "nothing_to_undo"
        assert error(player.do("undo"), 409)["code"] == "nothing_to_undo"
        assert len(player.log()) == 1

    def test_what_stands_in_the_way_is_said_by_its_code(self, player: Adventurer) -> None:
        player.act("wait")
        result(player.client.post(f"{player.me}/unequip", {"slot": "main_hand"}))
        refused = error(undo(player), 409)
        assert (refused["code"], bool(refused["message"])) == ("undo_blocked", True)
        assert not player.view()["can_undo"]

    def test_an_adventure_without_undo_says_so(self, hero: Adventurer) -> None:
        player = hero.set_out(config={"undo": "off"})
        player.act("wait")
        assert (player.view()["config"]["undo"], player.view()["can_undo"]) == ("off", False)
        assert error(undo(player), 409)["code"] == "undo_blocked"

    def test_in_a_fight_it_takes_back_the_last_blow(self, game: LiveGame) -> None:
        player = in_a_fight(game)
        before = player.view()["combat"]
        result(player.fight(ability_id="defend"))
        result(undo(player))
        assert player.view()["combat"] == before
        player.prove()

    def test_sent_again_it_is_the_same_undo(self, player: Adventurer) -> None:
        player.act("wait")
        player.act("wait")
        chosen = action_id()
        first, again = undo(player, action_id=chosen), undo(player, action_id=chosen)
        assert result(first)["turn_id"] == result(again)["turn_id"]
        assert [turn["is_undone"] for turn in player.log()] == [False, True, False, False]

    def test_two_at_once_take_two_steps(self, player: Adventurer) -> None:
        for words in ("wait", "wait", "wait"):
            player.act(words)
        replies = at_once(lambda: undo(player), lambda: undo(player))
        assert statuses(replies) == [200, 200]
        assert sum(turn["is_undone"] for turn in player.log()) == 2
        player.prove()

    def test_nobody_undoes_for_others(self, player: Adventurer, hero: Adventurer) -> None:
        player.act("wait")
        reply = hero.client.post(f"{player.session}/undo", {"action_id": action_id()}, headers=WAIT)
        assert error(reply, 404)["code"] == "not_found"
        assert not player.log()[0]["is_undone"]

    def test_an_adventure_that_is_over_stays(self, player: Adventurer) -> None:
        player.act("wait")
        result(player.client.post(f"{player.session}/end", {"action_id": action_id()}))
        assert error(undo(player), 409)["code"] == "session_not_active"
        assert not player.view()["can_undo"]

    @pytest.mark.parametrize(
        "body", [{}, {"action_id": ""}, {"action_id": 7}, {"action_id": "a b"}, {"action_id": "x", "seq": 2}]
    )
    def test_bad_bodies_are_refused(self, player: Adventurer, body: dict[str, Any]) -> None:
        player.act("wait")
        assert error(player.client.post(f"{player.session}/undo", body), 422)["code"] == "invalid"
        assert player.view()["can_undo"]

    def test_an_adventure_that_is_not_there_is_not_found(self, hero: Adventurer) -> None:
        reply = hero.client.post("/sessions/unknown/undo", {"action_id": action_id()})
        assert error(reply, 404)["code"] == "not_found"
