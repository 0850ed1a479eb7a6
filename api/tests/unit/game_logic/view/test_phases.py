"""What players see of a boss's phases."""

from dataclasses import replace

import pytest

from app.game_logic.view.combat import combat_view
from app.models.ids import CharacterId, EnemyId
from tests.support.positions import foe, hero, position
from tests.support.worlds import WORLD


@pytest.mark.parametrize(("phase", "shown"), [(0, None), (1, "The Court"), (2, None), (7, None)])
def test_a_phase_is_shown_by_its_name(phase: int, shown: str | None) -> None:
    queen = WORLD.enemies[EnemyId("queen")]
    first, second = queen.phases
    named = replace(queen, phases=(replace(first, name="The Court"), second))
    world = replace(WORLD, enemies={**WORLD.enemies, queen.id: named})
    fight = combat_view(position(hero("anna"), foe("queen", phase=phase)), CharacterId("anna"), world)
    assert fight
    assert {one.id: one.phase for one in fight.combatants} == {"anna": None, "queen": shown}
