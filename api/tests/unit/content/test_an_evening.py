"""An evening in the Reed March can be played to each of its ends by each class; the world remembers which it was."""

import pytest

from app.models.world import World
from tests.support.evening import (
    ENDINGS,
    SIDE_QUESTS,
    is_completed,
    light_one_more_lamp,
    play_everything,
    play_main_line,
)
from tests.support.playing import Player
from tests.support.shipped import shipped_world

CLASSES = ("lampwright", "reedwalker", "vanguard")
ORIGINS = ("chandlers_ward", "noble_exile", "road_deserter")
AN_EVENING = 150
"""Turns of the main line that a player with some bad luck needs at most."""


@pytest.fixture(scope="module")
def world() -> World:
    return shipped_world()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("ending", ["restore", "break"])
@pytest.mark.parametrize("class_id", CLASSES)
def test_the_main_line_alone_is_an_evening_and_leads_to_about_level_5(
    world: World, class_id: str, ending: str, seed: int
) -> None:
    player = Player(world, class_id, ORIGINS[seed % len(ORIGINS)], seed)
    play_main_line(player, ending)
    assert is_completed(player, "the_unpaid_toll")
    assert 60 <= player.actions <= AN_EVENING
    assert 4 <= player.hero.level <= 6


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("ending", sorted(ENDINGS))
@pytest.mark.parametrize("class_id", CLASSES)
def test_every_quest_can_be_done_in_one_evening(world: World, class_id: str, ending: str, seed: int) -> None:
    player = Player(world, class_id, ORIGINS[seed % len(ORIGINS)], seed)
    play_everything(player, ending)
    assert [one for one in (*SIDE_QUESTS, "the_unpaid_toll") if not is_completed(player, one)] == []
    assert 5 <= player.hero.level <= 7


@pytest.mark.parametrize("class_id", CLASSES)
def test_the_first_level_comes_with_the_first_lamp(world: World, class_id: str) -> None:
    for seed in range(10):
        player = Player(world, class_id, ORIGINS[seed % len(ORIGINS)], seed)
        light_one_more_lamp(player)
        assert player.hero.level == 2
        assert player.level_up_at is not None
        assert player.level_up_at <= 20


@pytest.mark.parametrize(
    ("ending", "item", "says", "feature"),
    [
        ("restore", "keepers_lamp", "The Tollwarden is at rest.", "look at the bright lamps"),
        ("break", "conquerors_penny", "There will be no more toll.", "look at the dark lamps"),
        ("pay", "paid_receipt", "It was one penny, Bettany. It is paid.", "look at the bright lamps"),
    ],
)
def test_the_choice_is_seen_afterwards(world: World, ending: str, item: str, says: str, feature: str) -> None:
    player = Player(world, "vanguard", "noble_exile", 1)
    play_everything(player, ending)
    assert player.has(item)
    stone = "broken stone" if ending == "break" else "mended stone"
    player.type(f"look at the {stone}")
    player.go_to("causeway")
    player.type(feature)
    player.go_to("last_candle")
    player.type("talk to Bettany", says)


def test_who_has_read_the_letter_meets_the_warden_alone(world: World) -> None:
    player = Player(world, "lampwright", "noble_exile", 0)
    play_everything(player, "restore")
    assert player.has_won("tollwarden_listening")
    assert not player.has_won("tollwarden_court")
