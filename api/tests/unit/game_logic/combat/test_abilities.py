"""Every kind of step, costs, cooldowns and items."""

from app.models.enums import BattleRow, Side
from app.models.events import (
    AbilityUsed,
    AttackRolled,
    CheckRolled,
    CombatantRevived,
    CombatantSummoned,
    DamageDealt,
    EffectApplied,
    FleeTried,
    GoldChanged,
    Healed,
    ItemLost,
    ManaRestored,
    RowChanged,
)
from app.models.ids import CharacterId, ItemId
from tests.support.positions import (
    active,
    foe,
    found,
    hero,
    holding,
    one,
    only,
    play,
    position,
    use,
    use_item,
)

ITEMS = holding(potion=2, firepot=1, smoke_bomb=1)


def test_an_ability_costs_its_mana() -> None:
    rec = play(position(hero("anna", "firebolt"), foe("rat")), "anna", use("firebolt", "rat"), attack=1)
    assert found(rec, AbilityUsed)[0].mana == 16
    assert one(rec, "anna").mana == 16


def test_a_cooldown_of_two_turns_passes_over_two_own_turns() -> None:
    rec = play(position(hero("anna", "fireball"), foe("queen")), "anna", use("fireball"), attack=1)
    assert one(rec, "anna").cooldowns == {"fireball": 2}
    rec = play(rec.state, "anna", use("defend"), attack=1)
    assert one(rec, "anna").cooldowns == {"fireball": 1}
    rec = play(rec.state, "anna", use("defend"), attack=1)
    assert one(rec, "anna").cooldowns == {}


def test_what_hits_all_rolls_its_damage_for_each() -> None:
    rec = play(
        position(hero("anna", "fireball"), foe("rat"), foe("brute")),
        "anna",
        use("fireball"),
        damage=[1, 6],
        attack=1,
    )
    assert [hit.amount for hit in found(rec, DamageDealt)[:2]] == [5, 10]
    assert found(rec, AttackRolled)[0].combatant_id == "rat"


def test_healing_raises_hit_points_to_the_maximum() -> None:
    rec = play(position(hero("anna", "mend", hp=25), foe("rat")), "anna", use("mend", "anna"), attack=1)
    assert (only(rec, Healed).amount, one(rec, "anna").hp) == (5, 30)


def test_the_fallen_are_not_healed_with_their_side() -> None:
    state = position(hero("anna", "chorus", hp=20), hero("bert", hp=0), foe("rat"))
    rec = play(state, "anna", use("chorus"), attack=1)
    assert only(rec, Healed).target_id == "anna"


def test_mana_comes_back_up_to_the_maximum() -> None:
    rec = play(position(hero("anna", "focus", mana=17), foe("rat")), "anna", use("focus"), attack=1)
    assert (only(rec, ManaRestored).amount, one(rec, "anna").mana) == (3, 20)


def test_the_fallen_get_up_with_a_share_of_their_hit_points() -> None:
    state = position(hero("anna", "raise"), hero("bert", hp=0), foe("rat"))
    rec = play(state, "anna", use("raise", "bert"))
    assert only(rec, CombatantRevived).hp == 30 * 25 // 100
    assert rec.state.combat is not None
    assert rec.state.combat.current_id == "bert"


def test_changing_rows_goes_there_and_back() -> None:
    rec = play(position(hero("anna"), foe("rat")), "anna", use("change_row"), attack=1)
    assert one(rec, "anna").row is BattleRow.BACK
    rec = play(rec.state, "anna", use("change_row"), attack=1)
    assert one(rec, "anna").row is BattleRow.FRONT


def test_a_shove_drives_the_target_back_unless_it_is_held_fast() -> None:
    state = position(hero("anna", "shove"), foe("rat"))
    assert only(play(state, "anna", use("shove", "rat"), attack=[10, 1]), RowChanged).combatant_id == "rat"
    held = position(hero("anna", "shove"), foe("rat", effects=(active("rooted"),)))
    assert found(play(held, "anna", use("shove", "rat"), attack=[10, 1]), RowChanged) == []


def test_a_shove_that_misses_moves_nobody() -> None:
    rec = play(position(hero("anna", "shove"), foe("rat")), "anna", use("shove", "rat"), attack=[2, 1])
    assert found(rec, RowChanged) == []


def test_fleeing_is_initiative_against_the_fastest_foe() -> None:
    state = position(hero("anna"), hero("bert"), foe("rat"))
    rec = play(state, "anna", use("flee"), flee=8)
    tried = only(rec, FleeTried)
    assert (tried.total, tried.difficulty, tried.chance_pct, tried.success) == (8, 8, 65, True)
    assert one(rec, "anna").has_fled
    assert not only(play(state, "anna", use("flee"), flee=7), FleeTried).success


def test_a_summoned_one_comes_before_its_summoner_and_acts_from_the_next_round() -> None:
    state = position(hero("anna"), foe("shaman_1"), foe("shaman_2", hp=0))
    rec = play(state, "anna", use("change_row"), action=2)
    came = only(rec, CombatantSummoned)
    assert (came.combatant.id, came.combatant.side) == ("rat_1", "enemies")
    assert came.order == ("anna", "rat_1", "shaman_1", "shaman_2")
    assert rec.state.combat is not None
    assert rec.state.combat.current_id == "anna"


