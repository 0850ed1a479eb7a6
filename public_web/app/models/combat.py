"""A fight as one player sees it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.models.character import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Combatant:
    """`mana` and `max_mana` are None for enemies. `phase`: a boss's, by its name."""

    id: str
    name: str
    side: str
    row: str
    level: int
    hp: int
    max_hp: int
    mana: int | None
    max_mana: int | None
    effects: tuple[Effect, ...]
    initiative: int
    is_standing: bool
    is_you: bool
    is_current: bool
    is_boss: bool
    phase: str | None
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CombatAction:
    """`targets`: who may be aimed at (empty where none is needed). `chance_pct`: odds to hit by target id."""

    ability_id: str
    name: str
    description: str
    target_kind: str
    mana_cost: int
    cooldown_turns: int
    cooldown_left: int
    usable: bool
    why_not: str | None
    targets: tuple[str, ...]
    chance_pct: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CombatItem:
    item_id: str
    name: str
    description: str
    quantity: int
    target_kind: str
    usable: bool
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Combat:
    """`order`: combatant ids by initiative."""

    encounter_id: str
    name: str
    round: int
    current_id: str
    is_your_turn: bool
    order: tuple[str, ...]
    combatants: tuple[Combatant, ...]
    actions: tuple[CombatAction, ...]
    items: tuple[CombatItem, ...]

    def by_id(self, combatant_id: str) -> Combatant | None:
        """The combatant, None for an id that is not in this fight."""
        return next((one for one in self.combatants if one.id == combatant_id), None)
