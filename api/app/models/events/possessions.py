"""Events of items, gold and growth."""

from dataclasses import dataclass
from typing import Literal

from app.models.dice import Roll
from app.models.enums import (
    Slot,
)
from app.models.ids import (
    CharacterId,
    ItemDefId,
    ItemId,
    LootTableId,
    SkillNodeId,
)
from app.models.items import Item


@dataclass(frozen=True, slots=True)
class ItemGained:
    """Out of the faucet `source` (loot, quest, gift, start). A stack gains by ItemGained of the same `item.id`:
    `item.quantity` is then the whole stack and `quantity` what came in."""

    character_id: CharacterId
    item: Item
    quantity: int
    name: str
    source: str
    rolls: tuple[Roll, ...] = ()
    kind: Literal["item_gained"] = "item_gained"


@dataclass(frozen=True, slots=True)
class ItemLost:
    """Into the sink `sink` (used, discarded, quest). `left` 0 removes the row, and takes it off if it was worn. None
    where others read it."""

    character_id: CharacterId
    item_id: ItemId
    item_def_id: ItemDefId
    quantity: int
    left: int | None
    name: str
    sink: str
    kind: Literal["item_lost"] = "item_lost"


@dataclass(frozen=True, slots=True)
class ItemEquipped:
    """`removed` are the slots emptied to make room."""

    character_id: CharacterId
    item_id: ItemId
    name: str
    slot: Slot
    removed: tuple[Slot, ...] = ()
    kind: Literal["item_equipped"] = "item_equipped"


@dataclass(frozen=True, slots=True)
class ItemUnequipped:
    character_id: CharacterId
    item_id: ItemId
    name: str
    slot: Slot
    kind: Literal["item_unequipped"] = "item_unequipped"


@dataclass(frozen=True, slots=True)
class GoldChanged:
    """`account` is the faucet or sink on the other side of the ledger row (loot, quest, gift, respec, defeat). `gold`
    is what is in the purse then; None where others read it."""

    character_id: CharacterId
    amount: int
    gold: int | None
    account: str
    rolls: tuple[Roll, ...] = ()
    kind: Literal["gold_changed"] = "gold_changed"


@dataclass(frozen=True, slots=True)
class LootRolled:
    """The dice spoke about what is found, also where they gave nothing: such a turn cannot be taken back."""

    table_id: LootTableId
    kind: Literal["loot_rolled"] = "loot_rolled"


@dataclass(frozen=True, slots=True)
class ExperienceGained:
    character_id: CharacterId
    amount: int
    experience: int
    kind: Literal["experience_gained"] = "experience_gained"


@dataclass(frozen=True, slots=True)
class LevelGained:
    """Hit points and mana are full again."""

    character_id: CharacterId
    level: int
    skill_points: int
    hp: int
    mana: int
    kind: Literal["level_gained"] = "level_gained"


@dataclass(frozen=True, slots=True)
class SkillLearned:
    character_id: CharacterId
    node: SkillNodeId
    name: str
    skill_points: int
    kind: Literal["skill_learned"] = "skill_learned"


@dataclass(frozen=True, slots=True)
class SkillsForgotten:
    """A respec: all points are back. Vitals are capped to the new maxima."""

    character_id: CharacterId
    skill_points: int
    hp: int
    mana: int
    kind: Literal["skills_forgotten"] = "skills_forgotten"
