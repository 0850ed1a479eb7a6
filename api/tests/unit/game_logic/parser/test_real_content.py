"""Over the world as it ships: whatever the game says that one could do, the parser understands as just that."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.game_logic.begin import begin
from app.game_logic.creation import create_character
from app.game_logic.dice import Dice
from app.game_logic.features import open_actions, visible_features
from app.game_logic.legal import legal_intents
from app.game_logic.parser import parse
from app.game_logic.resolve import resolve
from app.game_logic.scope import scope_of
from app.game_logic.suggestions import suggest
from app.game_logic.wording import words_for
from app.models.character import Character
from app.models.ids import CharacterId, ClassId, OriginId, SessionId, UserId
from app.models.intents import Ask, Drop, Intent, Interact, Look, Respec, Unequip
from app.models.session import SessionState
from app.models.world import World
from tests.support.shipped import shipped_world

SEED = b"a walk of thirty-two bytes, fixed"
STEPS = 40
IDLE = (Look, Ask, Drop, Unequip, Respec)
"""What a walk does not do: it would stand still, or lose what makes it interesting."""


@pytest.fixture(scope="module")
def world() -> World:
    return shipped_world()


def hero(name: str, class_id: str, world: World) -> Character:
    origin = OriginId(next(iter(world.origins)))
    dice = Dice(SEED, len(name))
    return create_character(
        CharacterId(name), UserId("user"), name, ClassId(class_id), origin, {}, world, dice.new_id
    )


def walk(seed: int, world: World) -> Iterator[SessionState]:
    """The states of a game in which two friends do something legal at random at every turn."""
    chance = random.Random(seed)  # noqa: S311 - a walk guards nothing
    party = [hero(name, chance.choice(list(world.classes)), world) for name in ("Isolde", "Bram")]
    state = begin(SessionId("session"), "hash", party, Dice(SEED, 0), world).state
    for step in range(1, STEPS):
        yield state
        moves = [
            (actor, intent)
            for actor in state.characters
            for intent in legal_intents(state, actor, world)
            if not isinstance(intent, IDLE)
        ]
        if not moves:
            return
        actor, intent = chance.choice(moves)
        state = resolve(state, actor, intent, Dice(SEED, step), world).state


@pytest.mark.parametrize("seed", range(6))
def test_every_suggestion_is_understood_as_its_intent(seed: int, world: World) -> None:
    for state in walk(seed, world):
        for actor in state.characters:
            for suggestion in suggest(state, actor, world):
                assert parse(suggestion.text, state, actor, world) == suggestion.intent, suggestion


@pytest.mark.parametrize("seed", range(6, 9))
def test_whatever_is_legal_and_has_words_is_understood_by_them(seed: int, world: World) -> None:
    for state in walk(seed, world):
        for actor in state.characters:
            for text, intents in worded(state, actor, world).items():
                assert parse(text, state, actor, world) in intents, text


def worded(state: SessionState, actor: CharacterId, world: World) -> dict[str, list[Intent]]:
    """Legal intents by their words. Some share them: two stacks of one kind, a remedy for nobody and for oneself."""
    scope = scope_of(state, actor, world)
    found: dict[str, list[Intent]] = {}
    for intent in legal_intents(state, actor, world):
        if text := words_for(intent, scope, state, world):
            found.setdefault(text, []).append(intent)
    return found


@pytest.mark.parametrize("place", ["last_candle", "inn_yard", "causeway", "ferry_landing"])
def test_a_stranger_can_name_all_that_can_be_seen(place: str, world: World) -> None:
    isolde = hero("Isolde", next(iter(world.classes)), world)
    begun = begin(SessionId("session"), "hash", [isolde], Dice(SEED, 0), world).state
    location = next(one for one in world.locations.values() if one.id == place)
    state = replace(begun, location_id=location.id)
    for feature in visible_features(state, isolde.id, world):
        assert parse(f"look at the {feature.name}", state, isolde.id, world) == Look(target=feature.id)
        for action in open_actions(feature, state, isolde.id, world):
            for verb in action.verbs:
                said = f"{verb} the {feature.name}"
                assert parse(said, state, isolde.id, world) == Interact(feature.id, action.id), said
