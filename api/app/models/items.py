"""Items: the definition in the content, and the instance somebody owns (one row each)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.models.enums import ItemKind, Rarity, Slot, Stat
from app.models.ids import AbilityId, CharacterId, ItemDefId, ItemId


@dataclass(frozen=True, slots=True)
class ItemDef:
    """`slot` for what can be worn; `use` is the ability a consumable triggers (in combat and outside)."""

    id: ItemDefId
    name: str
    aliases: tuple[str, ...]
    description: str
    kind: ItemKind
    rarity: Rarity
    value_gold: int
    weight: int
    slot: Slot | None = None
    two_handed: bool = False
    stats: Mapping[Stat, int] = field(default_factory=dict)
    use: AbilityId | None = None
    max_stack: int = 1
    level: int = 1
    codex: str = ""
    """What the codex tells of it, where the description is not enough."""


@dataclass(frozen=True, slots=True)
class Item:
    """An instance. `sealed` items (of imported characters) cannot be traded."""

    id: ItemId
    item_def_id: ItemDefId
    quantity: int = 1
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class PooledItem:
    """A thing that nobody owns yet, and who may have it: those of the party whose fight it was and who are still
    there, in the order of their turns."""

    item: Item
    receivers: tuple[CharacterId, ...]
