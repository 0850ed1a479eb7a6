"""A character as its owner sees it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.models.enums import EffectKind, ItemKind, Rarity, Slot, Stat


@dataclass(frozen=True, slots=True)
class EffectView:
    effect_id: str
    name: str
    kind: EffectKind
    description: str
    remaining_turns: int
    stacks: int
    is_harmful: bool


@dataclass(frozen=True, slots=True)
class StatPart:
    source: str
    amount: int


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """`slots`: where it can be worn; `worn_in`: where it is worn. `usable`: outside combat, now."""

    item_id: str
    item_def_id: str
    name: str
    description: str
    kind: ItemKind
    rarity: Rarity
    quantity: int
    value_gold: int
    weight: int
    level: int
    stats: Mapping[Stat, int]
    slots: tuple[Slot, ...]
    worn_in: Slot | None
    usable: bool
    can_drop: bool
    sealed: bool


@dataclass(frozen=True, slots=True)
class SkillNodeView:
    """`stats`: what it adds. `abilities`: the names of those it teaches. `why_not`: what keeps one from learning it,
    None where it can be learnt or is."""

    node_id: str
    name: str
    description: str
    tier: int
    cost: int
    requires: tuple[str, ...]
    stats: Mapping[Stat, int]
    abilities: tuple[str, ...]
    is_learned: bool
    can_learn: bool
    why_not: str | None


@dataclass(frozen=True, slots=True)
class SkillTreeView:
    tree_id: str
    name: str
    description: str
    nodes: tuple[SkillNodeView, ...]


@dataclass(frozen=True, slots=True)
class PortraitView:
    """`drawn`: which of the drawn portraits was chosen. `uploaded`: the hash of an uploaded one, which goes before."""

    drawn: str | None
    uploaded: str | None


@dataclass(frozen=True, slots=True)
class CharacterView:
    """`experience_next` is the total at which the next level comes, None at the highest. `stats`: effective values.

    `respec_cost_gold`: what forgetting all skills costs now. `session_id`: the adventure it is on. `version`: of the
    character's row.
    """

    id: str
    name: str
    class_id: str
    class_name: str
    origin_id: str
    origin_name: str
    level: int
    experience: int
    experience_level: int
    experience_next: int | None
    hp: int
    max_hp: int
    mana: int
    max_mana: int
    gold: int
    skill_points: int
    respec_cost_gold: int
    stats: Mapping[Stat, int]
    effects: tuple[EffectView, ...]
    equipment: Mapping[Slot, InventoryItem]
    abilities: tuple[str, ...]
    skill_trees: tuple[SkillTreeView, ...]
    appearance: Mapping[str, str]
    portrait: PortraitView
    carried_weight: int
    session_id: str | None
    version: int
