"""Standing somewhere in the hamlet, and doing one thing there."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

import pytest

from app.game_logic.dice import Dice
from app.game_logic.resolve import Resolution, resolve
from app.models.character import Character
from app.models.enums import Direction
from app.models.errors import GameError
from app.models.events import Event
from app.models.ids import AbilityId, CharacterId, CombatantId, ItemDefId, ItemId, LocationId, PersonId
from app.models.intents import Drop, Equip, Intent, Move, Talk, UseAbility, UseItem
from app.models.items import Item
from app.models.lore import Lore
from app.models.session import SessionState
from app.models.world import World
from tests.support.hamlet import HAMLET
from tests.support.positions import LoadedDice, a_session, character, rested

E = TypeVar("E")

ANNA, BERT = CharacterId("anna"), CharacterId("bert")


def anna(**fields: object) -> Character:
    """A rested fighter of level 1, unless told otherwise."""
    return replace(rested(character("anna")), **fields)  # type: ignore[arg-type]  # fields of Character, by name


def bert(**fields: object) -> Character:
    """A rested healer of level 1, unless told otherwise."""
    return replace(rested(character("bert", "healer")), **fields)  # type: ignore[arg-type]  # fields of Character, by name


def crowns(count: int) -> dict[ItemId, Item]:
    """Things that fill a bag, each a stack of its own."""
    return {ItemId(f"crown_{n}"): Item(ItemId(f"crown_{n}"), ItemDefId("crown")) for n in range(count)}


def at(where: str, *members: Character, **changes: object) -> SessionState:
    """These (or Anna alone) at a place of the hamlet, with the rest of the state as told."""
    location = LocationId(where)
    state = replace(a_session(*(members or (anna(),))), location_id=location, visited=(location,))
    return who_know_their_way(replace(state, **changes))  # type: ignore[arg-type]  # fields of SessionState, by name


def who_know_their_way(state: SessionState) -> SessionState:
    """The same, with everybody remembering where they were, whom they met and what they hold."""
    known = {
        one.id: replace(
            one,
            lore=Lore(
                places=state.visited,
                people=state.met,
                items=tuple(dict.fromkeys(item.item_def_id for item in one.items.values())),
            ),
        )
        for one in state.characters.values()
    }
    return replace(state, characters=known)


def do(
    state: SessionState,
    intent: Intent,
    who: CharacterId = ANNA,
    world: World = HAMLET,
    dice: Dice | None = None,
    **faces: int | list[int],
) -> Resolution:
    """What comes of it, with these dice."""
    return resolve(state, who, intent, dice or LoadedDice(**faces), world)


def refused(state: SessionState, intent: Intent, who: CharacterId = ANNA, world: World = HAMLET) -> str:
    """The code with which it is refused."""
    with pytest.raises(GameError) as caught:
        do(state, intent, who, world)
    return caught.value.code


def all_of(events: Iterable[Event], kind: type[E]) -> list[E]:
    """The events of one class, in order."""
    return [event for event in events if isinstance(event, kind)]


def one_of(events: Iterable[Event], kind: type[E]) -> E:
    """The one event of that class."""
    (event,) = all_of(events, kind)
    return event


def go(direction: str) -> Move:
    """The intent, in short."""
    return Move(Direction(direction))


def talk(whom: str, about: str | None = None) -> Talk:
    """The intent, in short."""
    return Talk(PersonId(whom), about)


def equip(item: str) -> Equip:
    """The intent, in short."""
    return Equip(ItemId(item))


def drop(item: str, quantity: int = 1) -> Drop:
    """The intent, in short."""
    return Drop(ItemId(item), quantity)


def drink(item: str, target: str | None = None) -> UseItem:
    """The intent, in short."""
    return UseItem(ItemId(item), CombatantId(target) if target else None)


def cast(ability: str, target: str | None = None) -> UseAbility:
    """The intent, in short."""
    return UseAbility(AbilityId(ability), CombatantId(target) if target else None)
