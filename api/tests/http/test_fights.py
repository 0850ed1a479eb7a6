"""Fights over HTTP: what cannot be done, and why."""

import pytest

from tests.support.adventurer import Adventurer, in_a_fight, out_of_mana
from tests.support.cast import error, result
from tests.support.live_game import LiveGame


class TestFighting:
    def test_an_exploration_verb_in_a_fight_is_refused(self, game: LiveGame) -> None:
        fighter = in_a_fight(game)
        for words in ("go in", "sleep", "learn thick skin"):
            assert error(fighter.do(words), 409)["code"] == "in_combat", words
        fighter.prove()

    def test_outside_a_fight_there_is_nobody_to_hit(self, player: Adventurer) -> None:
        assert (
            error(player.fight(ability_id="attack", target_id="wickling_1"), 409)["code"] == "not_in_combat"
        )
        assert error(player.fight(item_id=player.item("waybread")["item_id"]), 409)["code"] == "not_in_combat"
        assert player.view()["turn_number"] == 1

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"ability_id": "no_such_ability"}, "unknown_ability"),
            ({"ability_id": "scything_arc"}, "unknown_ability"),
            ({"ability_id": "use_healing_draught"}, "unknown_ability"),
            ({"ability_id": "attack", "target_id": "nobody"}, "invalid_target"),
            ({"ability_id": "attack"}, "invalid_target"),
            ({"item_id": "no_such_item"}, "not_yours"),
        ],
    )
    def test_unknown_ids_in_a_fight_are_refused(
        self, game: LiveGame, body: dict[str, str], code: str
    ) -> None:
        fighter = in_a_fight(game)
        before = fighter.view()["combat"]
        assert error(fighter.fight(**body), 409)["code"] == code
        assert fighter.view()["combat"] == before
        fighter.prove()

    def test_an_item_of_somebody_else_is_nobodys_weapon(self, game: LiveGame, hero: Adventurer) -> None:
        fighter = in_a_fight(game)
        foreign = hero.item("healing_draught")
        assert error(fighter.fight(item_id=foreign["item_id"]), 409)["code"] == "not_yours"
        assert hero.item("healing_draught") == foreign

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"ability_id": "attack", "item_id": "x"},
            {"target_id": "x"},
            {"ability_id": ""},
            {"ability_id": 7},
        ],
    )
    def test_a_combat_action_names_one_ability_or_one_item(
        self, player: Adventurer, body: dict[str, object]
    ) -> None:
        assert error(player.fight(**body), 422)["code"] == "invalid"

    def test_what_was_just_done_needs_time(self, game: LiveGame) -> None:
        fighter = in_a_fight(game)
        result(fighter.fight(ability_id="hold_the_line"))
        assert error(fighter.fight(ability_id="hold_the_line"), 409)["code"] == "on_cooldown"
        fighter.prove()

    def test_without_mana_nothing_comes_of_it(self, game: LiveGame) -> None:
        fighter = out_of_mana(game)
        combat = fighter.view()["combat"]
        rested = next(one for one in combat["actions"] if one["mana_cost"] and not one["cooldown_left"])
        assert not rested["usable"]
        target = next(
            one["id"] for one in combat["combatants"] if one["side"] == "enemies" and one["is_standing"]
        )
        refused = fighter.fight(ability_id=rested["ability_id"], target_id=target)
        assert error(refused, 409)["code"] == "not_enough_mana"
        fighter.prove()
