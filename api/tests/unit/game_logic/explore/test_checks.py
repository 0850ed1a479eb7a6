"""Skill checks: what is rolled, and what the odds are."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.game_logic.checks import chance_pct_of, check_modifier
from app.game_logic.damage_calculator import chance_pct, reaches
from app.models.enums import Advantage, Stat
from app.models.events import CheckRolled
from app.models.intents import Interact
from app.models.world import CheckDef
from tests.support.hamlet import HAMLET
from tests.support.positions import holding
from tests.support.strolls import ANNA, anna, at, do, one_of

SEARCH = Interact("well", "search")
WISDOM_12 = CheckDef(Stat.WISDOM, 12)


def _rolled(check: list[int], **flags: int) -> CheckRolled:
    return one_of(do(at("green", flags=flags), SEARCH, check=check).events, CheckRolled)


def test_advantage_takes_the_better_of_two() -> None:
    rolled = _rolled([3, 14], hint=1)
    assert rolled.advantage is Advantage.ADVANTAGE
    assert (rolled.total, rolled.success, rolled.chance_pct) == (14, True, 69)


def test_disadvantage_takes_the_worse_of_two() -> None:
    rolled = _rolled([3, 14], dizzy=1)
    assert rolled.advantage is Advantage.DISADVANTAGE
    assert (rolled.total, rolled.success, rolled.chance_pct) == (3, False, 20)


def test_advantage_and_disadvantage_cancel_out() -> None:
    rolled = _rolled([14], hint=1, dizzy=1)
    assert (rolled.advantage, len(rolled.rolls)) == (Advantage.NORMAL, 1)


def test_a_twenty_always_succeeds_and_a_one_never_does() -> None:
    hopeless, easy = CheckDef(Stat.WISDOM, 99), CheckDef(Stat.WISDOM, -99)
    assert chance_pct_of(hopeless, at("green"), ANNA, HAMLET) == 5
    assert chance_pct_of(easy, at("green"), ANNA, HAMLET) == 95


def test_half_the_level_and_what_is_worn_count() -> None:
    assert check_modifier(anna(), WISDOM_12, HAMLET) == 0
    assert check_modifier(anna(level=5), WISDOM_12, HAMLET) == 2
    assert check_modifier(anna(items=holding(sword=1)), CheckDef(Stat.CONSTITUTION, 12), HAMLET) == 1


@given(st.integers(-10, 20), st.integers(1, 40), st.sampled_from(Advantage))
def test_the_odds_are_exact_but_for_rounding_down(bonus: int, difficulty: int, advantage: Advantage) -> None:
    dice = 1 if advantage is Advantage.NORMAL else 2
    throws: list[Sequence[int]] = list(product(range(1, 21), repeat=dice))
    pick = min if advantage is Advantage.DISADVANTAGE else max
    won = sum(reaches(pick(throw), bonus, difficulty) for throw in throws)
    assert chance_pct(bonus, difficulty, advantage) == int(Fraction(won, len(throws)) * 100)
