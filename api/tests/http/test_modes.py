"""Doing, saying and writing over HTTP."""

import time
from typing import Any

import pytest

from tests.support.adventurer import Adventurer, in_a_fight
from tests.support.cast import error, result
from tests.support.live_game import LiveGame

HIDDEN = "a\u202eb\u200bc\u2066d\ufefee\x00f\x1bg\u00adh"


def acted(player: Adventurer, words: str, mode: str) -> dict[str, Any]:
    """The turn, which must be resolved."""
    turn: dict[str, Any] = result(player.do(words, mode=mode))["turn"]
    assert turn["status"] == "resolved", turn
    return turn


def told(player: Adventurer, turn: dict[str, Any]) -> str:
    """What the narrator made of it."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        view = result(player.client.get(f"{player.session}/turns/{turn['id']}"))
        if view["narration_status"] == "done":
            return "\n".join(view["narration"])
        time.sleep(0.05)
    raise AssertionError("never told")


class TestSaying:
    def test_what_is_said_is_heard_and_told(self, player: Adventurer) -> None:
        turn = acted(player, '"Quite a night, <b>friends</b>."', "say")
        assert turn["events"][1]["kind"] == "spoke"
        assert turn["action"] == turn["events"][1]["words"] == "Quite a night, <b>friends</b>."
        assert "“Quite a night, <b>friends</b>.”" in told(player, turn)
        player.prove()

    def test_a_topic_is_answered(self, player: Adventurer) -> None:
        turn = acted(player, "Hello, Bettany!", "say")
        assert [event["kind"] for event in turn["events"][1:3]] == ["spoke", "talk_began"]
        assert player.view()["talk"]["person_id"] == "bettany_oake"
        assert "“Hello, Bettany!”" in told(player, turn)

    def test_no_deed_comes_of_words(self, player: Adventurer) -> None:
        acted(player, "go out", "say")
        assert player.view()["location"]["id"] == "last_candle"

    def test_in_a_fight_it_costs_nothing(self, game: LiveGame) -> None:
        player = in_a_fight(game)
        before = player.view()["combat"]
        acted(player, "You fight like a candle!", "say")
        assert player.view()["combat"] == before


class TestWriting:
    def test_a_line_stands_in_the_story_as_it_was_written(self, player: Adventurer) -> None:
        before = player.view()
        turn = acted(player, "Once,\r\n\r\n\r\n\r\nthere was {rain}.", "story")
        assert told(player, turn) == turn["action"] == "Once,\n\nthere was {rain}."
        after = player.view()
        assert (after["clock"], after["location"], after["party"]) == (
            before["clock"],
            before["location"],
            before["party"],
        )
        player.prove()

    def test_it_can_be_taken_back(self, player: Adventurer) -> None:
        acted(player, "It was a dark and stormy night.", "story")
        assert player.act("undo")["kind"] == "undo"
        assert player.log()[1]["is_undone"]


class TestBadInput:
    @pytest.mark.parametrize("mode", ["say", "story"])
    @pytest.mark.parametrize("words", ["", "  \n ", "\u200b\u202e", "\x00"])
    def test_nothing_said_is_refused(self, player: Adventurer, mode: str, words: str) -> None:
        assert error(player.do(words, mode=mode), 422)["code"] == "empty_action"

    @pytest.mark.parametrize(("mode", "most"), [("say", 500), ("story", 1000)])
    def test_too_much_is_refused(self, player: Adventurer, mode: str, most: int) -> None:
        refused = error(player.do("w" * (most + 1), mode=mode), 422)
        assert (refused["code"], refused["details"]["max_length"]) == ("action_too_long", most)
        acted(player, "w" * most, mode)

    @pytest.mark.parametrize("mode", ["say", "story"])
    def test_what_cannot_be_seen_does_not_stand_there(self, player: Adventurer, mode: str) -> None:
        assert acted(player, HIDDEN, mode)["action"] == "abcdefgh"
        assert acted(player, "ﬁ\u2028ｎ", mode)["action"].split() == ["fi", "n"]

    @pytest.mark.parametrize("mode", ["", "shout", "DO", None, 1, ["say"]])
    def test_other_modes_are_refused(self, player: Adventurer, mode: object) -> None:
        assert error(player.do("hello", mode=mode), 422)["code"] == "invalid"

    @pytest.mark.parametrize("mode", ["say", "story"])
    def test_a_suggestion_can_only_be_done(self, player: Adventurer, mode: str) -> None:
        chosen = player.view()["suggestions"][0]["id"]
        assert error(player.do(suggestion_id=chosen, mode=mode), 422)["code"] == "invalid"
