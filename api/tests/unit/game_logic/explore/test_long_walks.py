"""What holds however long and whatever one plays: the log is the truth, and nothing comes from nowhere."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.game_logic.dice import Dice
from app.game_logic.fold import fold_turn
from app.game_logic.hashing import state_hash
from app.game_logic.resolve import resolve
from app.models.character import MAX_INVENTORY, Character
from app.models.enums import ItemKind, Stat
from app.models.events import CombatStarted, GoldChanged, ItemGained, ItemLost
from app.models.ids import CharacterId
from app.models.session import SessionState
from app.models.world import World
from tests.support.hamlet import HAMLET
from tests.support.shipped import shipped_world
from tests.support.walks import Step, by_numbers, new_session, walk

classes = st.lists(st.sampled_from(sorted(HAMLET.classes)), min_size=1, max_size=3)
numbers = st.lists(st.integers(0, 9999), min_size=1, max_size=40)
seeds = st.binary(min_size=32, max_size=32)


def assert_log_is_the_truth(step: Step, world: World) -> None:
    assert fold_turn(step.before, step.after.seq, step.events) == step.after
    again = resolve(step.before, step.actor_id, step.intent, Dice(step.dice_seed, step.after.seq), world)
    assert again.events == step.events
    assert state_hash(fold_turn(step.before, step.after.seq, again.events)) == state_hash(step.after)


def assert_nothing_from_nowhere(step: Step) -> None:
    for character_id, before in step.before.characters.items():
        after = step.after.characters[character_id]
        gold = sum(
            event.amount
            for event in step.events
            if isinstance(event, GoldChanged) and event.character_id == character_id
        )
        assert after.gold - before.gold == gold
        assert after.gold >= 0
        assert _held_after(step, character_id) == _counts(after)


def _counts(character: Character) -> dict[str, int]:
    return {item.id: item.quantity for item in character.items.values()}


def _held_after(step: Step, character_id: CharacterId) -> dict[str, int]:
    """What was held before, and every gain and loss since, by item id."""
    held = Counter(_counts(step.before.characters[character_id]))
    for event in step.events:
        if isinstance(event, ItemGained) and event.character_id == character_id:
            held[event.item.id] += event.quantity
        elif isinstance(event, ItemLost) and event.character_id == character_id:
            held[event.item_id] -= event.quantity
    return {item_id: quantity for item_id, quantity in held.items() if quantity}


def assert_sound(state: SessionState, world: World) -> None:
    for character in state.characters.values():
        stats = character.get_effective_stats(world)
        assert 0 < character.hp <= stats[Stat.MAX_HP] or state.combat
        assert 0 <= character.mana <= stats[Stat.MAX_MANA] or state.combat
        assert_bag_is_sound(character, world)
    for fighter in state.combat.combatants.values() if state.combat else ():
        assert 0 <= fighter.hp <= fighter.stats[Stat.MAX_HP]
        assert 0 <= fighter.mana <= max(fighter.stats[Stat.MAX_MANA], 0)


def assert_bag_is_sound(character: Character, world: World) -> None:
    definitions = [world.items[one.item_def_id] for one in character.items.values()]
    assert sum(one.kind is not ItemKind.QUEST for one in definitions) <= MAX_INVENTORY
    for item in character.items.values():
        assert 1 <= item.quantity <= world.items[item.item_def_id].max_stack
    for slot, item_id in character.equipment.items():
        assert world.items[character.items[item_id].item_def_id].slot is slot


def assert_all_holds(step: Step, world: World) -> None:
    assert_log_is_the_truth(step, world)
    assert_nothing_from_nowhere(step)
    assert_sound(step.after, world)


@settings(max_examples=40, deadline=None)
@given(classes, numbers, seeds)
def test_a_party_may_do_what_it_likes(class_ids: list[str], choices: list[int], seed: bytes) -> None:
    state = new_session(HAMLET, class_ids, seed)
    for step in walk(state, HAMLET, seed, by_numbers(choices), turns=40):
        assert_all_holds(step, HAMLET)


def test_a_very_long_walk_stays_sound() -> None:
    choices = [(n * 7919) % 10007 for n in range(500)]
    state = new_session(HAMLET, ["fighter"], bytes(32))
    fights, visited = 0, state.visited
    for step in walk(state, HAMLET, bytes(32), by_numbers(choices), turns=1500):
        assert_all_holds(step, HAMLET)
        fights += sum(isinstance(event, CombatStarted) for event in step.events)
        visited = step.after.visited
    assert fights > 5
    assert len(visited) >= 3


@pytest.mark.parametrize("class_ids", [["vanguard"], ["lampwright"], ["reedwalker", "vanguard"]])
def test_a_long_walk_through_the_story_stays_sound(class_ids: list[str]) -> None:
    story = shipped_world()
    choices = [(n * 6007) % 9973 for n in range(500)]
    for step in walk(
        new_session(story, class_ids, bytes(32)), story, bytes(32), by_numbers(choices), turns=600
    ):
        assert_all_holds(step, story)
