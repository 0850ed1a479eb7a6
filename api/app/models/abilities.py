"""Abilities as data: a tree of typed steps which the engine interprets."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from app.models.enums import BattleRow, DamageType, Reach, Stat, TargetKind
from app.models.ids import AbilityId, EffectId, EnemyId


@dataclass(frozen=True, slots=True)
class Amount:
    """`base` + `dice`d`sides` + `scale_pct` % of the user's `stat`, rounded down."""

    base: int = 0
    dice: int = 0
    sides: int = 6
    stat: Stat | None = None
    scale_pct: int = 0


@dataclass(frozen=True, slots=True)
class DealDamage:
    """Damage to each target. With `needs_hit`, after an attack roll against dodge."""

    do: Literal["damage"]
    amount: Amount
    damage_type: DamageType = DamageType.PHYSICAL
    needs_hit: bool = True


@dataclass(frozen=True, slots=True)
class Heal:
    do: Literal["heal"]
    amount: Amount


@dataclass(frozen=True, slots=True)
class RestoreMana:
    do: Literal["restore_mana"]
    amount: Amount


@dataclass(frozen=True, slots=True)
class ApplyEffect:
    """Puts an effect on each target (or the user), at `chance_pct`. Skipped for targets that an earlier step missed."""

    do: Literal["apply"]
    effect: EffectId
    chance_pct: int = 100
    to_self: bool = False


@dataclass(frozen=True, slots=True)
class Cleanse:
    """Ends up to `count` harmful effects on each target."""

    do: Literal["cleanse"]
    count: int = 1


@dataclass(frozen=True, slots=True)
class Revive:
    """Brings a fallen target back with `hp_pct` percent of its hit points."""

    do: Literal["revive"]
    hp_pct: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """The user (or with `to_self` false, the target) changes to `row`, or to the other one if it is None."""

    do: Literal["move_row"]
    row: BattleRow | None = None
    to_self: bool = True


@dataclass(frozen=True, slots=True)
class Flee:
    do: Literal["flee"]


@dataclass(frozen=True, slots=True)
class Summon:
    do: Literal["summon"]
    enemy: EnemyId
    count: int = 1


@dataclass(frozen=True, slots=True)
class MoveGold:
    """Takes up to `amount` gold from each target for the user (or gives it, if `to_target`)."""

    do: Literal["move_gold"]
    amount: int
    to_target: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """d20 + modifier of the user's `attribute` against `difficulty`; then one of the branches."""

    do: Literal["check"]
    attribute: Stat
    difficulty: int
    success: tuple["Step", ...]
    failure: tuple["Step", ...] = ()


@dataclass(frozen=True, slots=True)
class IfTarget:
    """Branches for each target: below a share of hit points and/or carrying an effect."""

    do: Literal["if_target"]
    then: tuple["Step", ...]
    otherwise: tuple["Step", ...] = ()
    below_hp_pct: int | None = None
    has_effect: EffectId | None = None


Step = Annotated[
    DealDamage
    | Heal
    | RestoreMana
    | ApplyEffect
    | Cleanse
    | Revive
    | MoveRow
    | Flee
    | Summon
    | MoveGold
    | Check
    | IfTarget,
    Field(discriminator="do"),
]


@dataclass(frozen=True, slots=True)
class AbilityDef:
    """`cooldown_turns`: own turns until it can be used again (0: at once). `passive` abilities are never chosen.

    `verbs`: words in free text that mean this ability, e.g. ["bash", "shield bash"].
    """

    id: AbilityId
    name: str
    description: str
    target: TargetKind
    steps: tuple[Step, ...]
    verbs: tuple[str, ...] = ()
    reach: Reach = Reach.MELEE
    mana_cost: int = 0
    cooldown_turns: int = 0
    passive: bool = False
