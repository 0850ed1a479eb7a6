"""A thing beside what is worn in its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.models.character import InventoryItem


@dataclass(frozen=True, slots=True)
class Comparison:
    """What wearing it in that slot would change. `worn`: what would come off, None for an empty slot."""

    slot: str
    worn: str | None
    changes: tuple[tuple[str, int], ...]


def comparisons(item: InventoryItem, inventory: Sequence[InventoryItem]) -> tuple[Comparison, ...]:
    """One for each slot that it fits; none for what is worn, or cannot be."""
    if item.worn_in:
        return ()
    return tuple(_compared(item, slot, inventory) for slot in item.slots)


def _compared(item: InventoryItem, slot: str, inventory: Sequence[InventoryItem]) -> Comparison:
    worn = next((one for one in inventory if one.worn_in == slot), None)
    before = worn.stats if worn else {}
    stats = [*item.stats, *(stat for stat in before if stat not in item.stats)]
    changes = ((stat, item.stats.get(stat, 0) - before.get(stat, 0)) for stat in stats)
    return Comparison(slot, worn.name if worn else None, tuple(one for one in changes if one[1]))
