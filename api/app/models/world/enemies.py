"""Encounters, enemies and what they leave behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.models.enums import BattleRow, Behaviour, Stat
from app.models.ids import (
    AbilityId,
    EffectId,
    EncounterId,
    EnemyId,
    ItemDefId,
    LootTableId,
)
from app.models.world.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Reinforcement:
    """Who comes as well against a party of `from_members` and more; as many as stand here, however many they are."""

    from_members: int
    enemies: Mapping[EnemyId, int]


@dataclass(frozen=True, slots=True)
class Scaling:
    """How an encounter's own enemies grow with each further member of the party; what is None grows as the rules say.

    `count_pct` of their number (bosses never), `hp_pct` of their hit points, `power_pct` hundredths of a point of
    attack and magic.
    """

    count_pct: int | None = None
    hp_pct: int | None = None
    power_pct: int | None = None
    joined_by: tuple[Reinforcement, ...] = ()


@dataclass(frozen=True, slots=True)
class EncounterDef:
    """Who stands there. `band_pct`: win rate that a party of its level should see (min, max), whatever its size."""

    id: EncounterId
    name: str
    level: int
    enemies: Mapping[EnemyId, int]
    band_pct: tuple[int, int]
    rows: Mapping[EnemyId, BattleRow] = field(default_factory=dict)
    on_win: tuple[Outcome, ...] = ()
    can_flee: bool = True
    opening: str = ""
    scaling: Scaling = Scaling()

    @property
    def kinds(self) -> tuple[EnemyId, ...]:
        """Every kind that may come, the reinforcements included."""
        joined = (kind for more in self.scaling.joined_by for kind in more.enemies)
        return tuple(dict.fromkeys((*self.enemies, *joined)))


@dataclass(frozen=True, slots=True)
class EnemyAction:
    """An ability with the weight of being chosen when it is usable; `below_hp_pct` gates it.

    `while_effect`: only while that effect is at work on the enemy itself, and then before all others: so a blow can be
    announced one turn and fall the next.
    """

    ability: AbilityId
    weight: int = 1
    below_hp_pct: int = 100
    while_effect: EffectId | None = None


@dataclass(frozen=True, slots=True)
class BossPhase:
    """Entered when hit points fall to `below_hp_pct`; its actions replace the earlier ones.

    `name` is what players see of it. `summons` come at once, for a larger party more of them.
    """

    below_hp_pct: int
    text: str
    actions: tuple[EnemyAction, ...]
    gain_effects: tuple[EffectId, ...] = ()
    name: str = ""
    summons: Mapping[EnemyId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EnemyDef:
    id: EnemyId
    name: str
    aliases: tuple[str, ...]
    plural: str
    description: str
    level: int
    stats: Mapping[Stat, int]
    actions: tuple[EnemyAction, ...]
    behaviour: Behaviour
    experience: int
    gold: tuple[int, int]
    loot_table: LootTableId | None = None
    row: BattleRow = BattleRow.FRONT
    is_boss: bool = False
    phases: tuple[BossPhase, ...] = ()
    codex: str = ""
    """What those who have met it may know, where the description is not enough."""


@dataclass(frozen=True, slots=True)
class LootEntry:
    """One line of a table. `item` None is "nothing". `pity`: certain after that many misses in a row."""

    weight: int
    item: ItemDefId | None = None
    quantity: tuple[int, int] = (1, 1)
    pity: int | None = None


@dataclass(frozen=True, slots=True)
class LootTableDef:
    id: LootTableId
    rolls: int
    entries: tuple[LootEntry, ...]
