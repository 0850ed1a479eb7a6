"""Names as they stand in a sentence."""

from dataclasses import replace

import pytest

from app.ai.offline.words import Words, choices, definite, items, listed, time_tags
from app.ai.scene import Scene
from app.game_logic.wording import amid
from app.models.enums import Biome
from app.models.ids import CharacterId, EnemyId, TurnId
from app.models.world import World
from tests.support.shipped import shipped_world

SCENE = Scene(
    turn_id=TurnId("t"),
    seq=1,
    action="",
    actor_id=CharacterId("ann"),
    events=(),
    names={
        "ann": "Ann",
        "bob": "Bob",
        "mire_hound_1": "Mire Hound",
        "wickling_2": "Wickling 2",
        "tollwarden_1": "Tollwarden",
    },
    location=None,
    hour=12,
    recent=(),
)


@pytest.fixture(scope="module")
def world() -> World:
    return shipped_world()


@pytest.fixture
def words(world: World) -> Words:
    return Words(SCENE, world)


def test_the_actor_is_you_and_others_have_their_names(words: Words) -> None:
    assert [words.name(one) for one in ("ann", "bob", "nobody")] == ["you", "Bob", "someone"]


def test_an_enemy_is_told_with_its_article_and_number(words: Words) -> None:
    assert words.name("mire_hound_1") == "the mire hound"
    assert words.name("wickling_2") == "the second wickling"


def test_several_of_a_kind_are_told_in_one_breath(world: World) -> None:
    names = {f"wickling_{number}": f"Wickling {number}" for number in (1, 2, 3)} | {
        "mire_hound_1": "Mire Hound"
    }
    words = Words(replace(SCENE, names=names), world)
    assert words.group(["wickling_1", "wickling_3"]) == "two of the wicklings"
    assert words.group(["wickling_1", "wickling_2", "wickling_3"]) == "the three wicklings"
    assert words.group(["wickling_1", "mire_hound_1"]) == "the first wickling and the mire hound"


def test_the_hour_has_its_tags() -> None:
    assert [time_tags(hour) for hour in (0, 5, 6, 12, 18, 20)] == [
        {"night"},
        {"night", "dawn"},
        {"day", "dawn"},
        {"day"},
        {"day", "dusk"},
        {"night", "dusk"},
    ]


def test_a_thing_has_its_article() -> None:
    assert [definite(name) for name in ("Kettle Hat", "The Lamp")] == ["the Kettle Hat", "the Lamp"]


def test_a_boss_keeps_its_capital(words: Words) -> None:
    assert words.name("tollwarden_1") == "the Tollwarden"


def test_an_enemy_that_is_one_of_its_own_needs_no_article(world: World) -> None:
    hound = replace(world.enemies[EnemyId("mire_hound")], name="Old Nan", plural="Old Nan")
    changed = replace(world, enemies={EnemyId("old_nan"): hound})
    scene = replace(SCENE, names={"old_nan_1": "Old Nan"})
    assert Words(scene, changed).name("old_nan_1") == "Old Nan"


def test_numbers_beyond_words_are_left_out(world: World) -> None:
    scene = replace(SCENE, names={"wickling_12": "Wickling 12"})
    assert Words(scene, world).name("wickling_12") == "the wickling"


def test_voices_are_told_apart(words: Words) -> None:
    assert words.voice("ann") == {"you"}
    assert words.voice("bob") == {"them", "ally"}
    assert words.voice("wickling_2") == {"them", "foe"}
    assert words.at("wickling_2") == {"at_them", "at_foe"}


def test_a_place_is_written_small_in_mid_sentence(world: World) -> None:
    location = next(iter(world.locations.values()))
    place = Words(replace(SCENE, location=replace(location, name="The Yard", biome=Biome.TOWN)), world).place
    assert place == "the Yard"
    assert Words(SCENE, world).place == "here"


def test_lists_and_counts() -> None:
    assert [listed(parts, "and") for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert items([("Soot", 1), ("Nail", 1), ("Soot", 2)]) == "Soot (3) and Nail"
    assert choices(["The rest", "go", "look", "wait"]) == "the rest, go or look"
    assert [amid(name) for name in ("The Yard", "A Bell", "Theo", "Anna")] == [
        "the Yard",
        "a Bell",
        "Theo",
        "Anna",
    ]
