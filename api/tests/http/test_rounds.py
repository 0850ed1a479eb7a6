"""Rounds over HTTP: what is handed in, who may take it back, and who hears nothing of it."""

import time
from dataclasses import dataclass

import pytest

from tests.http.test_parties import join, open_lobby
from tests.support.adventurer import Adventurer
from tests.support.cast import Client, error, result
from tests.support.live_game import LiveGame

AT_ONCE_S = 5.0
"""Well below the ten seconds that an action would be waited for."""


@dataclass
class Pair:
    """Two who act all at once, not set out yet."""

    leader: Adventurer
    friend: Adventurer

    @property
    def path(self) -> str:
        return f"{self.leader.session}/round"

    def start(self) -> None:
        result(self.friend.client.post(f"{self.leader.session}/ready"))
        result(self.leader.client.post(f"{self.leader.session}/start"))


@pytest.fixture
def pair(game: LiveGame) -> Pair:
    leader, friend = Adventurer(game), Adventurer(game)
    open_lobby(game, leader, {"max_players": 2, "mode": "round"})
    result(join(friend, result(leader.client.post(f"{leader.session}/invites"), 201)["code"]))
    friend.session_id = leader.session_id
    return Pair(leader, friend)


def test_what_is_handed_in_is_answered_at_once_and_can_be_taken_back_once(pair: Pair) -> None:
    pair.start()
    began = time.monotonic()
    job = result(pair.leader.do("wait"), 202)
    assert time.monotonic() - began < AT_ONCE_S, "nobody waits for the others"
    assert (job["status"], job["turn"]) == ("queued", None)
    assert pair.leader.view()["round"]["your_action"] == "wait"
    assert pair.friend.view()["round"]["your_action"] is None
    view = result(pair.leader.client.delete(pair.path))
    assert (view["round"]["submitted"], view["is_your_turn"]) == ([], True)
    assert error(pair.leader.client.delete(pair.path), 409)["code"] == "not_handed_in"


def test_nobody_takes_back_what_another_one_has_handed_in(game: LiveGame, pair: Pair) -> None:
    pair.start()
    result(pair.leader.do("wait"), 202)
    assert error(pair.friend.client.delete(pair.path), 409)["code"] == "not_handed_in"
    assert error(Adventurer(game).client.delete(pair.path), 404)["code"] == "not_found"
    assert error(Client(game.server).delete(pair.path), 401)["code"] == "unauthenticated"
    assert pair.friend.view()["round"]["submitted"] == [pair.leader.character["id"]]


def test_when_the_round_is_over_there_is_nothing_to_take_back(pair: Pair) -> None:
    pair.start()
    result(pair.leader.do("wait"), 202)
    assert result(pair.friend.do("wait"))["turn"]["status"] == "resolved"
    assert error(pair.leader.client.delete(pair.path), 409)["code"] == "not_handed_in"
    assert [turn["action"] for turn in pair.leader.settled_log()][1:] == ["wait", "wait"]
    pair.leader.prove()


def test_before_the_start_and_after_the_end_there_is_no_round(pair: Pair) -> None:
    assert error(pair.leader.client.delete(pair.path), 409)["code"] == "session_not_active"
    pair.start()
    result(pair.leader.client.post(f"{pair.leader.session}/end", {"action_id": "the-end"}))
    assert error(pair.leader.client.delete(pair.path), 409)["code"] == "session_not_active"


def test_one_who_plays_one_by_one_has_handed_in_nothing(player: Adventurer) -> None:
    assert error(player.client.delete(f"{player.session}/round"), 409)["code"] == "not_handed_in"
