"""Every number of a character can be explained."""

from dataclasses import replace

import pytest

from app.game_logic.view.character import character_view, stat_parts
from app.game_logic.view.stat_words import stat_name
from app.models.character import Character
from app.models.effects import ActiveEffect
from app.models.enums import Stat
from app.models.ids import CombatantId, SkillNodeId
from tests.support.shipped import shipped_world
from tests.support.wandering import strolls

WORLD = shipped_world()


def grown(character: Character) -> Character:
    """The same at level 3, with every skill learnt and every effect at work."""
    skills = [node.id for tree in WORLD.classes[character.class_id].trees for node in tree.nodes]
    effects = [ActiveEffect(one, CombatantId(character.id), 2, 1, 1) for one in WORLD.effects]
    return replace(
        character, level=3, skills=tuple(map(SkillNodeId, skills)), effects=tuple(effects), hp=1, mana=0
    )


@pytest.fixture(scope="module")
def characters() -> list[Character]:
    lives = [list(strolls(WORLD, seed, members=2, turns=60)) for seed in range(6)]
    found = [one for life in lives for step in life[::20] for one in step.state.characters.values()]
    return [*found, *map(grown, found)]


def test_parts_add_up_to_the_number_that_is_shown(characters: list[Character]) -> None:
    explained = 0
    for character in characters:
        view = character_view(character, WORLD, None, 1)
        assert set(view.stats) == set(Stat)
        for stat in Stat:
            parts = stat_parts(character, stat, WORLD)
            explained += len(parts)
            assert sum(part.amount for part in parts) == view.stats[stat]
            assert all(part.amount for part in parts)
        assert view.max_hp == sum(part.amount for part in stat_parts(character, Stat.MAX_HP, WORLD))
        assert view.max_mana == sum(part.amount for part in stat_parts(character, Stat.MAX_MANA, WORLD))
    assert explained > 1000


def test_sources_are_named_as_players_know_them(characters: list[Character]) -> None:
    sources = {part.source for one in characters for stat in Stat for part in stat_parts(one, stat, WORLD)}
    assert not [one for one in sources if "_" in one or one != one.strip() or not one[:1].isupper()]
    assert {"Vanguard", "Vanguard, level 3", "Constitution"} <= sources


def test_every_number_has_a_name_of_its_own() -> None:
    names = [stat_name(stat) for stat in Stat]
    assert len(set(names)) == len(names)
    assert not [one for one in names if "_" in one]
