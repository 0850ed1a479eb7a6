"""A character as its owner sees it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    effect_id: str
    name: str
    kind: str
    description: str
    remaining_turns: int
    stacks: int
    is_harmful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryItem:
    """`slots`: where it can be worn; `worn_in`: where it is worn. `usable`: outside combat, now."""

    item_id: str
    item_def_id: str
    name: str
    description: str
    kind: str
    rarity: str
    quantity: int
    value_gold: int
    weight: int
    level: int
    stats: Mapping[str, int]
    slots: tuple[str, ...]
    worn_in: str | None
    usable: bool
    can_drop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """`drawn`: which of our drawings; `uploaded`: the hash of the player's own picture, which goes before it."""

    drawn: str | None = None
    uploaded: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatPart:
    """A part of a number; all of them together are the number."""

    source: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillNode:
    """`stats`: what it adds; `abilities`: those it teaches. `why_not`: what keeps one from learning it now."""

    node_id: str
    name: str
    description: str
    tier: int
    cost: int
    requires: tuple[str, ...]
    stats: Mapping[str, int]
    abilities: tuple[str, ...]
    is_learned: bool
    can_learn: bool
    why_not: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillTree:
    tree_id: str
    name: str
    description: str
    nodes: tuple[SkillNode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """`session_id`: the adventure it is on. `experience_next` is None at the highest level. `respec_cost_gold`: what
    forgetting all skills costs."""

    id: str
    name: str
    class_id: str
    class_name: str
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
    stats: Mapping[str, int]
    effects: tuple[Effect, ...]
    equipment: Mapping[str, InventoryItem]
    abilities: tuple[str, ...]
    skill_trees: tuple[SkillTree, ...]
    appearance: Mapping[str, str]
    carried_weight: int
    session_id: str | None
    origin_id: str = ""
    portrait: Portrait | None = None

    @property
    def face(self) -> Portrait:
        """The portrait; for an API that does not know of them yet, what its appearance names."""
        return self.portrait or Portrait(drawn=self.appearance.get("portrait"))
