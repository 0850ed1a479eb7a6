"""Items and gold come from named faucets and go to named sinks; nothing else makes or destroys them."""

from app.game_logic.recorder import Recorder
from app.models.character import MAX_INVENTORY, Character
from app.models.dice import Roll
from app.models.enums import ItemKind
from app.models.errors import IllegalMove
from app.models.events import GoldChanged, ItemGained, ItemLost
from app.models.ids import CharacterId, ItemDefId, ItemId
from app.models.items import Item


def gain_item(
    rec: Recorder,
    character_id: CharacterId,
    item_def_id: ItemDefId,
    quantity: int,
    source: str,
    rolls: tuple[Roll, ...] = (),
) -> None:
    """Fills up stacks, then makes new ones. What no longer fits (`MAX_INVENTORY` stacks) is left behind, unrecorded:
    it never existed. Things of quests always fit, or a full bag could make a quest unfinishable. `source` is a faucet's
    name, e.g. "loot"."""
    definition = rec.world.items[item_def_id]
    left = quantity
    while left > 0:
        character = rec.state.characters[character_id]
        stack = _open_stack(character, item_def_id, definition.max_stack)
        if stack is None and definition.kind is not ItemKind.QUEST and len(character.items) >= MAX_INVENTORY:
            return
        held = stack.quantity if stack else 0
        added = min(left, definition.max_stack - held)
        item_id = stack.id if stack else ItemId(rec.dice.new_id())
        item = Item(item_id, item_def_id, held + added)
        rec.emit(ItemGained(character_id, item, added, definition.name, source, rolls))
        left -= added


def _open_stack(character: Character, item_def_id: ItemDefId, max_stack: int) -> Item | None:
    for item in character.items.values():
        if item.item_def_id == item_def_id and item.quantity < max_stack and not item.sealed:
            return item
    return None


def lose_item(rec: Recorder, character_id: CharacterId, item_id: ItemId, quantity: int, sink: str) -> None:
    """Takes `quantity` out of one stack. Raises IllegalMove `not_yours` or `not_enough_items`."""
    item = owned(rec.state.characters[character_id], item_id)
    if quantity > item.quantity:
        raise IllegalMove("You do not have that many.", code="not_enough_items")
    name = rec.world.items[item.item_def_id].name
    left = item.quantity - quantity
    rec.emit(ItemLost(character_id, item_id, item.item_def_id, quantity, left, name, sink))


def owned(character: Character, item_id: ItemId) -> Item:
    """The character's item of that id. Raises IllegalMove `not_yours`."""
    item = character.items.get(item_id)
    if item is None:
        raise IllegalMove("You do not have that.", code="not_yours")
    return item


def count_items(character: Character, item_def_id: ItemDefId) -> int:
    """How many of a kind the character holds, over all stacks."""
    return sum(item.quantity for item in character.items.values() if item.item_def_id == item_def_id)


def change_gold(
    rec: Recorder, character_id: CharacterId, amount: int, account: str, rolls: tuple[Roll, ...] = ()
) -> None:
    """Adds (or takes) gold. Raises IllegalMove `not_enough_gold` if it would fall below zero. Zero records nothing."""
    if amount == 0:
        return
    gold = rec.state.characters[character_id].gold + amount
    if gold < 0:
        raise IllegalMove("You do not have enough gold.", code="not_enough_gold")
    rec.emit(GoldChanged(character_id, amount, gold, account, rolls))
