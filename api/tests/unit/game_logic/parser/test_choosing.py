"""Of several things that words could mean, which one is meant."""

import pytest

from app.game_logic.parser import parse
from app.models.intents import Intent, Interact, Look, Unclear
from tests.support.mill_yard import ANNA, WORLD, in_a_fight, in_the_yard
from tests.support.positions import use


def in_yard(text: str) -> Intent:
    return parse(text, in_the_yard(), ANNA, WORLD)


def test_what_the_verb_applies_to_is_preferred() -> None:
    assert in_yard("open") == Interact("crate", "open")  # the door is open already
    assert in_yard("read note") == Look(
        target="letter"
    )  # "note" is the letter, though a board can be read too


def test_a_whole_name_is_preferred_to_a_part() -> None:
    assert in_yard("look at the iron ring") == Look(target="iron")
    assert in_yard("look at the iron lever") == Look(target="lever")


def test_of_equals_the_first_in_scope_is_taken() -> None:
    assert in_yard("look at the ring") == Look(target="silver")
    assert in_yard("look at the iron") == Look(target="lever")  # features come before belongings


def test_what_cannot_be_taken_back_is_asked_about() -> None:
    assert in_yard("drop the ring") == Unclear(
        "drop the ring", "drop", "Silver Ring", ("Silver Ring", "Iron Ring")
    )


@pytest.mark.parametrize("text", ["drop the leter", "drop the old note", "throw away the iorn ring"])
def test_nothing_is_thrown_away_on_a_guess(text: str) -> None:
    intent = in_yard(text)
    assert isinstance(intent, Unclear)
    assert intent.candidates


def test_a_misspelling_of_two_names_is_asked_about() -> None:
    intent = in_yard("examine the chrest")
    assert intent == Look(target="chest")
    tied = parse("attack the ret", in_a_fight(), ANNA, WORLD)
    assert isinstance(tied, Unclear)


def test_a_default_target_is_one_in_reach() -> None:
    """The second wolf stands before the rats in the order, and in the front row."""
    assert parse("attack", in_a_fight(), ANNA, WORLD) == use("attack", "wolf_1")
    assert parse("attack the weakest", in_a_fight(), ANNA, WORLD) == use("attack", "wolf_2")


def test_a_target_named_out_of_reach_is_still_the_one_meant() -> None:
    assert parse("attack the rat", in_a_fight(), ANNA, WORLD) == use("attack", "rat_1")


def test_only_the_first_of_several_commands_counts() -> None:
    assert in_yard("pull the lever, then open the crate. Go north!") == Interact("lever", "pull")
    assert in_yard("look at the statue and attack the wolves") == Look(target="statue")


@pytest.mark.parametrize(
    "text",
    [
        "don't attack the wolves",
        "do not attack the wolves",
        "I won't attack the wolves",
        "never attack the wolves",
        "we should not attack the wolves",
        "I can't open the crate",
    ],
)
def test_what_is_not_to_be_done_is_not_done(text: str) -> None:
    assert isinstance(in_yard(text), Unclear)
