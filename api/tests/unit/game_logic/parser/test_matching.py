"""Words and names: plurals, parts, slips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.game_logic.parser.matching import Fit, distance, fit, names_of, same, slips_between
from app.game_logic.parser.text import clauses, clean, name_words, strip_lead

KEEPER = names_of("Lighthouse Keeper", ("Orrin", "old man by the lamp"))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("lighthouse keeper", Fit.EXACT),
        ("lighthouse keepers", Fit.EXACT),
        ("orrin", Fit.ALIAS),
        ("old man lamp", Fit.ALIAS),
        ("keeper", Fit.HEAD),
        ("lighthouse", Fit.PART),
        ("lamp keeper", Fit.PART),
        ("grumpy lighthouse keeper", Fit.LOOSE),
        ("lighthouse keeper hat", None),
        ("wolf", None),
    ],
)
def test_a_phrase_fits_a_name(phrase: str, expected: Fit | None) -> None:
    assert fit(tuple(phrase.split()), KEEPER) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wolf", "wolves"),
        ("knife", "knives"),
        ("rat", "rats"),
        ("body", "bodies"),
        ("box", "boxes"),
        ("man", "men"),
        ("guardsman", "guardsmen"),
        ("mouse", "mice"),
        ("cave", "caves"),
    ],
)
def test_a_plural_is_the_same_word(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("glass", "glas"), ("wolf", "golf"), ("as", "a"), ("moss", "mos")]
)
def test_other_words_are_not_the_same(one: str, other: str) -> None:
    assert not same(one, other)


@pytest.mark.parametrize(
    ("typed", "word", "slips"),
    [
        ("wolf", "wolf", 0),
        ("wlf", "wolf", 2),
        ("wofl", "wolf", 2),
        ("lighthose", "lighthouse", 2),
        ("lihgthose", "lighthouse", 4),
        ("golf", "wolf", None),
        ("rot", "rat", None),
        ("well", "wolf", None),
        ("potatoes", "potion", None),
        ("zlighthouse", "lighthouse", 3),
    ],
)
def test_slips_are_forgiven_by_length_and_least_at_the_beginning(
    typed: str, word: str, slips: int | None
) -> None:
    assert slips_between(typed, word) == slips


SHORT = st.text("abc", max_size=6)


@given(SHORT, SHORT)
def test_the_distance_is_symmetric_and_bounded_by_the_longer_word(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)


def test_cleaning_keeps_what_can_be_read_and_nothing_else() -> None:
    assert clean("  Go\u200b \x00north\u202e!\t\tnow ") == "Go north! now"
    assert clean("ﬁre") == "fire"


def test_a_text_falls_into_clauses() -> None:
    assert clauses(clean("Open the chest. Then, go north!")) == (("open", "chest"), (",", "go", "north"))


def test_names_and_players_words_are_folded_alike() -> None:
    assert name_words("Élodie’s Toll-Gate Key") == ("elodie", "toll", "gate", "key")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("i would really like to try to go north please", "go north"),
        ("we are going to rest", "rest"),
        ("i", "i"),
        ("please", "please"),
    ],
)
def test_beginnings_and_endings_without_meaning_are_skipped(said: str, left: str) -> None:
    assert strip_lead(tuple(said.split())) == tuple(left.split())
