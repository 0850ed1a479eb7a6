"""How hard the shipped fights are for one sensible character, rested and with no more than starting gear."""

import pytest

from app.game_logic.simulate import simulate
from app.models.ids import ClassId, EncounterId
from tests.support.shipped import shipped_world

WORLD = shipped_world()
SEEDS = range(120)


@pytest.mark.parametrize("class_id", sorted(WORLD.classes))
def test_nearly_everybody_wins_the_first_fight(class_id: ClassId) -> None:
    assert simulate(EncounterId("wicklings_in_the_yard"), class_id, 1, SEEDS, WORLD).pct >= 85


@pytest.mark.parametrize("class_id", sorted(WORLD.classes))
def test_the_boss_can_be_beaten_and_can_beat_you(class_id: ClassId) -> None:
    assert 50 <= simulate(EncounterId("tollwarden_court"), class_id, 4, SEEDS, WORLD).pct <= 90
