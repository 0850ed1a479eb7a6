"""What enemies do: choice by weight, gates, behaviour, boss phases; and how many come."""

from dataclasses import replace

import pytest

from app.game_logic.combat_engine import start_fight
from app.game_logic.encounter_builder import (
    abilities_of,
    build_encounter,
    enemy_counts,
    enemy_stats,
    hero_of,
)
from app.game_logic.recorder import Recorder
from app.models.abilities import AbilityDef
from app.models.combat import Combatant
from app.models.enums import BattleRow, Behaviour, Stat
from app.models.events import AbilityUsed, CombatantSummoned, CombatTurnStarted, EffectApplied, PhaseBegan
from app.models.ids import AbilityId, EffectId, EncounterId, EnemyId
from app.models.session import SessionState
from app.models.world import BossPhase, EnemyAction, World
from tests.support.positions import (
    LoadedDice,
    a_session,
    active,
    character,
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
from tests.support.worlds import WORLD


def enemy_used(state: SessionState, world: World = WORLD, **faces: int | list[int]) -> AbilityUsed:
    """What the enemy at the second place does while the first hero waits."""
    rec = play(state, "anna", use("change_row"), world=world, **faces)
    return found(rec, AbilityUsed)[1]


def with_behaviour(behaviour: Behaviour) -> World:
    """The small world with archers that only shoot, and prefer so."""
    archer = replace(WORLD.enemies[EnemyId("archer")], behaviour=behaviour, actions=(EnemyAction(SHOOT.id),))
    return replace(WORLD, enemies={**WORLD.enemies, archer.id: archer})


SHOOT: AbilityDef = next(one for one in WORLD.abilities.values() if one.id == "shoot")


@pytest.mark.parametrize(("face", "ability"), [(1, "attack"), (2, "bash"), (3, "challenge"), (4, "pilfer")])
def test_a_die_chooses_among_the_actions_by_weight(face: int, ability: str) -> None:
    assert enemy_used(position(hero("anna"), foe("brute")), action=face).ability_id == ability


def test_what_is_on_cooldown_or_too_dear_is_not_among_them() -> None:
    tired = foe("brute", cooldowns={"bash": 3})
    assert enemy_used(position(hero("anna"), tired), action=2).ability_id == "challenge"
    drained = foe("shaman", mana=0)
    assert enemy_used(position(hero("anna"), drained), action=1).ability_id == "call"


def test_healing_is_no_choice_while_everybody_is_whole() -> None:
    whole = position(hero("anna"), foe("shaman"))
    assert enemy_used(whole, action=2).ability_id == "call"
    hurt = position(hero("anna"), foe("shaman"), foe("rat", hp=3))
    used = enemy_used(hurt, action=2)
    assert (used.ability_id, used.targets) == ("mend", ("rat",))


def test_a_gated_action_waits_for_the_wounds() -> None:
    gated = replace(
        WORLD.enemies[EnemyId("brute")],
        actions=(
            EnemyAction(SHOOT.id),
            EnemyAction(WORLD.enemies[EnemyId("brute")].actions[1].ability, 9, 50),
        ),
    )
    world = replace(WORLD, enemies={**WORLD.enemies, gated.id: gated})
    abilities = tuple(action.ability for action in gated.actions)
    whole = foe("brute", hp=7, abilities=abilities)
    assert enemy_used(position(hero("anna"), whole), world, action=9).ability_id == "shoot"
    hurt = foe("brute", hp=6, abilities=abilities)
    assert enemy_used(position(hero("anna"), hurt), world, action=9).ability_id == "bash"


def test_an_enemy_that_can_do_nothing_lets_its_turn_pass() -> None:
    rec = play(position(hero("anna", effects=(active("hidden"),)), foe("rat")), "anna", use("change_row"))
    assert [turn.combatant_id for turn in found(rec, CombatTurnStarted)] == ["rat", "anna"]
    assert [used.combatant_id for used in found(rec, AbilityUsed)] == ["anna"]


@pytest.mark.parametrize(
    ("behaviour", "target"),
    [
        (Behaviour.NEAREST, "bert"),
        (Behaviour.WEAKEST, "cara"),
        (Behaviour.STRONGEST, "dora"),
        (Behaviour.CASTERS, "emil"),
        (Behaviour.RANDOM, "emil"),
    ],
)
def test_each_behaviour_has_its_favourite(behaviour: Behaviour, target: str) -> None:
    state = position(
        hero("anna", row=BattleRow.FRONT),
        foe("archer"),
        hero("bert", row=BattleRow.FRONT),
        hero("cara", row=BattleRow.BACK, hp=3),
        hero("dora", row=BattleRow.BACK, hp=40, stats=stats(max_hp=40)),
        hero("emil", row=BattleRow.BACK, stats=stats(max_mana=50)),
    )
    assert enemy_used(state, with_behaviour(behaviour), target=5).targets == (target,)


def test_a_boss_enters_its_phase_when_it_falls_to_the_gate() -> None:
    state = position(hero("anna"), foe("queen", hp=37))
    rec = play(state, "anna", use("attack", "queen"), attack=[10, 1], damage=1)
    begun = only(rec, PhaseBegan)
    assert (begun.combatant_id, begun.phase, begun.text) == ("queen", 1, "She calls her own.")
    assert one(rec, "queen").phase == 1


def test_the_actions_of_a_phase_replace_the_earlier_ones() -> None:
    assert enemy_used(position(hero("anna"), foe("queen")), action=1).ability_id == "attack"
    assert enemy_used(position(hero("anna"), boss(phase=1)), action=1).ability_id == "call"
    assert enemy_used(position(hero("anna"), boss(phase=2)), action=1).ability_id == "attack"


def boss(phase: int) -> Combatant:
    """The queen in one of her phases."""
    return foe("queen", phase=phase, hp=20, abilities=(AbilityId("attack"), AbilityId("call")))


def with_queen(**fields: object) -> World:
    """The small world with another queen."""
    queen = replace(WORLD.enemies[EnemyId("queen")], **fields)  # type: ignore[arg-type]  # fields of EnemyDef, by name
    return replace(WORLD, enemies={**WORLD.enemies, queen.id: queen})


def test_a_phase_summons_whom_it_names_more_for_a_larger_party() -> None:
    first = BossPhase(60, "Rats!", (EnemyAction(AbilityId("attack")),), summons={EnemyId("rat"): 1})
    for names in (("anna",), ("anna", "bert", "cleo")):
        state = position(*map(hero, names), foe("queen", hp=37))
        rec = play(
            state, "anna", use("attack", "queen"), with_queen(phases=(first,)), attack=[10, 1], damage=1
        )
        came = [event.combatant.enemy_id for event in found(rec, CombatantSummoned)]
        assert came == ["rat"] * (1 if len(names) == 1 else 2)


def test_an_action_that_waits_for_an_effect_comes_only_with_it_and_then_first() -> None:
    announced = (
        EnemyAction(AbilityId("attack"), weight=9),
        EnemyAction(AbilityId("call"), while_effect=EffectId("fury")),
    )
    world = with_queen(actions=announced, phases=())
    queen = foe("queen", abilities=(AbilityId("attack"), AbilityId("call")))
    calm = position(hero("anna"), queen)
    furious = position(hero("anna"), replace(queen, effects=(active("fury", "queen"),)))
    assert enemy_used(calm, world, action=10).ability_id == "attack"
    assert enemy_used(furious, world, action=1).ability_id == "call"


def test_one_blow_can_lead_through_two_phases_and_their_effects_come_with_them() -> None:
    state = position(hero("anna"), foe("queen", hp=19))
    rec = play(state, "anna", use("attack", "queen"), attack=[10, 1], damage=1)
    assert [begun.phase for begun in found(rec, PhaseBegan)] == [1, 2]
    assert only(rec, EffectApplied).effect.effect_id == EffectId("fury")


def test_a_boss_that_falls_enters_no_phase() -> None:
    state = position(hero("anna"), foe("queen", hp=5))
    rec = play(state, "anna", use("attack", "queen"), attack=10, damage=1)
    assert found(rec, PhaseBegan) == []


@pytest.mark.parametrize(("members", "rats"), [(1, 3), (2, 5), (3, 6), (4, 8)])
def test_a_larger_party_meets_more(members: int, rats: int) -> None:
    assert enemy_counts(WORLD.encounters[EncounterId("rats")], members, WORLD) == {"rat": rats}


def test_never_more_than_eight_and_bosses_come_alone() -> None:
    crowd = replace(
        WORLD.encounters[EncounterId("rats")],
        enemies={EnemyId("rat"): 4, EnemyId("archer"): 2, EnemyId("queen"): 1},
    )
    assert enemy_counts(crowd, 4, WORLD) == {"rat": 5, "archer": 2, "queen": 1}


@pytest.mark.parametrize(
    ("enemy", "members", "hp", "attack"),
    [("rat", 1, 12, 1), ("rat", 2, 16, 2), ("rat", 4, 24, 4), ("queen", 4, 276, 13)],
)
def test_enemies_are_stronger_against_more_and_bosses_most(
    enemy: str, members: int, hp: int, attack: int
) -> None:
    made = enemy_stats(WORLD.enemies[EnemyId(enemy)], members)
    assert (made[Stat.MAX_HP], made[Stat.ATTACK]) == (hp, attack)


def test_a_stat_that_the_author_left_out_is_10_for_attributes_and_else_0() -> None:
    bare = replace(WORLD.enemies[EnemyId("rat")], stats={Stat.MAX_HP: 5})
    made = enemy_stats(bare, 1)
    assert (made[Stat.STRENGTH], made[Stat.ATTACK], made[Stat.MAX_HP]) == (10, 0, 5)


def test_several_of_a_kind_are_numbered_and_a_single_one_is_not() -> None:
    state = a_session(character("anna"))
    three, _ = build_encounter(state, WORLD.encounters[EncounterId("rats")], LoadedDice(), WORLD)
    assert [one.name for one in three.combatants.values()] == ["Anna", "Rat 1", "Rat 2", "Rat 3"]
    single, _ = build_encounter(state, WORLD.encounters[EncounterId("one_rat")], LoadedDice(), WORLD)
    assert single.combatants["rat_1"].name == "Rat"  # type: ignore[index]  # a CombatantId by its text


def test_the_encounter_may_put_an_enemy_into_another_row() -> None:
    front = replace(WORLD.encounters[EncounterId("four")], rows={EnemyId("archer"): BattleRow.FRONT})
    fight, _ = build_encounter(a_session(character("anna")), front, LoadedDice(), WORLD)
    rows = {one.name: one.row.value for one in fight.combatants.values()}
    assert rows == {"Anna": "front", "Rat 1": "front", "Archer": "front", "Shaman": "back", "Brute": "front"}


def test_a_character_brings_class_and_skill_abilities_then_the_common_ones() -> None:
    learnt = character("anna", "fighter", skills=("fighter_a_1", "fighter_a_2"))
    assert abilities_of(learnt, WORLD) == (
        "bash",
        "challenge",
        "rally",
        "attack",
        "defend",
        "change_row",
        "flee",
    )


def test_a_character_brings_its_effects_as_its_own_and_its_stats_without_them() -> None:
    strong = character("anna", hp=99, effects=(active("might", source="a well"),))
    made = hero_of(strong, 0, WORLD)
    assert made.effects[0].source_id == "anna"
    assert made.stats[Stat.STRENGTH] == 10
    assert made.hp == made.stats[Stat.MAX_HP]


def test_a_passive_ability_works_from_the_first_moment() -> None:
    state = a_session(character("anna", "fighter", skills=("fighter_a_3",)))
    rec = Recorder(state, LoadedDice(initiative=20), WORLD)
    start_fight(rec, EncounterId("one_rat"))
    assert only(rec, AbilityUsed).ability_id == "toughness"
    assert [effect.effect_id for effect in one(rec, "anna").effects] == ["might"]
