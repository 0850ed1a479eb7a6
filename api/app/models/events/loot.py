"""Events of what a party shares out: what lies in the pool, who gets it and why, and where it goes."""

from dataclasses import dataclass
from typing import Literal

from app.models.dice import Roll
from app.models.enums import Award
from app.models.ids import CharacterId, ItemDefId, ItemId
from app.models.items import Item


@dataclass(frozen=True, slots=True)
class LootPooled:
    """Out of the faucet `loot` into the pool of the party. `receivers`: who may have it."""

    item: Item
    name: str
    receivers: tuple[CharacterId, ...]
    rolls: tuple[Roll, ...] = ()
    kind: Literal["loot_pooled"] = "loot_pooled"


@dataclass(frozen=True, slots=True)
class LootThrow:
    """One member's die for a thing of the pool. After a tie those with the highest throw again."""

    character_id: CharacterId
    roll: Roll


@dataclass(frozen=True, slots=True)
class LootAwarded:
    """To whom a thing of the pool goes, and why; what becomes of it stands in the next event."""

    item_id: ItemId
    name: str
    character_id: CharacterId
    award: Award
    throws: tuple[LootThrow, ...] = ()
    kind: Literal["loot_awarded"] = "loot_awarded"


@dataclass(frozen=True, slots=True)
class LootTaken:
    """Out of the pool into somebody's pack: `item_id` is what lay there. Where `item.id` is another, it came to a
    stack, which `item` then is as a whole; `quantity` is what came in."""

    character_id: CharacterId
    item_id: ItemId
    item: Item
    quantity: int
    name: str
    kind: Literal["loot_taken"] = "loot_taken"


@dataclass(frozen=True, slots=True)
class LootLeft:
    """Out of the pool for good: nobody may have it any more, or the pack of who should is full."""

    item_id: ItemId
    item_def_id: ItemDefId
    quantity: int
    name: str
    kind: Literal["loot_left"] = "loot_left"
