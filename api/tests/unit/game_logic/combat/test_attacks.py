"""Attack rolls, damage and what stands in its way."""

import pytest

from app.game_logic.damage_calculator import (
    armour_pct,
    chance_pct,
    critical,
    mitigate,
    reaches,
    resistance_pct,
    roll_amount,
)
from app.models.abilities import Amount
from app.models.enums import Advantage, BattleRow, DamageType, Stat
from app.models.events import AttackRolled, CombatantFell, DamageDealt, EffectEnded
from tests.support.positions import (
    LoadedDice,
    active,
    foe,
    found,
    hero,
    one,
    only,
    play,
    position,
    stats,
    use,
)


@pytest.mark.parametrize(
    ("face", "hit", "dodge", "expected"),
    [(7, 5, 12, True), (6, 5, 12, False), (20, 0, 99, True), (1, 99, 5, False), (2, 10, 12, True)],
)
def test_d20_plus_hit_must_reach_dodge_but_20_always_does_and_1_never(
    face: int, hit: int, dodge: int, expected: bool
) -> None:
    assert reaches(face, hit, dodge) is expected


@pytest.mark.parametrize("hit", range(-5, 30, 5))
@pytest.mark.parametrize("dodge", range(0, 40, 5))
def test_the_odds_are_those_of_counting_every_face(hit: int, dodge: int) -> None:
    faces = range(1, 21)
    won = sum(reaches(face, hit, dodge) for face in faces)
    better = sum(reaches(max(a, b), hit, dodge) for a in faces for b in faces)
    worse = sum(reaches(min(a, b), hit, dodge) for a in faces for b in faces)
    assert chance_pct(hit, dodge) == won * 5
    assert chance_pct(hit, dodge, Advantage.ADVANTAGE) == better * 100 // 400
    assert chance_pct(hit, dodge, Advantage.DISADVANTAGE) == worse * 100 // 400


def test_an_amount_is_base_plus_dice_plus_a_share_of_the_stat_rounded_down() -> None:
    amount = Amount(base=2, dice=2, sides=6, stat=Stat.ATTACK, scale_pct=75)
    total, rolls = roll_amount(amount, 5, LoadedDice(damage=[4, 6]), "damage")
    assert total == 2 + 4 + 6 + 3
    assert [roll.value for roll in rolls] == [4, 6]


def test_an_amount_never_falls_below_nothing() -> None:
    assert roll_amount(Amount(base=1, stat=Stat.ATTACK, scale_pct=100), -9, LoadedDice(), "damage") == (0, ())


def test_a_critical_is_half_as_much_again_rounded_down() -> None:
    assert [critical(damage) for damage in (1, 2, 7, 10)] == [1, 3, 10, 15]


@pytest.mark.parametrize(("armour", "pct"), [(-5, 0), (0, 0), (5, 20), (20, 50), (60, 75), (500, 75)])
def test_each_point_of_armour_adds_less_and_three_quarters_are_the_most(armour: int, pct: int) -> None:
    assert armour_pct(armour) == pct


@pytest.mark.parametrize(("resistance", "pct"), [(-300, -100), (-25, -25), (0, 0), (50, 50), (90, 75)])
def test_a_resistance_stays_between_double_damage_and_a_quarter(resistance: int, pct: int) -> None:
    assert resistance_pct(resistance) == pct


def test_damage_that_lands_is_at_least_1_and_nothing_stays_nothing() -> None:
    assert mitigate(1, 100, 75) == 1
    assert mitigate(0, 0, -100) == 0


def test_a_hit_deals_die_plus_attack() -> None:
    rec = play(position(hero("anna"), foe("rat")), "anna", use("attack", "rat"), attack=[5, 1], damage=2)
    hit = found(rec, DamageDealt)[0]
    assert (hit.raw, hit.amount, hit.hp, hit.is_critical) == (6, 6, 6, False)
    assert one(rec, "rat").hp == 6


def test_a_miss_hurts_nobody() -> None:
    rec = play(position(hero("anna"), foe("rat")), "anna", use("attack", "rat"), attack=[4, 1])
    assert [roll.is_hit for roll in found(rec, AttackRolled)] == [False, False]
    assert found(rec, DamageDealt) == []


def test_a_natural_20_is_critical() -> None:
    rec = play(position(hero("anna"), foe("brute")), "anna", use("attack", "brute"), attack=20, damage=3)
    assert found(rec, AttackRolled)[0].is_critical
    assert found(rec, DamageDealt)[0].raw == (3 + 4) * 3 // 2


@pytest.mark.parametrize(("face", "is_critical"), [(10, True), (11, False)])
def test_a_hit_is_critical_if_a_d100_is_at_most_the_critical_chance(face: int, is_critical: bool) -> None:
    lucky = hero("anna", stats=stats(crit_pct=10))
    rec = play(position(lucky, foe("brute")), "anna", use("attack", "brute"), attack=[15, 1], critical=face)
    rolled = found(rec, AttackRolled)[0]
    assert rolled.is_critical is is_critical
    assert [roll.sides for roll in rolled.rolls] == [20, 100]


