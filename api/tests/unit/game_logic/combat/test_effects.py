"""Effects: what each kind does, how they stack, when they tick and end."""

from dataclasses import replace

from app.game_logic.combatants import stat_of
from app.game_logic.effect_processor import stacked
from app.models.enums import Stat
from app.models.events import (
    CombatantFell,
    CombatTurnSkipped,
    DamageDealt,
    EffectApplied,
    EffectEnded,
    EffectTicked,
    Healed,
)
from app.models.ids import CombatantId, EffectId
from tests.support.positions import active, foe, found, hero, one, only, play, position, stats, use
from tests.support.worlds import WORLD

ANNA = CombatantId("anna")


def test_a_buff_of_an_attribute_reaches_the_stats_that_derive_from_it() -> None:
    mighty = hero("anna", effects=(active("might", stacks=2),))
    assert stat_of(mighty, Stat.STRENGTH, WORLD) == 18
    assert stat_of(mighty, Stat.ATTACK, WORLD) == 4 + 4


def test_a_debuff_takes_away_per_stack() -> None:
    weak = hero("anna", effects=(active("weakness", stacks=1),))
    assert (stat_of(weak, Stat.ATTACK, WORLD), stat_of(weak, Stat.HIT, WORLD)) == (1, 3)


def test_an_effect_whose_content_is_gone_adds_nothing_and_ends_with_the_turn() -> None:
    gone = replace(active("might"), effect_id=EffectId("forgotten"))
    state = position(hero("anna", effects=(gone,)), foe("rat"))
    assert stat_of(hero("anna", effects=(gone,)), Stat.ATTACK, WORLD) == 4
    rec = play(state, "anna", use("defend"), attack=1)
    assert [ended.effect_id for ended in found(rec, EffectEnded)] == ["forgotten", "guard"]


def test_a_second_application_adds_a_stack_and_starts_the_duration_anew() -> None:
    before = active("poison", remaining_turns=1)
    after = stacked(WORLD.effects[EffectId("poison")], before, CombatantId("bert"))
    assert (after.stacks, after.power, after.remaining_turns, after.source_id) == (2, 6, 3, "bert")


def test_stacks_stop_at_their_maximum() -> None:
    before = active("poison", stacks=3, power=9)
    after = stacked(WORLD.effects[EffectId("poison")], before, ANNA)
    assert (after.stacks, after.power) == (3, 9)


def test_a_shield_is_renewed_on_top_of_what_is_left_of_it() -> None:
    shield = WORLD.effects[EffectId("ward")]
    assert stacked(shield, active("ward", power=2), ANNA).power == 7
    assert stacked(shield, active("ward", power=9), ANNA).power == 10


def test_poison_hurts_at_the_end_of_the_turn_and_counts_down() -> None:
    sick = hero("anna", effects=(active("poison", source="rat", stacks=2, power=6),))
    rec = play(position(sick, foe("rat")), "anna", use("change_row"), attack=1)
    hurt = only(rec, DamageDealt)
    assert (hurt.combatant_id, hurt.target_id, hurt.amount, hurt.source) == ("rat", "anna", 6, "Poison")
    assert only(rec, EffectTicked).remaining_turns == 2


def test_what_bleeds_does_so_under_the_armour() -> None:
    armoured = hero("anna", stats=stats(armour=60))
    bled = hero("bert", stats=stats(armour=60), effects=(active("bleeding", source="rat"),))
    rec = play(position(armoured, bled, foe("rat")), "anna", use("change_row"))
    assert found(rec, DamageDealt)[0].amount == 2


def test_a_resistance_softens_poison() -> None:
    immune = hero(
        "anna", stats=stats(resist_poison_pct=50), effects=(active("poison", source="rat", power=9),)
    )
    rec = play(position(immune, foe("rat")), "anna", use("change_row"), attack=1)
    assert only(rec, DamageDealt).amount == 4


