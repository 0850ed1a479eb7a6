"""How somebody is, in one word."""

from dataclasses import replace

import pytest

from app.game_logic.view.condition import condition_of
from app.models.enums import Condition, Stat
from app.models.ids import CharacterId
from tests.support.hamlet import HAMLET
from tests.support.strolls import ANNA, anna, at

MOST = anna().get_effective_stats(HAMLET)[Stat.MAX_HP]


@pytest.mark.parametrize(
    ("hp", "condition"),
    [
        (MOST, Condition.UNHURT),
        (MOST - 1, Condition.FIT),
        (MOST * 33 // 100 + 1, Condition.FIT),
        (MOST * 33 // 100, Condition.WOUNDED),
        (0, Condition.WOUNDED),
    ],
)
def test_it_goes_by_the_share_of_hit_points(hp: int, condition: Condition) -> None:
    state = at(next(iter(HAMLET.locations)), replace(anna(), hp=hp))
    assert condition_of(state, ANNA, HAMLET) is condition


def test_nobody_is_fit() -> None:
    state = at(next(iter(HAMLET.locations)), anna())
    assert condition_of(state, None, HAMLET) is Condition.FIT
    assert condition_of(state, CharacterId("nobody"), HAMLET) is Condition.FIT