def test_the_die_for_a_critical_is_not_rolled_for_a_miss() -> None:
    lucky = hero("anna", stats=stats(crit_pct=10))
    rec = play(position(lucky, foe("rat")), "anna", use("attack", "rat"), attack=[2, 1])
    assert [roll.sides for roll in found(rec, AttackRolled)[0].rolls] == [20]


def test_armour_softens_steel_but_not_fire() -> None:
    knight = foe("brute", hp=40, stats=stats(armour=20, max_hp=40, dodge=1))
    steel = play(position(hero("anna"), knight), "anna", use("attack", "brute"), attack=[10, 1], damage=6)
    assert (found(steel, DamageDealt)[0].mitigated, found(steel, DamageDealt)[0].amount) == (5, 5)
    mage = hero("anna", "firebolt")
    fire = play(position(mage, knight), "anna", use("firebolt", "brute"), attack=[10, 1], damage=6)
    assert (found(fire, DamageDealt)[0].mitigated, found(fire, DamageDealt)[0].amount) == (0, 12)


def test_a_weakness_to_fire_burns_deeper() -> None:
    straw = foe("brute", stats=stats(resist_fire_pct=-50, dodge=1))
    rec = play(
        position(hero("anna", "firebolt"), straw),
        "anna",
        use("firebolt", "brute"),
        attack=[10, 1],
        damage=4,
    )
    hit = found(rec, DamageDealt)[0]
    assert (hit.damage_type, hit.raw, hit.mitigated, hit.amount) == (DamageType.FIRE, 10, -5, 15)


def test_shields_absorb_oldest_first_and_a_spent_one_is_gone() -> None:
    shielded = hero("anna", effects=(active("ward", power=2), active("might"), active("halo", power=2)))
    rec = play(position(shielded, foe("rat")), "anna", use("change_row"), attack=15, damage=4)
    hit = only(rec, DamageDealt)
    assert (hit.raw, hit.absorbed, hit.amount, hit.hp) == (5, 4, 1, 29)
    assert [ended.effect_id for ended in found(rec, EffectEnded)] == ["ward", "halo"]
    assert [effect.effect_id for effect in one(rec, "anna").effects] == ["might"]


def test_a_shield_that_holds_keeps_the_rest_of_its_power() -> None:
    shielded = hero("anna", effects=(active("ward", power=9, remaining_turns=9),))
    rec = play(position(shielded, foe("rat")), "anna", use("change_row"), attack=15, damage=4)
    assert only(rec, DamageDealt).amount == 0
    assert one(rec, "anna").effects[0].power == 4
    assert one(rec, "anna").hp == 30


def test_whoever_has_no_hit_points_left_falls_and_loses_all_effects() -> None:
    state = position(hero("anna"), foe("rat_1", hp=2, effects=(active("fury"),)), foe("rat_2"))
    rec = play(state, "anna", use("attack", "rat_1"), attack=[10, 1])
    assert only(rec, CombatantFell).combatant_id == "rat_1"
    assert (one(rec, "rat_1").hp, one(rec, "rat_1").effects) == (0, ())


def test_out_of_stealth_two_dice_are_rolled_and_the_better_counts() -> None:
    sneaky = hero("anna", effects=(active("hidden"),))
    rec = play(position(sneaky, foe("rat")), "anna", use("attack", "rat"), attack=[3, 15, 1])
    rolled = found(rec, AttackRolled)[0]
    assert ([roll.value for roll in rolled.rolls], rolled.is_hit) == ([3, 15], True)
    assert rolled.chance_pct == chance_pct(5, 10, Advantage.ADVANTAGE)


def test_a_marked_target_is_easier_to_hit_and_takes_more_for_each_stack() -> None:
    marked = foe("brute", effects=(active("marked", stacks=2, power=4),))
    rec = play(position(hero("anna"), marked), "anna", use("attack", "brute"), attack=[3, 15, 1], damage=1)
    assert found(rec, AttackRolled)[0].is_hit
    assert found(rec, DamageDealt)[0].raw == 1 + 4 + 4


def test_melee_from_behind_the_own_line_has_disadvantage() -> None:
    shy = hero("anna", row=BattleRow.BACK)
    rec = play(position(shy, foe("rat"), hero("bert")), "anna", use("attack", "rat"), attack=[15, 3, 1])
    rolled = found(rec, AttackRolled)[0]
    assert ([roll.value for roll in rolled.rolls], rolled.is_hit) == ([15, 3], False)


def test_alone_in_the_back_row_there_is_no_line_to_stand_behind() -> None:
    shy = hero("anna", row=BattleRow.BACK)
    rec = play(position(shy, foe("rat")), "anna", use("attack", "rat"), attack=[15, 1])
    assert len(found(rec, AttackRolled)[0].rolls) == 1


def test_advantage_and_disadvantage_cancel_out() -> None:
    shy = hero("anna", row=BattleRow.BACK, effects=(active("hidden"),))
    rec = play(position(shy, foe("rat"), hero("bert")), "anna", use("attack", "rat"), attack=[15, 1])
    assert len(found(rec, AttackRolled)[0].rolls) == 1
