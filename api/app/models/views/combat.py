"""A fight as one player sees it."""

from dataclasses import dataclass

from app.models.enums import BattleRow, Side, TargetKind
from app.models.views.character import EffectView


@dataclass(frozen=True, slots=True)
class CombatantView:
    """`mana` and `max_mana` are None for enemies. `is_current`: at the move now. `phase`: a boss's, by its name."""

    id: str
    name: str
    side: Side
    row: BattleRow
    level: int
    hp: int
    max_hp: int
    mana: int | None
    max_mana: int | None
    effects: tuple[EffectView, ...]
    initiative: int
    is_standing: bool
    is_you: bool
    is_current: bool
    is_boss: bool
    phase: str | None
    description: str


@dataclass(frozen=True, slots=True)
class CombatActionView:
    """`targets`: combatant ids that may be aimed at (empty where none is needed). `why_not`: why it cannot be used."""

    ability_id: str
    name: str
    description: str
    target_kind: TargetKind
    mana_cost: int
    cooldown_turns: int
    cooldown_left: int
    usable: bool
    why_not: str | None
    targets: tuple[str, ...]
    chance_pct: dict[str, int]
    """For attacks: the odds to hit by target id."""


@dataclass(frozen=True, slots=True)
class CombatItemView:
    item_id: str
    name: str
    description: str
    quantity: int
    target_kind: TargetKind
    usable: bool
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CombatView:
    """`order`: combatant ids by initiative. Actions and items are empty while it is not your turn; while you may act
    for whoever is at the move, the actions are that one's."""

    encounter_id: str
    name: str
    round: int
    current_id: str
    is_your_turn: bool
    order: tuple[str, ...]
    combatants: tuple[CombatantView, ...]
    actions: tuple[CombatActionView, ...]
    items: tuple[CombatItemView, ...]
