"""What those do whom no player decides for: enemies, and summoned helpers of the party."""

from dataclasses import dataclass

from app.game_logic.combat_moves import why_not
from app.game_logic.combatants import active_effect, hp_share_at_most, max_hp, max_mana, the_fight
from app.game_logic.recorder import Recorder
from app.game_logic.targeting import legal_targets
from app.models.abilities import AbilityDef, Cleanse, Heal
from app.models.combat import Combatant, CombatEncounter
from app.models.enums import BattleRow, Behaviour, TargetKind
from app.models.ids import CombatantId
from app.models.world import EnemyAction, EnemyDef, World


@dataclass(frozen=True, slots=True)
class Choice:
    """An ability and its target (None where it needs none)."""

    ability: AbilityDef
    target: CombatantId | None


@dataclass(frozen=True, slots=True)
class _Option:
    ability: AbilityDef
    weight: int
    targets: tuple[CombatantId | None, ...]
    is_announced: bool


def choose(rec: Recorder, actor: Combatant) -> Choice | None:
    """One of the actions it may take now, by weight; then a target by its behaviour. None: there is nothing to do.

    Actions are those of the current phase. One is left out while its gate `below_hp_pct` is not reached, while the
    effect it waits for (`while_effect`) is not at work, while it is not legal, or while it would only help the hurt and
    nobody is. Those whose effect is at work go before all others.
    """
    definition = rec.world.enemies.get(actor.enemy_id) if actor.enemy_id else None
    if definition is None:
        return None
    combat = the_fight(rec.state)
    found = (_option(combat, actor, action, rec.world) for action in current_actions(definition, actor.phase))
    options = [option for option in found if option is not None]
    if not options:
        return None
    announced = [option for option in options if option.is_announced]
    option = _weighted(rec, announced or options)
    target = _target(rec, combat, definition.behaviour, option)
    return Choice(option.ability, target)


def current_actions(definition: EnemyDef, phase: int) -> tuple[EnemyAction, ...]:
    """The actions of the phase entered last; before the first phase the enemy's own."""
    return definition.phases[phase - 1].actions if phase else definition.actions


def _option(combat: CombatEncounter, actor: Combatant, action: EnemyAction, world: World) -> _Option | None:
    ability = world.abilities.get(action.ability)
    if ability is None or not hp_share_at_most(actor, action.below_hp_pct):
        return None
    waits_for = action.while_effect
    if waits_for is not None and active_effect(actor, waits_for) is None:
        return None
    if ability.passive or why_not(combat, actor, ability, world) or _is_wasted(combat, actor, ability):
        return None
    targets = legal_targets(combat, actor, ability, world)
    return _Option(ability, action.weight, targets, waits_for is not None) if targets else None


def _is_wasted(combat: CombatEncounter, actor: Combatant, ability: AbilityDef) -> bool:
    """It only heals, and those whom it would heal are whole."""
    if not all(isinstance(step, Heal | Cleanse) for step in ability.steps):
        return False
    if ability.target is TargetKind.SELF:
        return actor.hp >= max_hp(actor)
    return all(one.hp >= max_hp(one) for one in combat.standing(actor.side))


def _weighted(rec: Recorder, options: list[_Option]) -> _Option:
    if len(options) == 1:
        return options[0]
    left = rec.dice.roll("action", sum(option.weight for option in options)).value
    for option in options:
        left -= option.weight
        if left <= 0:
            return option
    return options[-1]


def _target(
    rec: Recorder, combat: CombatEncounter, behaviour: Behaviour, option: _Option
) -> CombatantId | None:
    candidates = [combat.combatants[one] for one in option.targets if one is not None]
    if not candidates:
        return None
    if len(candidates) == 1:
        return candidates[0].id
    if option.ability.target is not TargetKind.ENEMY:
        return min(candidates, key=lambda one: one.hp * 100 // max_hp(one)).id
    if behaviour is Behaviour.RANDOM:
        return candidates[rec.dice.roll("target", len(candidates)).value - 1].id
    return min(candidates, key=lambda one: _preference(behaviour, one)).id


def _preference(behaviour: Behaviour, foe: Combatant) -> int:
    """The least is preferred; of equals the one with the higher initiative.

    nearest: the front row first; weakest: fewest hit points; strongest: most hit points; casters: most mana at most.
    """
    if behaviour is Behaviour.WEAKEST:
        return foe.hp
    if behaviour is Behaviour.STRONGEST:
        return -foe.hp
    if behaviour is Behaviour.CASTERS:
        return -max_mana(foe)
    return 0 if foe.row is BattleRow.FRONT else 1
