"""Folding what was learned of the world."""

from typing import TypeVar

from app.game_logic.fold.change import Handlers, with_character
from app.models.events import LoreGained
from app.models.lore import MAX_KNOWN, EnemyLore, Lore
from app.models.session import SessionState

T = TypeVar("T")


def _gained(state: SessionState, event: LoreGained) -> SessionState:
    known, new = state.characters[event.character_id].lore, event.lore
    lore = Lore(
        places=_joined(known.places, new.places),
        people=_joined(known.people, new.people),
        items=_joined(known.items, new.items),
        effects=_joined(known.effects, new.effects),
        enemies=_with(known.enemies, new.enemies),
    )
    return with_character(state, event.character_id, lore=lore)


def _joined(known: tuple[T, ...], new: tuple[T, ...]) -> tuple[T, ...]:
    return (*known, *new)[-MAX_KNOWN:]


def _with(known: tuple[EnemyLore, ...], new: tuple[EnemyLore, ...]) -> tuple[EnemyLore, ...]:
    """Entries keep their places; those of enemies met for the first time follow."""
    changed = {one.enemy_id: one for one in new}
    kept = tuple(changed.pop(one.enemy_id, one) for one in known)
    return _joined(kept, tuple(changed.values()))


HANDLERS: Handlers = {LoreGained: _gained}
