"""A fight and those who stand in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.models.effects import ActiveEffect
from app.models.enums import BattleRow, Side
from app.models.ids import AbilityId, CombatantId, EncounterId, EnemyId
from app.models.stats import Stats


@dataclass(frozen=True, slots=True)
class Combatant:
    """Stands for a character (then `id` is the character's id) or an enemy while a fight lasts.

    `stats` are effective values without the fight's own effects; effects are folded in by `game_logic`.
    For characters these `hp`, `mana` and `effects` are the truth until the fight ends. `cooldowns`: own turns left.
    """

    id: CombatantId
    name: str
    side: Side
    row: BattleRow
    level: int
    hp: int
    mana: int
    stats: Stats
    abilities: tuple[AbilityId, ...]
    initiative: int
    enemy_id: EnemyId | None = None
    phase: int = 0
    cooldowns: Mapping[AbilityId, int] = field(default_factory=dict)
    effects: tuple[ActiveEffect, ...] = ()
    has_fled: bool = False

    @property
    def is_standing(self) -> bool:
        return self.hp > 0 and not self.has_fled


@dataclass(frozen=True, slots=True)
class CombatEncounter:
    """`order` lists combatant ids by initiative; `current` indexes it. `round` counts from 1."""

    encounter_id: EncounterId
    name: str
    combatants: Mapping[CombatantId, Combatant]
    order: tuple[CombatantId, ...]
    current: int = 0
    round: int = 1
    can_flee: bool = True

    @property
    def current_id(self) -> CombatantId:
        return self.order[self.current]

    def standing(self, side: Side) -> tuple[Combatant, ...]:
        """Those of a side still in the fight, in initiative order."""
        found = [self.combatants[one] for one in self.order]
        return tuple([one for one in found if one.side is side and one.hp > 0 and not one.has_fled])
