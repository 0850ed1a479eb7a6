"""Short ways to write content in tests: what is not told is plain."""

from collections.abc import Mapping
from dataclasses import replace

from app.models.abilities import (
    AbilityDef,
    Amount,
    ApplyEffect,
    DealDamage,
    Step,
)
from app.models.effects import EffectDef
from app.models.enums import (
    ATTRIBUTES,
    Behaviour,
    EffectKind,
    ItemKind,
    Rarity,
    Stat,
    TargetKind,
    TickPhase,
)
from app.models.ids import (
    AbilityId,
    EffectId,
    EnemyId,
    ItemDefId,
)
from app.models.items import ItemDef
from app.models.world import (
    EnemyAction,
    EnemyDef,
)

PLAIN: Mapping[Stat, int] = {
    **dict.fromkeys(ATTRIBUTES, 10),
    Stat.MAX_HP: 30,
    Stat.MAX_MANA: 20,
    Stat.ATTACK: 4,
    Stat.MAGIC: 4,
    Stat.HIT: 5,
    Stat.DODGE: 12,
}
"""Nobody special: hits itself on a 7."""


def ability(name: str, target: TargetKind, *steps: Step, **fields: object) -> AbilityDef:
    """An ability whose id is its name."""
    return replace(AbilityDef(AbilityId(name), name.capitalize(), f"{name}.", target, steps), **fields)  # type: ignore[arg-type]  # fields of AbilityDef, by name


def damage(base: int = 0, dice: int = 0, stat: Stat | None = None, **fields: object) -> DealDamage:
    """A damage step: base + dice d6 + 100 % of the stat."""
    step = DealDamage("damage", Amount(base, dice, 6, stat, 100 if stat else 0))
    return replace(step, **fields)  # type: ignore[arg-type]  # fields of DealDamage, by name


def gives(effect: str, **fields: object) -> ApplyEffect:
    """A step that applies an effect."""
    return replace(ApplyEffect("apply", EffectId(effect)), **fields)  # type: ignore[arg-type]  # fields of ApplyEffect, by name


def effect(name: str, kind: EffectKind, turns: int = 3, **fields: object) -> EffectDef:
    """An effect whose id is its name; it ticks at the end of the bearer's turn unless told otherwise."""
    definition = EffectDef(
        EffectId(name), name.capitalize(), kind, f"{name}.", turns, ticks=TickPhase.TURN_END
    )
    return replace(definition, **fields)  # type: ignore[arg-type]  # fields of EffectDef, by name


def item_def(name: str, kind: ItemKind, **fields: object) -> ItemDef:
    """An item whose id is its name."""
    definition = ItemDef(ItemDefId(name), name.capitalize(), (name,), f"{name}.", kind, Rarity.COMMON, 5, 1)
    return replace(definition, **fields)  # type: ignore[arg-type]  # fields of ItemDef, by name


def enemy_def(name: str, *actions: str, **fields: object) -> EnemyDef:
    """An enemy whose id is its name, with these abilities at equal weight."""
    definition = EnemyDef(
        id=EnemyId(name),
        name=name.capitalize(),
        aliases=(name,),
        plural=f"{name.capitalize()}s",
        description=f"{name}.",
        level=1,
        stats={**PLAIN, Stat.MAX_HP: 12, Stat.MAX_MANA: 12, Stat.ATTACK: 1, Stat.HIT: 3, Stat.DODGE: 10},
        actions=tuple(EnemyAction(AbilityId(one)) for one in actions),
        behaviour=Behaviour.NEAREST,
        experience=20,
        gold=(1, 6),
    )
    return replace(definition, **fields)  # type: ignore[arg-type]  # fields of EnemyDef, by name
