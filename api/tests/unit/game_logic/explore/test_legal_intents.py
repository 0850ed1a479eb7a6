"""`legal_intents` and `resolve` agree: what is listed is possible, and nothing else is."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.game_logic.dialogue import GOODBYE
from app.game_logic.dice import Dice
from app.game_logic.legal import legal_intents
from app.game_logic.resolve import resolve
from app.models.enums import Direction, Slot
from app.models.errors import GameError
from app.models.ids import CharacterId, CombatantId, ItemId, PersonId
from app.models.intents import (
    Drop,
    Equip,
    Fight,
    Intent,
    Interact,
    LearnSkill,
    Look,
    Move,
    Respec,
    Rest,
    Talk,
    Unequip,
    UseAbility,
    UseItem,
    Wait,
)
from app.models.session import SessionState
from app.models.world import World
from tests.support.hamlet import HAMLET
from tests.support.shipped import shipped_world
from tests.support.strolls import ANNA, anna, at, bert, talk
from tests.support.walks import by_numbers, new_session, walk

classes = st.lists(st.sampled_from(sorted(HAMLET.classes)), min_size=1, max_size=2)
numbers = st.lists(st.integers(0, 999), min_size=1, max_size=30)
seeds = st.binary(min_size=32, max_size=32)


def conceivable(state: SessionState, world: World) -> Iterator[Intent]:
    """Every intent that names something of the world or of the session, possible or not, in its plainest form."""
    yield from (Wait(), Respec(), Rest(long=True), Rest(long=False))
    yield from map(Move, Direction)
    yield from map(Unequip, Slot)
    yield from (Fight(one) for one in world.encounters)
    for location in world.locations.values():
        for feature in location.features:
            yield Look(target=feature.id)
            yield from (Interact(feature.id, action.id) for action in feature.actions)
    for person in world.people.values():
        topics = (None, GOODBYE, "nothing", *(topic.id for topic in person.topics))
        yield from (Talk(PersonId(person.id), topic) for topic in topics)
    for class_def in world.classes.values():
        yield from (LearnSkill(node.id) for tree in class_def.trees for node in tree.nodes)
    yield from _with_things(state, world)


def _with_things(state: SessionState, world: World) -> Iterator[Intent]:
    fighters = state.combat.combatants if state.combat else {}
    targets = (None, CombatantId("nobody"), *(CombatantId(one) for one in state.characters), *fighters)
    owned = (one for character in state.characters.values() for one in character.items)
    for item in dict.fromkeys((ItemId("nothing"), *owned)):
        yield from (Look(target=item), Equip(item), Drop(item))
        yield from (UseItem(item, target) for target in dict.fromkeys(targets))
    for ability, target in product(world.abilities, dict.fromkeys(targets)):
        yield UseAbility(ability, target)


def plainest(intent: Intent, actor_id: CharacterId, state: SessionState) -> Intent:
    """Outside a fight a remedy for oneself needs no target."""
    oneself = CombatantId(actor_id)
    if state.combat is None and isinstance(intent, UseItem | UseAbility) and intent.target == oneself:
        return UseItem(intent.item) if isinstance(intent, UseItem) else UseAbility(intent.ability)
    return intent


def assert_agreement(state: SessionState, world: World, seed: bytes) -> None:
    """For every member of the party."""
    for actor_id in state.turn_order:
        listed = set(legal_intents(state, actor_id, world))
        for intent in listed:
            resolve(state, actor_id, intent, Dice(seed, state.seq + 1), world)
        for intent in conceivable(state, world):
            if plainest(intent, actor_id, state) not in listed:
                with pytest.raises(GameError):
                    resolve(state, actor_id, intent, Dice(seed, state.seq + 1), world)


@settings(max_examples=25, deadline=None)
@given(classes, numbers, seeds)
def test_exactly_what_is_listed_is_possible(class_ids: list[str], choices: list[int], seed: bytes) -> None:
    state = new_session(HAMLET, class_ids, seed)
    for step in walk(state, HAMLET, seed, by_numbers(choices), turns=len(choices)):
        state = step.after
    assert_agreement(state, HAMLET, seed)


def test_exactly_what_is_listed_is_possible_at_the_very_start() -> None:
    assert_agreement(new_session(HAMLET, ["fighter", "healer"], bytes(32)), HAMLET, bytes(32))


def test_exactly_what_is_listed_is_possible_all_along_the_story() -> None:
    story, seed = shipped_world(), bytes(32)
    numbers = by_numbers([(n * 7919) % 10007 for n in range(500)])
    for turn, step in enumerate(
        walk(new_session(story, ["vanguard"], seed), story, seed, numbers, turns=300)
    ):
        if turn % 20 == 0:
            assert_agreement(step.after, story, seed)


def test_something_can_always_be_done() -> None:
    assert Wait() in legal_intents(at("green"), ANNA, HAMLET)


def test_out_of_turn_one_can_only_do_what_takes_no_turn() -> None:
    legal = legal_intents(at("green", bert(), anna()), ANNA, HAMLET)
    assert Wait() not in legal
    assert talk("maud") not in legal
    assert Look() in legal


def test_nothing_is_listed_after_the_end() -> None:
    assert legal_intents(at("green", is_over=True), ANNA, HAMLET) == ()


def test_nothing_is_listed_twice() -> None:
    legal = legal_intents(at("green", anna(gold=50)), ANNA, HAMLET)
    assert len(set(legal)) == len(legal)
