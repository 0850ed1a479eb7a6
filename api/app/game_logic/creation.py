"""A new character, as class and origin make it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.models.character import Character
from app.models.enums import Slot, Stat
from app.models.ids import CharacterId, ClassId, ItemDefId, ItemId, OriginId, UserId
from app.models.items import Item, ItemDef
from app.models.world import World

FIRST_SKILL_POINTS = 1


def create_character(
    id: CharacterId,  # noqa: A002 - the field's own name
    user_id: UserId,
    name: str,
    class_id: ClassId,
    origin_id: OriginId,
    appearance: Mapping[str, str],
    world: World,
    new_id: Callable[[], str],
) -> Character:
    """Level 1, whole, with the starting items of class and origin (worn where a slot is free), the origin's gold and
    one skill point. `class_id` and `origin_id` exist in `world`; `new_id` names the items.
    """
    class_def, origin = world.classes[class_id], world.origins[origin_id]
    items = _starting_items(class_def.starting_items, origin.starting_items, world, new_id)
    character = Character(
        id=id,
        user_id=user_id,
        name=name,
        class_id=class_id,
        origin_id=origin_id,
        hp=1,
        mana=0,
        skill_points=FIRST_SKILL_POINTS,
        gold=origin.starting_gold,
        equipment=_worn(items, world),
        items=items,
        appearance=dict(appearance),
    )
    stats = character.get_effective_stats(world)
    return replace(character, hp=stats[Stat.MAX_HP], mana=stats[Stat.MAX_MANA])


def _starting_items(
    of_class: Mapping[ItemDefId, int],
    of_origin: Mapping[ItemDefId, int],
    world: World,
    new_id: Callable[[], str],
) -> dict[ItemId, Item]:
    """Stacks, the class's things first; what both give is put together."""
    counts: dict[ItemDefId, int] = dict(of_class)
    for item_def_id, count in of_origin.items():
        counts[item_def_id] = counts.get(item_def_id, 0) + count
    stacks = [
        Item(ItemId(new_id()), item_def_id, quantity)
        for item_def_id, count in counts.items()
        for quantity in _stack_sizes(count, world.items[item_def_id].max_stack)
    ]
    return {item.id: item for item in stacks}


def _stack_sizes(count: int, max_stack: int) -> list[int]:
    """7 in stacks of 3 → [3, 3, 1]."""
    full, rest = divmod(count, max_stack)
    return [max_stack] * full + ([rest] if rest else [])


def _worn(items: Mapping[ItemId, Item], world: World) -> dict[Slot, ItemId]:
    """The first thing for each slot; a two-handed weapon keeps the off hand free, and a shield keeps it one-handed."""
    worn: dict[Slot, ItemId] = {}
    for item in items.values():
        definition = world.items[item.item_def_id]
        if definition.slot is not None and _has_room(worn, definition, items, world):
            worn[definition.slot] = item.id
    return worn


def _has_room(
    worn: Mapping[Slot, ItemId], definition: ItemDef, items: Mapping[ItemId, Item], world: World
) -> bool:
    if definition.slot in worn:
        return False
    if definition.two_handed:
        return Slot.OFF_HAND not in worn
    main = worn.get(Slot.MAIN_HAND)
    return not (definition.slot is Slot.OFF_HAND and main and world.items[items[main].item_def_id].two_handed)
