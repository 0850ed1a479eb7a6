"""The same action twice, and many at once: each is one turn, and their order is the log's."""

import time
from typing import Any

import pytest
import requests

from tests.support.adventurer import AT_ONCE, WAIT, Adventurer, action_id, another_window, at_once
from tests.support.cast import error, result
from tests.support.live_game import LiveGame


class TestTheSameActionTwice:
    def test_sent_again_it_is_the_turn_of_the_first_time(self, player: Adventurer) -> None:
        one = action_id()
        first = result(player.do("take some bread", action_id=one))
        assert _decided(result(player.do("take some bread", action_id=one))) == _decided(first)
        assert result(player.do("throw it away", action_id=one))["turn_id"] == first["turn_id"]
        assert player.view()["turn_number"] == 2

    def test_a_refused_one_is_refused_again(self, player: Adventurer) -> None:
        one = action_id()
        for _ in range(2):
            assert error(player.do("go north", action_id=one), 409)["code"] == "no_way"
        assert player.view()["turn_number"] == 2

    def test_from_eight_windows_at_once_it_is_one_turn(self, player: Adventurer) -> None:
        body = {"action": "take some bread", "action_id": action_id()}
        windows = [another_window(player.client) for _ in range(AT_ONCE)]
        replies = at_once(
            *(lambda one=one: one.post(f"{player.session}/action", body, headers=WAIT) for one in windows)
        )
        assert len({result(reply, reply.status_code)["turn_id"] for reply in replies}) == 1
        assert {reply.status_code for reply in replies} <= {200, 202}
        assert [turn["seq"] for turn in player.settled_log()] == [1, 2]
        assert player.item("waybread")["quantity"] == 4
        player.prove()

    def test_two_sessions_may_use_the_same_id(self, game: LiveGame) -> None:
        one = action_id()
        turns = {result(Adventurer(game).set_out().do(action_id=one))["turn_id"] for _ in range(2)}
        assert len(turns) == 2

    def test_what_is_based_on_an_old_view_is_told_what_changed(self, player: Adventurer) -> None:
        seen = player.view()["version"]
        went = player.act("go out")
        assert went["session_version"] == seen + 1
        refused = error(player.do("throw darts", based_on=seen), 409)
        assert refused["code"] == "stale"
        assert refused["details"]["turns"] == [{"id": went["id"], "seq": went["seq"]}]
        result(player.do("wait", based_on=refused["details"]["version"]))
        for nonsense in (0, -1, True, "3", 1.5, 2**60):
            assert error(player.do("wait", based_on=nonsense), 422)["code"] == "invalid"
        assert error(player.do("wait", based_on=10**6), 422)["code"] == "unknown_version"

    def test_a_double_click_on_one_view_is_one_deed(self, player: Adventurer) -> None:
        seen = player.view()["version"]
        body = {"action": "wait", "based_on": seen}
        windows = [another_window(player.client) for _ in range(AT_ONCE)]
        replies = at_once(
            *(
                lambda one=one: one.post(
                    f"{player.session}/action", {**body, "action_id": action_id()}, headers=WAIT
                )
                for one in windows
            )
        )
        assert sorted(reply.status_code for reply in replies) == [200] + [409] * (AT_ONCE - 1)
        assert len(player.settled_log()) == 2


class TestManyAtOnce:
    def test_actions_from_eight_windows_are_all_resolved_in_order(self, player: Adventurer) -> None:
        """At most five may wait: who is refused asks again."""
        asked = at_once(*(lambda number=number: self._insist(player, number) for number in range(AT_ONCE)))
        log = player.settled_log()
        assert [turn["seq"] for turn in log] == list(range(1, AT_ONCE + 2))
        assert all(turn["status"] == "resolved" for turn in log)
        assert {turn["id"] for turn in log[1:]} == set(asked)
        assert [turn["resolved_at"] for turn in log] == sorted(str(turn["resolved_at"]) for turn in log)
        player.prove()

    def _insist(self, player: Adventurer, number: int) -> str:
        window = another_window(player.client)
        body = {"action": f"look {'around ' * (number % 2)}", "action_id": action_id()}
        while True:
            reply = window.post(f"{player.session}/action", body)
            if reply.status_code == 202:
                turn_id: str = result(reply, 202)["turn_id"]
                return turn_id
            assert error(reply, 409)["code"] == "too_many_pending"
            time.sleep(0.02)

    def test_more_than_five_do_not_wait(self, game: LiveGame, player: Adventurer) -> None:
        """The worker is quicker than one client: so the actions come from many, all at once."""
        for _ in range(10):
            replies = self._storm(player)
            codes = {error(reply, 409)["code"] for reply in replies if reply.status_code != 202}
            if codes:
                assert codes == {"too_many_pending"}
                break
        else:
            pytest.fail("never were there more than five")
        log = player.settled_log()
        assert [turn["seq"] for turn in log] == list(range(1, len(log) + 1))
        player.prove()

    def _storm(self, player: Adventurer) -> list[requests.Response]:
        windows = [another_window(player.client) for _ in range(3 * AT_ONCE)]
        return at_once(
            *(
                lambda one=one: one.post(
                    f"{player.session}/action", {"action": "look", "action_id": action_id()}
                )
                for one in windows
            )
        )

    def test_a_second_tab_sees_what_the_first_did(self, player: Adventurer) -> None:
        tab = another_window(player.client)
        player.act("go out")
        assert result(tab.get(player.session))["location"]["id"] == "inn_yard"
        stale = tab.post(
            f"{player.session}/action", {"action": "throw darts", "action_id": action_id()}, headers=WAIT
        )
        assert result(stale)["turn"]["events"][0]["intent"]["kind"] == "unclear"


def _decided(job: dict[str, Any]) -> dict[str, Any]:
    """The job without its turn's narration, which may come between two answers."""
    turn = {name: value for name, value in job["turn"].items() if not name.startswith("narration")}
    return {**job, "turn": turn}
