"""Events of a fight."""

from dataclasses import dataclass
from typing import Literal

from app.models.combat import Combatant, CombatEncounter
from app.models.dice import Roll
from app.models.effects import ActiveEffect
from app.models.enums import (
    BattleRow,
    CombatOutcome,
    DamageType,
)
from app.models.ids import (
    AbilityId,
    CharacterId,
    CombatantId,
    EffectId,
    EncounterId,
)


@dataclass(frozen=True, slots=True)
class CombatStarted:
    encounter: CombatEncounter
    opening: str
    rolls: tuple[Roll, ...]
    kind: Literal["combat_started"] = "combat_started"


@dataclass(frozen=True, slots=True)
class CombatTurnStarted:
    """`current` indexes the order. The combatant's cooldowns have already fallen by one."""

    combatant_id: CombatantId
    current: int
    round: int
    kind: Literal["combat_turn_started"] = "combat_turn_started"


@dataclass(frozen=True, slots=True)
class CombatTurnSkipped:
    """Stunned: the turn is lost."""

    combatant_id: CombatantId
    effect_id: EffectId
    kind: Literal["combat_turn_skipped"] = "combat_turn_skipped"


@dataclass(frozen=True, slots=True)
class AbilityUsed:
    """`mana` is what the user has left; `cooldown` the turns until it can be used again; both are 0 where players read
    of an enemy. `item_name`: by that item."""

    combatant_id: CombatantId
    ability_id: AbilityId
    name: str
    targets: tuple[CombatantId, ...]
    mana: int
    cooldown: int
    item_name: str | None = None
    kind: Literal["ability_used"] = "ability_used"


@dataclass(frozen=True, slots=True)
class AttackRolled:
    """d20 + `hit` against `dodge`; `chance_pct` were the odds."""

    combatant_id: CombatantId
    target_id: CombatantId
    ability_id: AbilityId
    rolls: tuple[Roll, ...]
    hit: int
    dodge: int
    total: int
    chance_pct: int
    is_hit: bool
    is_critical: bool
    kind: Literal["attack_rolled"] = "attack_rolled"


@dataclass(frozen=True, slots=True)
class DamageDealt:
    """`raw` before, `amount` after mitigation (`mitigated`) and shields (`absorbed`); `hp` is what is left.

    `source` is the ability's or effect's name. `shields` are the target's effects after absorption, if any absorbed.
    """

    combatant_id: CombatantId
    target_id: CombatantId
    source: str
    damage_type: DamageType
    raw: int
    mitigated: int
    absorbed: int
    amount: int
    hp: int
    is_critical: bool
    rolls: tuple[Roll, ...] = ()
    shields: tuple[ActiveEffect, ...] | None = None
    kind: Literal["damage_dealt"] = "damage_dealt"


@dataclass(frozen=True, slots=True)
class Healed:
    combatant_id: CombatantId
    target_id: CombatantId
    source: str
    amount: int
    hp: int
    rolls: tuple[Roll, ...] = ()
    kind: Literal["healed"] = "healed"


@dataclass(frozen=True, slots=True)
class ManaRestored:
    target_id: CombatantId
    source: str
    amount: int
    mana: int
    rolls: tuple[Roll, ...] = ()
    kind: Literal["mana_restored"] = "mana_restored"


@dataclass(frozen=True, slots=True)
class EffectApplied:
    """`effect` replaces an earlier one of the same id. `resisted`: the chance failed and nothing changes."""

    target_id: CombatantId
    effect: ActiveEffect
    name: str
    resisted: bool = False
    rolls: tuple[Roll, ...] = ()
    kind: Literal["effect_applied"] = "effect_applied"


@dataclass(frozen=True, slots=True)
class EffectTicked:
    """One of its turns is over; damage or healing of the tick stands in an event of its own."""

    target_id: CombatantId
    effect_id: EffectId
    remaining_turns: int
    kind: Literal["effect_ticked"] = "effect_ticked"


@dataclass(frozen=True, slots=True)
class EffectEnded:
    target_id: CombatantId
    effect_id: EffectId
    name: str
    kind: Literal["effect_ended"] = "effect_ended"


@dataclass(frozen=True, slots=True)
class CombatantFell:
    combatant_id: CombatantId
    name: str
    by: CombatantId
    kind: Literal["combatant_fell"] = "combatant_fell"


@dataclass(frozen=True, slots=True)
class CombatantRevived:
    combatant_id: CombatantId
    name: str
    hp: int
    kind: Literal["combatant_revived"] = "combatant_revived"


@dataclass(frozen=True, slots=True)
class RowChanged:
    combatant_id: CombatantId
    row: BattleRow
    kind: Literal["row_changed"] = "row_changed"


@dataclass(frozen=True, slots=True)
class PhaseBegan:
    combatant_id: CombatantId
    phase: int
    text: str
    kind: Literal["phase_began"] = "phase_began"


@dataclass(frozen=True, slots=True)
class CombatantSummoned:
    combatant: Combatant
    order: tuple[CombatantId, ...]
    kind: Literal["combatant_summoned"] = "combatant_summoned"


@dataclass(frozen=True, slots=True)
class FleeTried:
    """Success removes the combatant from the fight."""

    combatant_id: CombatantId
    rolls: tuple[Roll, ...]
    total: int
    difficulty: int
    chance_pct: int
    success: bool
    kind: Literal["flee_tried"] = "flee_tried"


@dataclass(frozen=True, slots=True)
class FinalVitals:
    character_id: CharacterId
    hp: int
    mana: int
    effects: tuple[ActiveEffect, ...] = ()


@dataclass(frozen=True, slots=True)
class CombatEnded:
    """The fight is over; `vitals` go back to the characters. On victory `encounter_id` counts as won."""

    encounter_id: EncounterId
    name: str
    outcome: CombatOutcome
    rounds: int
    vitals: tuple[FinalVitals, ...]
    kind: Literal["combat_ended"] = "combat_ended"


@dataclass(frozen=True, slots=True)
class PityChanged:
    """Misses in a row of a loot table's entry."""

    key: str
    misses: int
    kind: Literal["pity_changed"] = "pity_changed"
