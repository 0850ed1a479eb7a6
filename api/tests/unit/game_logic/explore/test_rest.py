"""Getting one's strength back."""

from dataclasses import replace

from app.models.events import CharacterEffectsChanged, Rested, TimePassed
from app.models.ids import EncounterId
from app.models.intents import Rest
from tests.support.positions import active
from tests.support.strolls import ANNA, BERT, all_of, anna, at, bert, do, one_of, refused

LONG, SHORT = Rest(long=True), Rest(long=False)
FREE_LANE = {"won": (EncounterId("one_rat"),)}


def test_a_long_rest_makes_everything_full_in_eight_hours() -> None:
    tired = at("green", anna(hp=3, mana=1, effects=(active("poison"),)))
    after = do(tired, LONG)
    assert one_of(after.events, TimePassed).minutes == 480
    assert (one_of(after.events, Rested).hp, one_of(after.events, Rested).mana) == (32, 20)
    assert one_of(after.events, CharacterEffectsChanged).effects == ()


def test_a_long_rest_needs_a_safe_place() -> None:
    assert refused(at("lane", **FREE_LANE), LONG) == "not_safe"


def test_nobody_rests_with_enemies_near() -> None:
    assert refused(at("lane", anna(hp=3)), SHORT) == "not_safe"
    assert refused(at("lane", anna(hp=3)), LONG) == "not_safe"


def test_a_short_rest_gives_a_quarter_of_hit_points_and_half_the_mana() -> None:
    after = do(at("lane", anna(hp=3, mana=1), **FREE_LANE), SHORT)
    assert (one_of(after.events, Rested).hp, one_of(after.events, Rested).mana) == (11, 11)
    assert one_of(after.events, TimePassed).minutes == 60


def test_a_rest_never_gives_more_than_the_maximum() -> None:
    after = do(at("lane", anna(hp=31, mana=19), **FREE_LANE), SHORT)
    assert (one_of(after.events, Rested).hp, one_of(after.events, Rested).mana) == (32, 20)


def test_whoever_lacks_nothing_is_not_tired() -> None:
    assert refused(at("lane", **FREE_LANE), SHORT) == "not_tired"


def test_the_next_short_rest_takes_four_hours_or_a_long_one() -> None:
    rested = do(at("green", anna(hp=3)), SHORT).state
    assert refused(rested, SHORT) == "rested_recently"
    later = replace(rested, minutes=rested.minutes + 240)
    assert one_of(do(later, SHORT).events, Rested).hp == 19
    slept = do(rested, LONG).state
    weary = replace(slept, characters={ANNA: anna(hp=3)})
    assert one_of(do(weary, SHORT).events, Rested).hp == 11


def test_the_whole_party_rests() -> None:
    after = do(at("green", anna(hp=3), bert(hp=4)), LONG)
    assert [one.character_id for one in all_of(after.events, Rested)] == [ANNA, BERT]
