"""What changes nothing: looking, asking, and not being understood."""

from dataclasses import replace

import pytest

from app.game_logic.looking import condition_of
from app.models.enums import QuestStatus
from app.models.events import Answered, Looked, Misunderstood
from app.models.ids import QuestId
from app.models.intents import Ask, Fight, Look, Unclear
from app.models.session import PlayerMemory, QuestProgress, SessionState
from tests.support.positions import holding
from tests.support.strolls import ANNA, anna, at, bert, do, equip, one_of, refused, talk


def _unchanged(before: SessionState, after: SessionState) -> bool:
    """Whether nothing but the memory of what was said is different."""
    return replace(after, memory=before.memory) == before


@pytest.mark.parametrize(
    ("target", "kind", "text"),
    [
        (None, "location", "The green."),
        ("well", "feature", "A well."),
        ("maud", "person", "maud."),
        ("potion", "item", "potion."),
        ("bert", "combatant", "Bert, Healer of level 1."),
    ],
)
def test_one_can_look_at_everything_in_sight(target: str | None, kind: str, text: str) -> None:
    state = at("green", anna(items=holding(potion=1)), bert())
    after = do(state, Look(target=target))
    seen = one_of(after.events, Looked)
    assert (seen.target_kind, seen.target, seen.text) == (kind, target or "green", text)
    assert _unchanged(state, after.state)


def test_one_can_look_at_enemies_before_and_in_the_fight() -> None:
    for target in ("one_rat", "rat"):
        assert one_of(do(at("lane"), Look(target=target)).events, Looked).target_kind == "enemy"
    fight = do(at("lane"), Fight("one_rat"), initiative=[20, 1]).state
    seen = one_of(do(fight, Look(target="rat_1")).events, Looked)
    assert (seen.target_kind, seen.text) == ("combatant", "rat. Rat is unhurt.")


@pytest.mark.parametrize("target", ["ghost", "tinker", "rat", "moon", "sword", "key"])
def test_nobody_sees_what_is_not_there(target: str) -> None:
    assert refused(at("green"), Look(target=target)) == "not_here"


@pytest.mark.parametrize(
    ("hp", "words"),
    [(30, "unhurt"), (29, "scratched"), (21, "scratched"), (20, "wounded"), (11, "wounded"), (10, "close to falling"),
     (1, "close to falling"), (0, "fallen")],
)  # fmt: skip
def test_wounds_are_seen(hp: int, words: str) -> None:
    assert condition_of(hp, 30) == words


def test_the_inventory_tells_gold_worn_and_carried_things() -> None:
    state = at("green", anna(gold=7, items=holding(sword=1, potion=3, key=1)))
    worn = do(state, equip("sword")).state
    lines = one_of(do(worn, Ask("inventory")).events, Answered).lines
    assert lines == ("Gold: 7.", "Sword (main hand)", "Key", "3 × Potion")


def test_the_journal_tells_what_to_do_and_what_is_done() -> None:
    quests = {
        QuestId("tails"): QuestProgress(QuestStatus.COMPLETED),
        QuestId("wood"): QuestProgress(QuestStatus.ACTIVE),
    }
    state = at("green", quests=quests)
    lines = one_of(do(state, Ask("journal")).events, Answered).lines
    assert lines == ("Into the Wood: Clear the lane.", "Tails: done.")
    only = one_of(do(state, Ask("journal", QuestId("tails"))).events, Answered).lines
    assert only == ("Tails: done.",)
    assert one_of(do(at("green"), Ask("journal")).events, Answered).lines == ("Your journal is empty.",)


def test_one_can_ask_about_oneself() -> None:
    lines = one_of(do(at("green", anna(hp=9)), Ask("self")).events, Answered).lines
    assert lines[0] == "Anna, Fighter of level 1, Farmer."
    assert lines[1] == "Hit points 9 of 32, mana 20 of 20."


def test_help_says_what_is_possible_here() -> None:
    lines = one_of(do(at("green"), Ask("help")).events, Answered).lines
    assert "go north" in lines[-1]


def test_who_is_not_understood_hears_what_is_possible() -> None:
    state = at("green")
    after = do(state, Unclear("frobnicate the moon", "frobnicate", "moon"))
    answer = one_of(after.events, Misunderstood)
    assert (answer.text, answer.verb, answer.noun) == ("frobnicate the moon", "frobnicate", "moon")
    assert 3 <= len(answer.possible) <= 5
    assert _unchanged(state, after.state)


def test_it_is_what_was_named_last_and_again_is_what_was_done_last() -> None:
    state = do(at("green"), talk("maud")).state
    assert state.memory[ANNA] == PlayerMemory(talk("maud"), "maud")
    state = do(state, Look(target="well")).state
    assert state.memory[ANNA] == PlayerMemory(Look(target="well"), "well")
    state = do(state, Unclear("hm")).state
    assert state.memory[ANNA] == PlayerMemory(Look(target="well"), "well")
    state = do(state, Ask("self")).state
    assert state.memory[ANNA] == PlayerMemory(Ask("self"), "well")
