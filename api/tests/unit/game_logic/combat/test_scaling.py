"""How an encounter grows with the party: what its author declares, and what the rules say where nothing is declared."""

from dataclasses import replace

import pytest

from app.game_logic.encounter_builder import build_encounter, enemy_counts, enemy_stats
from app.game_logic.recorder import Recorder
from app.game_logic.rewards import grant_rewards
from app.models.enums import Stat
from app.models.events import ExperienceGained
from app.models.ids import EncounterId, EnemyId
from app.models.world import EncounterDef, Reinforcement, Scaling, World
from tests.support.positions import LoadedDice, a_session, character
from tests.support.worlds import WORLD

RATS = WORLD.encounters[EncounterId("rats")]
THRONE = WORLD.encounters[EncounterId("throne")]


def scaled(encounter: EncounterDef, *joined_by: tuple[int, dict[str, int]], **growth: int) -> EncounterDef:
    """The encounter with a scaling of its own."""
    more = tuple(
        Reinforcement(least, {EnemyId(kind): count for kind, count in enemies.items()})
        for least, enemies in joined_by
    )
    return replace(encounter, scaling=Scaling(joined_by=more, **growth))


@pytest.mark.parametrize(("members", "rats"), [(1, 3), (2, 3), (5, 3)])
def test_an_author_may_keep_the_number(members: int, rats: int) -> None:
    assert enemy_counts(scaled(RATS, count_pct=0), members, WORLD) == {"rat": rats}


def test_a_share_of_a_member_counts_as_one_more() -> None:
    assert enemy_counts(scaled(RATS, count_pct=10), 2, WORLD) == {"rat": 4}


@pytest.mark.parametrize(("members", "archers"), [(2, 0), (3, 1), (5, 1), (6, 3), (10, 3)])
def test_reinforcements_come_from_their_party_size_on(members: int, archers: int) -> None:
    fight = scaled(THRONE, (3, {"archer": 1}), (6, {"archer": 2}))
    expected = {"queen": 1, "archer": archers} if archers else {"queen": 1}
    assert enemy_counts(fight, members, WORLD) == expected


def test_there_is_room_for_reinforcements_before_more_of_the_same() -> None:
    assert enemy_counts(scaled(RATS, (4, {"archer": 4})), 10, WORLD) == {"rat": 4, "archer": 4}


def test_growth_is_for_each_further_member() -> None:
    growth = Scaling(hp_pct=50, power_pct=150)
    made = [enemy_stats(WORLD.enemies[EnemyId("queen")], members, growth) for members in (1, 2, 4)]
    assert [(one[Stat.MAX_HP], one[Stat.ATTACK]) for one in made] == [(60, 4), (90, 5), (150, 8)]


def test_reinforcements_are_as_strong_as_the_rules_say_whatever_the_encounter_declares() -> None:
    party = [character(name) for name in ("anna", "bert")]
    fight, _ = build_encounter(
        a_session(*party), scaled(THRONE, (2, {"rat": 1}), hp_pct=0), LoadedDice(), WORLD
    )
    hit_points = {one.name: one.hp for one in fight.combatants.values() if one.enemy_id}
    assert hit_points == {"Queen": 60, "Rat 1": 16}


def test_reinforcements_bring_experience_too() -> None:
    fight = scaled(THRONE, (1, {"rat": 1}))
    world: World = replace(WORLD, encounters={fight.id: fight})
    state = a_session(character("anna"))
    combat, _ = build_encounter(state, fight, LoadedDice(), world)
    fallen = {key: replace(one, hp=0) if one.enemy_id else one for key, one in combat.combatants.items()}
    rec = Recorder(state, LoadedDice(), world)
    grant_rewards(rec, replace(combat, combatants=fallen))
    assert sum(event.amount for event in rec.events if isinstance(event, ExperienceGained)) == 110
