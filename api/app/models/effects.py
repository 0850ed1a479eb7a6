"""Status effects: their definition and one at work on somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.models.enums import DamageType, EffectKind, Stat, TickPhase
from app.models.ids import CombatantId, EffectId


@dataclass(frozen=True, slots=True)
class EffectDef:
    """`power` per stack: damage or healing of a tick, the size of a shield. `stats` per stack: for buffs and debuffs.

    A new application of the same effect refreshes the duration and adds a stack up to `max_stacks`.
    """

    id: EffectId
    name: str
    kind: EffectKind
    description: str
    duration_turns: int
    ticks: TickPhase = TickPhase.TURN_START
    max_stacks: int = 1
    power: int = 0
    damage_type: DamageType = DamageType.PHYSICAL
    stats: Mapping[Stat, int] = field(default_factory=dict)
    codex: str = ""


@dataclass(frozen=True, slots=True)
class ActiveEffect:
    """`power` is that of all stacks together; a shield's is what it still absorbs."""

    effect_id: EffectId
    source_id: CombatantId
    remaining_turns: int
    stacks: int
    power: int
