"""Rows and reach, stealth and taunts: whom one can aim at."""

import pytest

from app.game_logic.targeting import affected, legal_targets
from app.models.combat import Combatant
from app.models.enums import BattleRow
from app.models.ids import AbilityId, CombatantId
from tests.support.positions import active, foe, hero, position
from tests.support.worlds import WORLD

BACK = BattleRow.BACK


def targets(ability: str, *combatants: Combatant) -> tuple[str | None, ...]:
    """Whom the first of them may aim the ability at."""
    combat = position(*combatants).combat
    assert combat is not None
    return legal_targets(combat, combatants[0], WORLD.abilities[AbilityId(ability)], WORLD)


def test_melee_reaches_the_front_row_only() -> None:
    assert targets("attack", hero("anna"), foe("rat"), foe("archer", row=BACK)) == ("rat",)


def test_ranged_reaches_both_rows() -> None:
    assert targets("shoot", hero("anna"), foe("rat"), foe("archer", row=BACK)) == ("rat", "archer")


def test_when_the_front_row_has_fallen_melee_reaches_the_back() -> None:
    assert targets("attack", hero("anna"), foe("rat", hp=0), foe("archer", row=BACK)) == ("archer",)


def test_who_has_fled_or_fallen_is_no_target() -> None:
    assert targets("shoot", hero("anna"), foe("rat", has_fled=True), foe("archer"), foe("brute", hp=0)) == (
        "archer",
    )


def test_the_hidden_cannot_be_aimed_at_singly() -> None:
    hidden = foe("stalker", effects=(active("hidden", source="stalker"),))
    assert targets("attack", hero("anna"), hidden, foe("rat")) == ("rat",)


def test_nobody_can_guard_a_row_from_hiding() -> None:
    hidden = foe("stalker", effects=(active("hidden", source="stalker"),))
    assert targets("attack", hero("anna"), hidden, foe("archer", row=BACK)) == ("archer",)


def test_what_hits_all_finds_the_hidden_too() -> None:
    hidden = foe("stalker", effects=(active("hidden", source="stalker"),))
    combat = position(anna := hero("anna"), hidden, foe("rat")).combat
    assert combat is not None
    assert affected(combat, anna, WORLD.abilities[AbilityId("fireball")], None) == ("stalker", "rat")


def test_the_taunted_must_aim_at_the_taunter() -> None:
    taunted = hero("anna", effects=(active("taunted", source="brute"),))
    assert targets("attack", taunted, foe("rat"), foe("brute")) == ("brute",)


def test_a_taunt_out_of_reach_forces_nobody() -> None:
    taunted = hero("anna", effects=(active("taunted", source="brute"),))
    assert targets("attack", taunted, foe("rat"), foe("brute", row=BACK)) == ("rat",)


def test_a_taunt_of_the_fallen_forces_nobody() -> None:
    taunted = hero("anna", effects=(active("taunted", source="brute"),))
    assert targets("attack", taunted, foe("rat"), foe("brute", hp=0)) == ("rat",)


def test_whoever_taunts_by_an_effect_on_itself_draws_every_foe() -> None:
    loud = foe("brute", effects=(active("taunted", source="brute"),))
    assert targets("shoot", hero("anna"), foe("rat"), loud) == ("brute",)


def test_to_bear_somebody_elses_taunt_draws_nobody() -> None:
    provoked = foe("brute", effects=(active("taunted", source="anna"),))
    assert targets("shoot", hero("anna"), foe("rat"), provoked) == ("rat", "brute")


def test_a_personal_taunt_goes_before_a_general_one() -> None:
    loud = foe("brute", effects=(active("taunted", source="brute"),))
    taunted = hero("anna", effects=(active("taunted", source="rat"),))
    assert targets("attack", taunted, foe("rat"), loud) == ("rat",)


@pytest.mark.parametrize(
    ("ability", "expected"),
    [
        ("mend", ("anna", "bert")),
        ("raise", ("cara",)),
        ("vanish", (None,)),
        ("chorus", (None,)),
        ("fireball", (None,)),
    ],
)
def test_each_kind_of_target_has_its_candidates(ability: str, expected: tuple[str | None, ...]) -> None:
    party = hero("anna"), hero("bert"), hero("cara", hp=0), hero("dora", has_fled=True)
    assert targets(ability, *party, foe("rat")) == expected


@pytest.mark.parametrize(
    ("ability", "target", "expected"),
    [
        ("vanish", None, ("anna",)),
        ("chorus", None, ("anna", "bert")),
        ("fireball", None, ("rat", "brute")),
        ("mend", "bert", ("bert",)),
    ],
)
def test_an_ability_works_on_all_whom_it_names(
    ability: str, target: str | None, expected: tuple[str, ...]
) -> None:
    combat = position(anna := hero("anna"), hero("bert"), hero("cara", hp=0), foe("rat"), foe("brute")).combat
    assert combat is not None
    aim = CombatantId(target) if target else None
    assert affected(combat, anna, WORLD.abilities[AbilityId(ability)], aim) == expected
