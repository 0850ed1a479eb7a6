"""Doing something with what stands at a place."""

import pytest

from app.models.events import (
    CheckRolled,
    CombatStarted,
    FeatureUsed,
    FlagChanged,
    GoldChanged,
    ItemGained,
    ItemLost,
    Told,
    VitalsChanged,
)
from app.models.intents import Interact
from tests.support.hamlet import HAMLET
from tests.support.positions import holding
from tests.support.strolls import ANNA, all_of, anna, at, crowns, do, one_of, refused

SEARCH = Interact("well", "search")


def test_a_check_that_succeeds_brings_what_success_brings() -> None:
    after = do(at("green"), SEARCH, check=15)
    assert one_of(after.events, FeatureUsed).success
    assert one_of(after.events, ItemGained).source == "found"
    assert one_of(after.events, FlagChanged).flag == "well_searched"


def test_a_check_that_fails_brings_what_failure_brings() -> None:
    after = do(at("green"), SEARCH, check=5, hurt=3)
    assert not one_of(after.events, FeatureUsed).success
    assert one_of(after.events, VitalsChanged).hp_change == -3
    assert all_of(after.events, ItemGained) == []


def test_the_check_is_told_with_all_its_parts() -> None:
    rolled = one_of(do(at("green"), SEARCH, check=15).events, CheckRolled)
    assert (rolled.difficulty, rolled.modifier, rolled.total, rolled.chance_pct) == (12, 0, 15, 45)
    assert [roll.value for roll in rolled.rolls] == [15]


def test_once_done_it_is_not_to_be_done_again() -> None:
    after = do(at("green"), SEARCH, check=15)
    assert refused(after.state, SEARCH) == "already_done"


def test_failure_uses_up_what_may_not_be_tried_again() -> None:
    assert refused(do(at("green"), SEARCH, check=5).state, SEARCH) == "already_done"


def test_failure_leaves_what_may_be_tried_again() -> None:
    force = Interact("hatch", "force")
    after = do(at("green"), force, check=5)
    assert not one_of(after.events, FeatureUsed).is_done
    assert do(after.state, force, check=16).state.flags["cellar_open"] == 1


def test_what_is_not_meant_once_can_be_done_forever() -> None:
    ring = Interact("bell", "ring")
    state = at("green")
    for _ in range(3):
        after = do(state, ring)
        assert one_of(after.events, Told).text == "It rings."
        state = after.state


def test_an_action_waits_for_its_conditions() -> None:
    assert refused(at("green"), Interact("chest", "unlock")) == "not_possible"
    after = do(at("green", anna(items=holding(key=1))), Interact("chest", "unlock"))
    assert one_of(after.events, ItemLost).sink == "found"
    assert one_of(after.events, GoldChanged).amount == 9


@pytest.mark.parametrize(
    "intent", [Interact("moon", "search"), Interact("well", "drink"), Interact("ghost", "touch")]
)
def test_what_is_not_there_or_not_seen_cannot_be_used(intent: Interact) -> None:
    assert refused(at("green"), intent) == "not_here"


def test_a_hidden_feature_appears_when_its_conditions_hold() -> None:
    after = do(at("green", flags={"night": 1}), Interact("ghost", "touch"))
    assert after.state.flags["touched"] == 1


def test_a_price_is_asked_before_anything_happens() -> None:
    offer = Interact("shrine", "offer")
    assert refused(at("green", anna(gold=4)), offer) == "not_enough_gold"
    after = do(at("green", anna(gold=5, hp=10, mana=0)), offer)
    assert after.state.characters[ANNA].gold == 0
    assert (one_of(after.events, VitalsChanged).hp, one_of(after.events, VitalsChanged).mana) == (16, 10)


def test_a_full_bag_is_noticed_before_the_die_is_cast() -> None:
    full = anna(items={**holding(potion=5), **crowns(39)})
    assert refused(at("green", full), SEARCH) == "inventory_full"
    room_in_a_stack = anna(items={**holding(potion=4), **crowns(39)})
    assert one_of(do(at("green", room_in_a_stack), SEARCH, check=20).events, ItemGained).item.quantity == 5


def test_hurt_never_kills() -> None:
    after = do(at("green", anna(hp=2)), SEARCH, check=2, hurt=4)
    assert after.state.characters[ANNA].hp == 1


def test_a_fight_among_the_outcomes_begins_after_the_others() -> None:
    after = do(at("lane"), Interact("nest", "poke"))
    kinds = [type(event) for event in after.events]
    assert kinds.index(FlagChanged) < kinds.index(CombatStarted)


def test_loot_comes_from_the_table_with_its_dice() -> None:
    gained = all_of(do(at("lane"), Interact("hedge", "search"), loot=1).events, ItemGained)
    assert gained[0].item.item_def_id in HAMLET.items
    assert gained[0].rolls
