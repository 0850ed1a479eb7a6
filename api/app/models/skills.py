"""Classes and their skill trees."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.models.enums import BattleRow, Stat
from app.models.ids import AbilityId, ClassId, ItemDefId, SkillNodeId


@dataclass(frozen=True, slots=True)
class SkillNode:
    """`tier` 1 to 5: tier n needs 2 × (n - 1) points spent in the same tree, and the nodes in `requires`."""

    id: SkillNodeId
    name: str
    description: str
    tier: int
    cost: int = 1
    requires: tuple[SkillNodeId, ...] = ()
    stats: Mapping[Stat, int] = field(default_factory=dict)
    abilities: tuple[AbilityId, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillTree:
    id: str
    name: str
    description: str
    nodes: tuple[SkillNode, ...]


@dataclass(frozen=True, slots=True)
class ClassDef:
    """A player class. `stats` at level 1; `stats_per_level` for each further one; `primary` is shown first."""

    id: ClassId
    name: str
    summary: str
    description: str
    primary: Stat
    row: BattleRow
    stats: Mapping[Stat, int]
    stats_per_level: Mapping[Stat, int]
    abilities: tuple[AbilityId, ...]
    starting_items: Mapping[ItemDefId, int]
    trees: tuple[SkillTree, ...]
