"""Whom a combatant can aim at: sides, rows and reach, stealth and taunts."""

from app.game_logic.combatants import effects_of_kind, opponents
from app.game_logic.effect_processor import is_hidden
from app.models.abilities import AbilityDef
from app.models.combat import Combatant, CombatEncounter
from app.models.enums import BattleRow, EffectKind, Reach, TargetKind
from app.models.ids import CombatantId
from app.models.world import World

UNAIMED = frozenset({TargetKind.SELF, TargetKind.ALL_ALLIES, TargetKind.ALL_ENEMIES})
"""Kinds that need no target: it is None."""

HOSTILE = frozenset({TargetKind.ENEMY, TargetKind.ALL_ENEMIES})
"""Kinds that are an attack."""


def legal_targets(
    combat: CombatEncounter, user: Combatant, ability: AbilityDef, world: World
) -> tuple[CombatantId | None, ...]:
    """What may be named as target: (None,) for abilities that need none; empty if there is nobody."""
    kind = ability.target
    if kind in UNAIMED:
        return (None,)
    if kind is TargetKind.ENEMY:
        return tuple(one.id for one in open_to_attack(combat, user, ability.reach, world))
    if kind is TargetKind.ALLY:
        return tuple(one.id for one in combat.standing(user.side))
    return tuple(one.id for one in fallen_allies(combat, user))


def affected(
    combat: CombatEncounter, user: Combatant, ability: AbilityDef, target: CombatantId | None
) -> tuple[CombatantId, ...]:
    """Those whom the ability works on, once `target` is found legal. Hidden foes are not spared by what hits all."""
    if ability.target is TargetKind.SELF:
        return (user.id,)
    if ability.target is TargetKind.ALL_ALLIES:
        return tuple(one.id for one in combat.standing(user.side))
    if ability.target is TargetKind.ALL_ENEMIES:
        return tuple(one.id for one in combat.standing(opponents(user.side)))
    return (target,) if target is not None else ()


def fallen_allies(combat: CombatEncounter, user: Combatant) -> tuple[Combatant, ...]:
    """Those of the user's side who lie on the ground, in initiative order."""
    everyone = (combat.combatants[one] for one in combat.order)
    return tuple(one for one in everyone if one.side is user.side and one.hp <= 0 and not one.has_fled)


def open_to_attack(
    combat: CombatEncounter, user: Combatant, reach: Reach, world: World
) -> tuple[Combatant, ...]:
    """Foes that can be aimed at singly: seen, in reach, and the taunter alone if there is one among them."""
    foes = combat.standing(opponents(user.side))
    if not user.effects and not any(one.effects for one in foes):
        return in_reach(foes, reach)
    near = in_reach(tuple(one for one in foes if not is_hidden(one, world)), reach)
    taunters = _taunters(user, near, world)
    return tuple(one for one in near if one.id in taunters) if taunters else near


def in_reach(foes: tuple[Combatant, ...], reach: Reach) -> tuple[Combatant, ...]:
    """Melee reaches the foremost row in which one of these foes stands, ranged all of them."""
    if reach is Reach.RANGED:
        return foes
    front = tuple([one for one in foes if one.row is BattleRow.FRONT])
    return front or foes


def _taunters(user: Combatant, foes: tuple[Combatant, ...], world: World) -> set[CombatantId]:
    """Whom a taunt forces the user to aim at: those who taunted the user; failing that, those who taunt everybody by an
    effect on themselves."""
    reachable = {one.id for one in foes}
    personal = {active.source_id for active in effects_of_kind(user, EffectKind.TAUNT, world)} & reachable
    return personal or {
        one.id
        for one in foes
        if any(active.source_id == one.id for active in effects_of_kind(one, EffectKind.TAUNT, world))
    }


def is_behind_own_line(combat: CombatEncounter, user: Combatant) -> bool:
    """In the back row while one of the own side stands in front: melee attacks from there have disadvantage."""
    return user.row is BattleRow.BACK and any(
        one.row is BattleRow.FRONT for one in combat.standing(user.side)
    )
