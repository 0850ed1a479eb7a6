"""Folding events of what a party shares out."""

from app.game_logic.fold.change import Handlers, replace_state, with_character
from app.models.events import LootLeft, LootPooled, LootTaken
from app.models.ids import ItemId
from app.models.items import PooledItem
from app.models.session import SessionState


def _pooled(state: SessionState, event: LootPooled) -> SessionState:
    return replace_state(state, loot_pool=(*state.loot_pool, PooledItem(event.item, event.receivers)))


def _taken(state: SessionState, event: LootTaken) -> SessionState:
    items = {**state.characters[event.character_id].items, event.item.id: event.item}
    return with_character(_without(state, event.item_id), event.character_id, items=items)


def _left(state: SessionState, event: LootLeft) -> SessionState:
    return _without(state, event.item_id)


def _without(state: SessionState, item_id: ItemId) -> SessionState:
    return replace_state(state, loot_pool=tuple(one for one in state.loot_pool if one.item.id != item_id))


HANDLERS: Handlers = {LootPooled: _pooled, LootTaken: _taken, LootLeft: _left}
