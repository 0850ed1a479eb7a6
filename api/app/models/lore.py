"""What a character has met on its way: what the codex tells about."""

from dataclasses import dataclass

from app.models.enums import DamageType
from app.models.ids import EffectId, EnemyId, ItemDefId, LocationId, PersonId

MAX_KNOWN = 200
"""Entries of a kind that a character remembers: the oldest make room, so that a row stays small."""


@dataclass(frozen=True, slots=True)
class EnemyLore:
    """`beaten`: how many fell. `tried`: the kinds of damage that it was seen to take, in the order of discovery."""

    enemy_id: EnemyId
    beaten: int = 0
    tried: tuple[DamageType, ...] = ()


@dataclass(frozen=True, slots=True)
class Lore:
    """Ids in the order of discovery, at most `MAX_KNOWN` of each kind."""

    places: tuple[LocationId, ...] = ()
    people: tuple[PersonId, ...] = ()
    items: tuple[ItemDefId, ...] = ()
    effects: tuple[EffectId, ...] = ()
    enemies: tuple[EnemyLore, ...] = ()