def test_an_effect_ends_with_its_last_turn() -> None:
    sick = hero("anna", effects=(active("poison", source="rat", remaining_turns=1),))
    rec = play(position(sick, foe("rat")), "anna", use("change_row"), attack=1)
    assert only(rec, EffectEnded).effect_id == "poison"
    assert one(rec, "anna").effects == ()


def test_poison_can_kill_and_the_kill_is_its_source_s() -> None:
    sick = foe("rat_1", hp=2, effects=(active("poison"),))
    rec = play(position(hero("anna"), sick, foe("rat_2")), "anna", use("change_row"), attack=1)
    fell = only(rec, CombatantFell)
    assert (fell.combatant_id, fell.by) == ("rat_1", "anna")


def test_regrowth_heals_as_the_turn_begins() -> None:
    hurt = hero("anna", hp=10, effects=(active("regrowth"),))
    rec = play(position(hurt, foe("rat")), "anna", use("change_row"), attack=1)
    healed = only(rec, Healed)
    assert (healed.amount, healed.hp, healed.source) == (4, 14, "Regrowth")


def test_healing_stops_at_the_maximum() -> None:
    nearly = hero("anna", hp=29, effects=(active("regrowth"),))
    rec = play(position(nearly, foe("rat")), "anna", use("change_row"), attack=1)
    assert (only(rec, Healed).amount, one(rec, "anna").hp) == (1, 30)


def test_the_stunned_lose_their_turn_and_the_stun_goes_with_it() -> None:
    rec = play(position(hero("anna", "bash"), foe("rat")), "anna", use("bash", "rat"), attack=[10, 1])
    assert only(rec, CombatTurnSkipped).combatant_id == "rat"
    assert one(rec, "rat").effects == ()
    assert one(rec, "anna").hp == 30


def test_a_stun_of_one_turn_costs_one_turn_in_the_early_phase_too() -> None:
    knocked = foe("rat", effects=(active("dizzy"),))
    rec = play(position(hero("anna"), knocked), "anna", use("change_row"))
    assert only(rec, CombatTurnSkipped).effect_id == "dizzy"
    assert one(rec, "rat").effects == ()


def test_a_guard_lasts_until_the_own_next_turn() -> None:
    rec = play(position(hero("anna"), foe("rat_1"), foe("rat_2")), "anna", use("defend"), attack=[15, 15])
    assert [hit.mitigated > 0 for hit in found(rec, DamageDealt)] == [True, True]
    assert one(rec, "anna").effects == ()


def test_an_effect_with_a_chance_can_be_resisted() -> None:
    state = position(hero("anna", "hush"), foe("rat"))
    missed = play(state, "anna", use("hush", "rat"), effect=61, attack=1)
    assert only(missed, EffectApplied).resisted
    assert one(missed, "rat").effects == ()
    landed = play(state, "anna", use("hush", "rat"), effect=60, attack=1)
    assert [effect.effect_id for effect in one(landed, "rat").effects] == ["silenced"]


def test_a_missed_attack_carries_no_effect_along() -> None:
    rec = play(position(hero("anna", "envenom"), foe("rat")), "anna", use("envenom", "rat"), attack=[2, 1])
    assert found(rec, EffectApplied) == []


def test_stealth_ends_with_an_attack_and_not_before() -> None:
    sneaky = hero("anna", "vanish", effects=(active("hidden"),))
    resting = play(position(sneaky, foe("rat")), "anna", use("change_row"))
    assert found(resting, EffectEnded) == []
    attacking = play(position(sneaky, foe("rat")), "anna", use("attack", "rat"), attack=1)
    assert only(attacking, EffectEnded).effect_id == "hidden"


def test_cleansing_ends_the_oldest_harm_and_leaves_what_helps() -> None:
    ill = hero(
        "anna",
        "purify",
        effects=(active("might"), active("poison"), active("rooted"), active("marked"), active("taunted")),
    )
    rec = play(position(ill, foe("archer")), "anna", use("purify", "anna"), action=1, attack=1)
    assert [ended.effect_id for ended in found(rec, EffectEnded)] == ["poison", "rooted"]
