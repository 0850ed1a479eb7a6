"""The shipped story, played by typing: every way past the gate, both ends, every class."""

import pytest

from app.models.enums import QuestStatus
from app.models.ids import QuestId
from app.models.world import World
from tests.support.playing import Player
from tests.support.shipped import shipped_world


@pytest.fixture(scope="module")
def world() -> World:
    return shipped_world()


def win_the_yard(player: Player) -> None:
    player.type("talk to the innkeeper", "ask about the candles", "take some bread", "say goodbye")
    player.until(lambda: player.has_won("wicklings_in_the_yard"), "inn_yard", "attack the wickling")
    player.type("light the lamp", "go inside", "tell Bettany about the wicklings")
    player.sleep()


def read_the_milestone(player: Player) -> None:
    player.until(lambda: player.knows("milestone_read"), "causeway", "read the milestone")
    player.until(lambda: player.has_won("stalkers_on_the_causeway"), "causeway", "attack the stalker")
    player.sleep()
    player.type("talk to Ludo", "ask about the key", "ask about another way in")


def beat_the_warden(player: Player) -> None:
    player.sleep()
    player.until(lambda: player.has_won("tollwarden_court"), "toll_house", "attack the warden", "look")
    player.go_to("toll_house")


def is_completed(player: Player, quest: str) -> bool:
    progress = player.state.quests.get(QuestId(quest))
    return progress is not None and progress.status is QuestStatus.COMPLETED


def test_the_first_fight_is_three_lines_away(world: World) -> None:
    player = Player(world, "vanguard", "noble_exile", 1)
    player.type("go outside", "attack")
    assert player.has_won("wicklings_in_the_yard")


def test_a_vanguard_takes_the_shard_by_force_and_restores_the_article(world: World) -> None:
    player = Player(world, "vanguard", "road_deserter", 2)
    win_the_yard(player)
    read_the_milestone(player)
    player.until(lambda: player.has("article_shard"), "drowned_chapel", "attack the thieves")
    player.sleep()
    player.until(lambda: player.knows("gate_open"), "causeway", "unlock the gate")
    player.until(lambda: player.knows("watch_gone"), "toll_house", "attack the shade")
    beat_the_warden(player)
    player.type("set the article back in the stone")
    assert is_completed(player, "the_unpaid_toll")
    assert player.has("keepers_lamp")
    assert player.hero.level >= 3
    player.sleep()
    player.type("talk to Bettany", "The Tollwarden is at rest.")


def test_a_lampwright_buys_the_shard_takes_the_night_stair_and_breaks_the_article(world: World) -> None:
    player = Player(world, "lampwright", "noble_exile", 3)
    win_the_yard(player)
    read_the_milestone(player)
    player.go_to("drowned_chapel")
    player.type("talk to Sabra", "ask about the piece of the milestone", "pay thirty gold")
    assert player.has("article_shard")
    player.until(lambda: player.knows("night_stair_open"), "drowned_chapel", "search behind the altar")
    player.until(lambda: player.has_won("clerks_in_the_crypt"), "tally_crypt", "attack the clerk")
    player.go_to("tally_crypt")
    player.type("read the ledger", "take a bone tally")
    player.sleep()
    player.until(lambda: player.knows("watch_gone"), "toll_house", "dismiss the watch", "attack the shade")
    beat_the_warden(player)
    player.type("break the article")
    assert is_completed(player, "the_unpaid_toll")
    assert player.has("conquerors_penny")
    assert player.knows("article_broken")


def test_a_reedwalker_fetches_the_bell_and_comes_by_water(world: World) -> None:
    player = Player(world, "reedwalker", "chandlers_ward", 4)
    win_the_yard(player)
    read_the_milestone(player)
    player.until(lambda: player.has_won("hounds_at_the_landing"), "ferry_landing", "look")
    player.go_to("ferry_landing")
    player.type("talk to Maud", "ask about the bell")
    player.until(lambda: player.has("article_shard"), "drowned_chapel", "attack the thieves")
    player.until(lambda: player.has("ferry_bell"), "drowned_chapel", "climb the belfry")
    player.go_to("ferry_landing")
    player.type("talk to Maud", "give her the bell")
    assert is_completed(player, "a_bell_on_credit")
    player.sleep()
    player.until(lambda: player.knows("watch_gone"), "toll_house", "attack the shade")
    player.go_to("toll_house")
    player.type("turn the windlass")
    assert player.knows("gate_open")
    beat_the_warden(player)
    player.type("put the article back")
    assert is_completed(player, "the_unpaid_toll")