def test_those_whom_a_player_summons_fight_by_themselves_on_the_partys_side() -> None:
    rec = play(position(hero("anna", "call"), foe("brute")), "anna", use("call"), action=1, attack=1)
    assert only(rec, CombatantSummoned).combatant.side is Side.PARTY
    assert [(roll.combatant_id, roll.target_id) for roll in found(rec, AttackRolled)] == [
        ("brute", "anna"),
        ("rat_1", "brute"),
    ]
    assert rec.state.combat is not None
    assert rec.state.combat.current_id == "anna"


def test_a_full_side_can_call_nobody() -> None:
    crowd = [foe(f"rat_{number}") for number in range(2, 9)]
    rec = play(position(hero("anna"), foe("shaman"), *crowd), "anna", use("change_row"), action=2, attack=1)
    assert found(rec, CombatantSummoned) == []


def test_gold_is_taken_out_of_a_purse_as_far_as_it_goes() -> None:
    state = position(hero("anna", row=BattleRow.BACK), foe("brute"), gold=5)
    rec = play(state, "anna", use("change_row"), action=4, attack=1)
    robbed = only(rec, GoldChanged)
    assert (robbed.amount, robbed.gold, robbed.account) == (-5, 0, "theft")


def test_an_enemy_loses_no_more_than_its_kind_carries() -> None:
    rec = play(position(hero("anna", "pilfer"), foe("rat")), "anna", use("pilfer", "rat"), attack=1)
    assert (only(rec, GoldChanged).amount, only(rec, GoldChanged).account) == (6, "theft")


def test_gold_given_to_a_friend_leaves_one_purse_for_the_other() -> None:
    state = position(hero("anna", "bestow"), hero("bert"), foe("rat"), gold=3)
    rec = play(state, "anna", use("bestow", "bert"))
    assert [(one.character_id, one.amount) for one in found(rec, GoldChanged)] == [("anna", -3), ("bert", 3)]
    assert sum(one.gold for one in rec.state.characters.values()) == 6


def test_a_check_decides_between_two_branches() -> None:
    state = position(hero("anna", "gamble"), foe("brute"))
    lucky = play(state, "anna", use("gamble", "brute"), check=11, action=1, attack=1)
    rolled = only(lucky, CheckRolled)
    assert (rolled.success, rolled.chance_pct, rolled.purpose) == (True, 50, "Gamble")
    assert only(lucky, DamageDealt).amount == 9
    unlucky = play(state, "anna", use("gamble", "brute"), check=10, action=1, attack=1)
    assert [effect.effect_id for effect in one(unlucky, "anna").effects] == ["weakness"]


def test_a_branch_by_hit_points_is_chosen_for_each_target() -> None:
    state = position(hero("anna", "execute"), foe("queen", hp=18))
    rec = play(state, "anna", use("execute", "queen"), attack=1)
    assert found(rec, DamageDealt)[0].raw == 12
    state = position(hero("anna", "execute"), foe("queen", hp=19))
    assert found(play(state, "anna", use("execute", "queen"), attack=[10, 1]), DamageDealt)[0].raw == 2


def test_an_item_is_used_up_and_costs_neither_mana_nor_voice() -> None:
    silent = hero("anna", mana=0, effects=(active("silenced"),))
    rec = play(position(silent, foe("rat"), items=ITEMS), "anna", use_item("smoke_bomb"), flee=20)
    lost = only(rec, ItemLost)
    assert (lost.item_id, lost.left, lost.sink) == ("smoke_bomb", 0, "used")
    used = found(rec, AbilityUsed)[0]
    assert (used.ability_id, used.item_name, used.mana) == ("smoke", "Smoke_bomb", 0)


def test_an_item_without_a_target_is_for_oneself() -> None:
    state = position(hero("anna", hp=5), hero("bert", hp=5), foe("rat"), items=ITEMS)
    assert one(play(state, "anna", use_item("potion")), "anna").hp == 15
    assert one(play(state, "anna", use_item("potion", "anna")), "anna").hp == 15
    assert one(play(state, "anna", use_item("potion", "bert")), "bert").hp == 15


def test_a_thrown_item_hits_whom_it_is_thrown_at() -> None:
    state = position(hero("anna"), foe("rat"), foe("brute", row=BattleRow.BACK), items=ITEMS)
    rec = play(state, "anna", use_item("firepot", "brute"), attack=1)
    assert found(rec, DamageDealt)[0].target_id == "brute"
    assert ItemId("firepot") not in rec.state.characters[CharacterId("anna")].items


def test_an_effect_on_oneself_comes_even_if_the_attack_misses() -> None:
    rec = play(position(hero("anna", "gamble"), foe("rat")), "anna", use("gamble", "rat"), check=1, attack=1)
    assert only(rec, EffectApplied).target_id == "anna"
