"""Abilities: steps that fit their targets, and numbers that can be rolled."""

from collections.abc import Iterator

from app.game_logic.effect_processor import HARMFUL
from app.models.abilities import (
    AbilityDef,
    Amount,
    ApplyEffect,
    Check,
    Cleanse,
    DealDamage,
    Heal,
    IfTarget,
    MoveGold,
    RestoreMana,
    Revive,
)
from app.models.enums import ATTRIBUTES, EffectKind, TargetKind
from app.models.world import World
from app.services.content.catalogue import Catalogue
from app.services.content.problems import Problem
from app.services.content.types import Node, key_text, nodes

_FOES = frozenset({TargetKind.ENEMY, TargetKind.ALL_ENEMIES})
Mistake = tuple[str, str]


def check_abilities(catalogue: Catalogue) -> Iterator[Problem]:
    """Every step of every ability, branches included."""
    for entry in catalogue.entries("abilities"):
        yield from (entry.problem(key, text) for key, text in _mistakes(entry.value, catalogue.world))


def _mistakes(ability: AbilityDef, world: World) -> Iterator[Mistake]:
    found = list(nodes(ability))
    if not ability.steps:
        yield "steps", "does nothing: give it a step"
    for key, number in (("mana_cost", ability.mana_cost), ("cooldown_turns", ability.cooldown_turns)):
        if number < 0:
            yield key, "must be 0 or more"
    revives = any(isinstance(node.value, Revive) for node in found)
    if revives != (ability.target is TargetKind.FALLEN_ALLY):
        yield "target", "fallen_ally and a revive step belong together"
    for node in found:
        for key, text in (*_number_mistakes(node), *_target_mistakes(node, ability, world)):
            yield key_text((*node.path, key)), text


def _number_mistakes(node: Node) -> Iterator[Mistake]:
    match node.value:
        case Amount(base=base, dice=dice, sides=sides, stat=stat, scale_pct=scale_pct):
            if dice < 0 or sides < 2 or base < 0:
                yield "dice", "needs dice ≥ 0 with 2 sides or more, and base ≥ 0"
            if bool(scale_pct) != (stat is not None):
                yield "scale_pct", "stat and scale_pct belong together"
            if not (base or dice or scale_pct):
                yield "base", "is always 0"
        case ApplyEffect(chance_pct=pct) | Revive(hp_pct=pct) if not 1 <= pct <= 100:
            yield "chance_pct" if isinstance(node.value, ApplyEffect) else "hp_pct", "must be 1 to 100"
        case Check(attribute=attribute) if attribute not in ATTRIBUTES:
            yield "attribute", f"'{attribute.value}' is no attribute"
        case IfTarget(below_hp_pct=None, has_effect=None):
            yield "below_hp_pct", "needs below_hp_pct or has_effect to decide by"
        case _:
            pass


def _target_mistakes(node: Node, ability: AbilityDef, world: World) -> Iterator[Mistake]:
    at_foes = ability.target in _FOES
    match node.value:
        case DealDamage() if not at_foes:
            yield "do", "would hurt friends: the ability must be aimed at enemies"
        case Heal() | RestoreMana() | Cleanse() if at_foes:
            yield "do", "would help enemies: the ability must be aimed at friends"
        case MoveGold(amount=amount) if amount < 1:
            yield "amount", "must be 1 or more"
        case ApplyEffect(effect=effect_id, to_self=to_self):
            yield from _effect_mistakes(world.effects[effect_id].kind, at_foes=at_foes and not to_self)
        case _:
            pass


def _effect_mistakes(kind: EffectKind, *, at_foes: bool) -> Iterator[Mistake]:
    """A taunt works either way: on oneself it calls all, on an enemy that one."""
    if kind is EffectKind.TAUNT:
        return
    if kind in HARMFUL and not at_foes:
        yield "effect", "is harmful and would be put on friends"
    if kind not in HARMFUL and at_foes:
        yield "effect", "is helpful and would be put on enemies"
