"""Ids and numbers in words."""

import pytest

from app.models.turn import DiceRoll, Die
from app.presentation import dice, words
from app.presentation.names import suggest_name, suggest_rarer_name


def roll(
    *dice_of_roll: Die, modifier: int = 0, target: int | None = None, chance_pct: int | None = None
) -> DiceRoll:
    total = sum(die.value for die in dice_of_roll if die.counts and die.sides != 100) + modifier
    return DiceRoll(
        label="",
        dice=dice_of_roll,
        modifier=modifier,
        total=total,
        target=target,
        chance_pct=chance_pct,
        outcome="hit",
    )


def die(sides: int, value: int, *, counts: bool = True) -> Die:
    return Die(purpose="check", sides=sides, value=value, counts=counts)


def test_a_check_is_told_with_its_parts_target_and_odds() -> None:
    told = dice.sentence(roll(die(20, 14), modifier=3, target=12, chance_pct=60))
    assert told == "14 (d20) + 3 = 17 against 12, odds 60 %"


def test_a_malus_has_a_true_minus() -> None:
    assert dice.sentence(roll(die(20, 14), modifier=-1)) == "14 (d20) − 1 = 13"


def test_the_dropped_die_is_named() -> None:
    told = dice.sentence(roll(die(20, 14), die(20, 3, counts=False)))
    assert told == "14 (d20) = 14; dropped: 3 (d20)"


def test_the_die_for_a_critical_hit_adds_nothing() -> None:
    told = dice.sentence(roll(die(20, 14), die(100, 63), modifier=5))
    assert told == "14 (d20) + 5 = 19; for a critical hit: 63 (d100)"


@pytest.mark.parametrize("sides", [4, 6, 8, 10, 12, 20, 100, 7])
def test_every_die_has_a_shape(sides: int) -> None:
    assert len(dice.points(sides).split()) >= 3


@pytest.mark.parametrize(
    ("stat", "name"),
    [("max_hp", "Hit points"), ("resist_fire_pct", "Fire resistance %"), ("strength", "Strength")],
)
def test_stats_have_names(stat: str, name: str) -> None:
    assert words.stat_name(stat) == name


def test_odds_over_several_targets_are_a_range() -> None:
    assert words.odds({"a": 45, "b": 60}) == "45–60 %"
    assert words.odds({"a": 60}) == "60 %"
    assert words.odds({}) is None


def test_a_time_that_cannot_be_read_stays_as_it_is() -> None:
    assert words.day("2026-11-23T20:05:00Z") == "23 November 2026, 20:05"
    assert words.day("yesterday") == "yesterday"


def test_suggested_names_have_two_words_and_fit() -> None:
    name = suggest_name()
    assert len(name.split()) == 2
    assert max(len(suggest_rarer_name()) for _ in range(2000)) <= 32


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (48, "XLVIII"), (90, "XC")])
def test_chapters_are_numbered_as_in_old_books(number: int, text: str) -> None:
    assert words.roman(number) == text
