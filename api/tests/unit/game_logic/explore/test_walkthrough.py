"""The story that we ship can be finished, by one fresh character, with no model at all."""

import pytest

from app.game_logic.suggestions import suggest
from app.models.enums import QuestStatus
from app.models.events import ExperienceGained, GoldChanged, ItemGained, QuestCompleted
from app.models.intents import Fight, Interact, Rest
from app.models.world import World
from tests.support.playthrough import HERO, Beaten, Playthrough
from tests.support.shipped import shipped_world
from tests.support.strolls import all_of, go, talk

MOST_TRIES = 40


@pytest.fixture(scope="module")
def world() -> World:
    return shipped_world()


def _sleep_at_the_inn(story: Playthrough) -> None:
    """From the causeway and back."""
    story.make_ready()
    story.do(go("south"), go("in"), Rest(long=True), go("out"), go("north"))


def _clear_the_yard(story: Playthrough) -> None:
    story.make_ready()
    story.do(talk("bettany_oake", "candles"), Interact("bread_shelf", "take_bread"))
    story.do(Interact("lost_property", "take_gloves"), go("out"), Fight("wicklings_in_the_yard"))
    story.keep_trying("lamp_post", "light_lamp")
    story.do(go("in"))
    story.do(talk("bettany_oake", "yard_thanks"), Rest(long=True), go("out"), go("north"))


def _read_the_milestone(story: Playthrough) -> None:
    story.do(Interact("milestone", "read_milestone"), Fight("stalkers_on_the_causeway"))
    _sleep_at_the_inn(story)


def _fetch_the_bell(story: Playthrough) -> None:
    story.do(go("west"), talk("maud_sallow", "bell"), go("east"))
    _sleep_at_the_inn(story)
    story.do(go("east"))
    story.keep_trying("belfry", "climb_belfry")
    story.do(go("west"), go("west"), talk("maud_sallow", "bell_return"), go("east"))
    _sleep_at_the_inn(story)


def _win_the_shard(story: Playthrough) -> None:
    story.do(go("east"), talk("sabra_nettle", "shard"), talk("sabra_nettle", "threaten"), go("west"))
    _sleep_at_the_inn(story)


def _open_the_gate(story: Playthrough) -> None:
    story.do(go("south"), go("in"), talk("ludo_finch", "key"), go("out"), go("north"))
    story.do(Interact("toll_gate", "unlock_gate"))


def _settle_with_the_warden(story: Playthrough) -> None:
    story.do(go("north"), Fight("shades_at_the_gate"), go("south"))
    _sleep_at_the_inn(story)
    story.do(go("north"), Fight("tollwarden_court"), Interact("keepers_stone", "restore_article"))


def _whole_story(world: World, seed: bytes) -> Playthrough:
    story = Playthrough(world, "vanguard", "noble_exile", seed)
    for chapter in (
        _clear_the_yard,
        _read_the_milestone,
        _fetch_the_bell,
        _win_the_shard,
        _open_the_gate,
        _settle_with_the_warden,
    ):
        chapter(story)
    return story


@pytest.fixture(scope="module")
def finished(world: World) -> Playthrough:
    for seed in range(MOST_TRIES):
        try:
            return _whole_story(world, seed.to_bytes(32, "big"))
        except Beaten:
            continue
    pytest.fail(f"a fresh vanguard was beaten in each of {MOST_TRIES} tries")


def test_a_fresh_vanguard_finishes_both_quests(finished: Playthrough) -> None:
    completed = [one.quest_id for one in all_of(finished.events, QuestCompleted)]
    assert completed == ["one_more_lamp", "a_bell_on_credit", "the_unpaid_toll"]
    assert {one.status for one in finished.state.quests.values()} == {QuestStatus.COMPLETED}


def test_the_story_pays(finished: Playthrough) -> None:
    hero = finished.state.characters[HERO]
    assert hero.level >= 3
    assert all_of(finished.events, ExperienceGained)
    assert any(one.account == "quest" for one in all_of(finished.events, GoldChanged))
    assert any(one.source == "loot" for one in all_of(finished.events, ItemGained))


def test_there_is_still_something_to_do_afterwards(finished: Playthrough, world: World) -> None:
    assert not finished.state.is_over
    assert len(suggest(finished.state, HERO, world)) >= 3
