"""Where a character comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.models.enums import Stat
from app.models.ids import (
    ItemDefId,
    OriginId,
)


@dataclass(frozen=True, slots=True)
class OriginDef:
    id: OriginId
    name: str
    summary: str
    description: str
    stats: Mapping[Stat, int]
    starting_items: Mapping[ItemDefId, int]
    starting_gold: int
    opening: str
    """How this character's story begins, second person."""
