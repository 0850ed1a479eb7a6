"""The content's fights: all can be played, and none is easier or harder than its author declares."""

import random
from dataclasses import replace

import pytest

from app.game_logic.combat_engine import act, legal_actions, start_fight
from app.game_logic.dice import Dice
from app.game_logic.recorder import Recorder
from app.game_logic.simulate import play_out, rested, simulate, trained
from app.models.enums import Stat
from app.models.events import CombatEnded
from app.models.ids import CharacterId, ClassId, EncounterId
from tests.support.positions import a_session
from tests.support.shipped import shipped_world

WORLD = shipped_world()
FIGHTS = 60
"""Enough to see a fight out of its band, few enough to wait for."""

every_encounter = pytest.mark.parametrize("encounter_id", sorted(WORLD.encounters))
every_class = pytest.mark.parametrize("class_id", sorted(WORLD.classes))


@every_encounter
@every_class
def test_a_lone_character_wins_as_often_as_the_encounter_declares(encounter_id: str, class_id: str) -> None:
    encounter = WORLD.encounters[EncounterId(encounter_id)]
    rate = simulate(encounter.id, ClassId(class_id), encounter.level, range(FIGHTS), WORLD)
    least, most = encounter.band_pct
    assert least <= rate.pct <= most


@every_encounter
@pytest.mark.parametrize(("members", "fights"), [(2, 5), (4, 3), (6, 3), (10, 3)])
def test_a_mixed_party_of_any_size_wins_as_often_as_the_encounter_declares(
    encounter_id: str, members: int, fights: int
) -> None:
    """Every class leads as many of the fights."""
    encounter = WORLD.encounters[EncounterId(encounter_id)]
    rates = [
        simulate(encounter.id, ClassId(leader), encounter.level, range(fights), WORLD, members)
        for leader in sorted(WORLD.classes)
    ]
    least, most = encounter.band_pct
    assert least <= sum(one.wins for one in rates) * 100 // sum(one.fights for one in rates) <= most


@every_encounter
def test_any_party_with_any_choices_plays_the_fight_to_its_end(encounter_id: str) -> None:
    for number in range(8):
        chance = random.Random(f"{encounter_id}{number}")  # noqa: S311 - choices of a test, no secret
        classes = [chance.choice(sorted(WORLD.classes)) for _ in range(1 + number % 4)]
        members = [
            replace(trained(ClassId(class_id), 1 + number * 2, WORLD), id=CharacterId(f"{class_id}_{place}"))
            for place, class_id in enumerate(classes)
        ]
        rec = Recorder(a_session(*members), Dice(b"any", 1), WORLD)
        start_fight(rec, EncounterId(encounter_id))
        while rec.state.combat is not None:
            actor_id = CharacterId(rec.state.combat.current_id)
            act(rec, actor_id, chance.choice(legal_actions(rec.state, actor_id, WORLD)))
        assert sum(isinstance(event, CombatEnded) for event in rec.events) == 1


@every_class
def test_a_trained_character_of_the_highest_level_has_spent_its_points_and_is_whole(class_id: str) -> None:
    veteran = trained(ClassId(class_id), 20, WORLD)
    assert veteran.level == 20
    assert veteran.hp == veteran.get_effective_stats(WORLD)[Stat.MAX_HP]
    assert len(veteran.skills) > 5
    assert veteran == rested(veteran, WORLD)


def test_the_same_seeds_simulate_the_same_fights() -> None:
    encounter_id = EncounterId(min(WORLD.encounters))
    class_id = ClassId(min(WORLD.classes))
    twice = [simulate(encounter_id, class_id, 1, range(10), WORLD) for _ in range(2)]
    assert twice[0] == twice[1]
    assert twice[0].fights == 10


def test_a_fight_played_out_begins_and_ends() -> None:
    encounter_id = EncounterId(min(WORLD.encounters))
    state = a_session(trained(ClassId("vanguard"), 3, WORLD))
    kinds = [event.kind for event in play_out(state, encounter_id, b"seed", WORLD)]
    assert kinds[0] == "combat_started"
    assert kinds.count("combat_ended") == 1
