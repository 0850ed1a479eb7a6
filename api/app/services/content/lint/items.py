"""Items: each kind with what it needs, and nothing that it cannot use."""

from collections.abc import Iterator

from app.models.enums import ItemKind, Slot
from app.models.items import ItemDef
from app.services.content.catalogue import Catalogue
from app.services.content.problems import Problem

_WORN = frozenset({ItemKind.WEAPON, ItemKind.SHIELD, ItemKind.ARMOUR, ItemKind.TRINKET})
_SLOTS: dict[ItemKind, frozenset[Slot]] = {
    ItemKind.WEAPON: frozenset({Slot.MAIN_HAND, Slot.OFF_HAND}),
    ItemKind.SHIELD: frozenset({Slot.OFF_HAND}),
    ItemKind.ARMOUR: frozenset({Slot.HEAD, Slot.BODY, Slot.HANDS, Slot.FEET}),
    ItemKind.TRINKET: frozenset({Slot.NECK, Slot.RING, Slot.OFF_HAND}),
}


def check_items(catalogue: Catalogue) -> Iterator[Problem]:
    """Slots, uses, stacks and values by kind."""
    for entry in catalogue.entries("items"):
        yield from (entry.problem(key, text) for key, text in _mistakes(entry.value))


def _mistakes(item: ItemDef) -> Iterator[tuple[str, str]]:
    kind = item.kind.value
    if item.kind in _WORN and item.slot not in _SLOTS[item.kind]:
        slots = ", ".join(sorted(slot.value for slot in _SLOTS[item.kind]))
        yield "slot", f"a {kind} is worn in one of these: {slots}"
    if item.kind not in _WORN and (item.slot or item.stats):
        yield "slot", f"a {kind} item cannot be worn and changes no stats"
    if item.two_handed and item.slot is not Slot.MAIN_HAND:
        yield "two_handed", "only what is held in the main hand takes both"
    if item.kind is ItemKind.CONSUMABLE and item.use is None:
        yield "use", "a consumable needs the ability that using it triggers"
    if item.kind is not ItemKind.CONSUMABLE and item.use:
        yield "use", "only consumables can be used up"
    yield from _number_mistakes(item)


def _number_mistakes(item: ItemDef) -> Iterator[tuple[str, str]]:
    for key, number, least in (
        ("value_gold", item.value_gold, 0),
        ("weight", item.weight, 0),
        ("max_stack", item.max_stack, 1),
        ("level", item.level, 1),
    ):
        if number < least:
            yield key, f"must be {least} or more"
    if item.kind in _WORN and item.max_stack > 1:
        yield "max_stack", "what is worn does not stack"
    if item.kind is ItemKind.QUEST and item.value_gold:
        yield "value_gold", "a quest item has no price: it can be neither sold nor dropped"
