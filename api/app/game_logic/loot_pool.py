"""The loot pool of a party that does not simply share out in turn: what lies there, and how it gets into packs."""

from collections.abc import Iterable, Sequence

from app.game_logic.loot_generator import Drawn
from app.game_logic.possessions import gain_item
from app.game_logic.recorder import Recorder
from app.models.character import MAX_INVENTORY, Character
from app.models.enums import Award, ItemKind, Rarity
from app.models.events import LootAwarded, LootLeft, LootPooled, LootTaken, LootThrow
from app.models.ids import CharacterId, ItemId
from app.models.items import Item, PooledItem

MAX_POOL = 8
"""Things that lie in the pool at most: a ballot that one can read, and a dealing that fits into one commit."""

_RANKS = {rarity: rank for rank, rarity in enumerate(Rarity)}


def pool_loot(rec: Recorder, receivers: tuple[CharacterId, ...], drawn: Sequence[Drawn], source: str) -> None:
    """The rarest of what was drawn go into the pool, as many as it holds, each of at most a stack; the others go round
    at once, beginning with whom a die names."""
    portions = [portion for one in drawn for portion in _portions(rec, one)]
    room = max(MAX_POOL - len(rec.state.loot_pool), 0)
    by_rarity = sorted(range(len(portions)), key=lambda place: -_rank(rec, portions[place]))
    pooled = set(by_rarity[:room])
    for place in sorted(pooled):
        item_def_id, quantity, rolls = portions[place]
        item = Item(ItemId(rec.dice.new_id()), item_def_id, quantity)
        rec.emit(LootPooled(item, rec.world.items[item_def_id].name, receivers, rolls))
    others = [portion for place, portion in enumerate(portions) if place not in pooled]
    first = rec.dice.roll("share", len(receivers)).value - 1 if others else 0
    for place, (item_def_id, quantity, rolls) in enumerate(others, start=first):
        gain_item(rec, receivers[place % len(receivers)], item_def_id, quantity, source, rolls)


def _portions(rec: Recorder, drawn: Drawn) -> Iterable[Drawn]:
    item_def_id, left, rolls = drawn
    most = rec.world.items[item_def_id].max_stack
    while left > 0:
        yield item_def_id, min(left, most), rolls
        left -= most


def _rank(rec: Recorder, drawn: Drawn) -> int:
    return _RANKS[rec.world.items[drawn[0]].rarity]


def deal_in_turn(rec: Recorder, lying: Iterable[PooledItem]) -> None:
    """In the party's order, beginning with whom a die names; who may not have a thing is passed over. What nobody may
    have is left behind."""
    waiting, order = tuple(lying), rec.state.turn_order
    if not waiting:
        return
    place = rec.dice.roll("share", len(order)).value - 1 if len(order) > 1 else 0
    for one in waiting:
        following = [*order[place:], *order[:place]]
        receiver = next((who for who in following if who in one.receivers), None)
        if receiver is None:
            _leave(rec, one)
            continue
        award(rec, one, receiver, Award.TURN)
        place = (order.index(receiver) + 1) % len(order)


def deal_out(rec: Recorder) -> None:
    """All that lies in the pool, in turn: before the story ends."""
    deal_in_turn(rec, rec.state.loot_pool)


def deal_unrivalled(rec: Recorder) -> None:
    """What one alone may still have goes there, and what nobody may have is left behind: after somebody has gone."""
    deal_in_turn(rec, [one for one in rec.state.loot_pool if len(one.receivers) < 2])


def award(
    rec: Recorder,
    lying: PooledItem,
    receiver: CharacterId,
    why: Award,
    throws: tuple[LootThrow, ...] = (),
) -> None:
    """Gives a thing of the pool to one of the party. It comes to a stack that has room for all of it, or is a stack of
    its own. For a full pack it is left behind; things of quests always fit."""
    item, definition = lying.item, rec.world.items[lying.item.item_def_id]
    rec.emit(LootAwarded(item.id, definition.name, receiver, why, throws))
    character = rec.state.characters[receiver]
    stack = _stack_with_room(character, item, definition.max_stack)
    is_full = len(character.items) >= MAX_INVENTORY and definition.kind is not ItemKind.QUEST
    if stack is None and is_full:
        _leave(rec, lying)
        return
    held = stack.quantity if stack else 0
    whole = Item(stack.id if stack else item.id, item.item_def_id, held + item.quantity)
    rec.emit(LootTaken(receiver, item.id, whole, item.quantity, definition.name))


def _stack_with_room(character: Character, item: Item, max_stack: int) -> Item | None:
    for stack in character.items.values():
        is_alike = stack.item_def_id == item.item_def_id and not stack.sealed
        if is_alike and stack.quantity + item.quantity <= max_stack:
            return stack
    return None


def _leave(rec: Recorder, lying: PooledItem) -> None:
    item = lying.item
    name = rec.world.items[item.item_def_id].name
    rec.emit(LootLeft(item.id, item.item_def_id, item.quantity, name))
