"""Characters on an adventure: nothing changes them behind the back of its log."""

from typing import Any

from tests.support.adventurer import (
    AT_ONCE,
    Adventurer,
    another_window,
    at_once,
    fresh_name,
    in_a_fight,
    statuses,
)
from tests.support.cast import error, result
from tests.support.live_game import LiveGame

LEARNT = "bulwark_thick_skin"


def external_turns(player: Adventurer) -> list[dict[str, Any]]:
    """Those that outside acts became, oldest first."""
    return [turn for turn in reversed(player.log()) if turn["kind"] == "external"]


class TestOnAnAdventure:
    def test_every_outside_act_becomes_a_turn_of_the_log(self, player: Adventurer) -> None:
        shield, bread = player.item("plank_shield")["item_id"], player.item("waybread")["item_id"]
        acts: list[tuple[str, dict[str, object]]] = [
            ("unequip", {"slot": "off_hand"}),
            ("equip", {"item_id": shield}),
            ("drop", {"item_id": bread}),
            (f"skills/{LEARNT}", {}),
            ("respec", {}),
        ]
        for path, body in acts:
            result(player.client.post(f"{player.me}/{path}", body))
        kinds = [turn["events"][0]["intent"]["kind"] for turn in external_turns(player)]
        assert kinds == ["unequip", "equip", "drop", "learn_skill", "respec"]
        assert player.view()["turn_number"] == 1 + len(acts)
        player.prove()

    def test_what_the_rules_forbid_is_refused_by_its_code_and_is_no_turn(self, player: Adventurer) -> None:
        before = player.view()["version"]
        refused = error(player.client.post(f"{player.me}/unequip", {"slot": "head"}), 409)
        assert refused["code"] == "nothing_worn"
        assert external_turns(player) == []
        assert player.view()["version"] == before
        player.prove()

    def test_in_a_fight_nobody_dresses_or_studies(self, game: LiveGame) -> None:
        fighter = in_a_fight(game)
        bread = fighter.item("waybread")["item_id"]
        before = fighter.sheet()
        for path, body in [
            ("unequip", {"slot": "off_hand"}),
            ("drop", {"item_id": bread}),
            (f"skills/{LEARNT}", {}),
            ("respec", {}),
        ]:
            refused = error(fighter.client.post(f"{fighter.me}/{path}", body), 409)
            assert refused["code"] == "in_combat", path
        assert fighter.sheet()["equipment"] == before["equipment"]
        fighter.prove()

    def test_what_is_used_up_in_a_fight_costs_the_move(self, game: LiveGame) -> None:
        fighter = in_a_fight(game)
        bread = fighter.item("waybread")
        result(fighter.client.post(f"{fighter.me}/use", {"item_id": bread["item_id"]}))
        assert fighter.item("waybread")["quantity"] == bread["quantity"] - 1
        assert fighter.view()["combat"]["round"] == 2
        fighter.prove()

    def test_a_character_that_is_away_is_neither_renamed_nor_retired(self, player: Adventurer) -> None:
        for reply in (player.client.put(player.me, {"name": fresh_name()}), player.client.delete(player.me)):
            refused = error(reply, 409)
            assert refused["code"] == "already_in_session"
            assert refused["details"] == {"session_id": player.session_id}

    def test_the_dropping_of_one_thing_by_eight_at_once_takes_two(self, player: Adventurer) -> None:
        """There are two of it; each attempt is a turn, resolved in order."""
        bread = player.item("waybread")["item_id"]
        windows = [another_window(player.client) for _ in range(AT_ONCE)]
        replies = at_once(
            *(lambda one=one: one.post(f"{player.me}/drop", {"item_id": bread}) for one in windows)
        )
        refused = {reply.json()["error"]["code"] for reply in replies if reply.status_code != 200}
        assert statuses(replies).count(200) == 2, [reply.text for reply in replies]
        assert refused <= {"not_yours", "not_enough_items", "too_many_pending", "conflict"}
        assert all(item["item_def_id"] != "waybread" for item in player.inventory())
        player.prove()
