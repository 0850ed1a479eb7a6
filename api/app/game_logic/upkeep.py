"""What happens to a combatant when its turn begins and ends: effects act, count down and run out."""

from app.game_logic.combatants import current_combatant, effects_of_kind
from app.game_logic.effect_processor import end_effect
from app.game_logic.recorder import Recorder
from app.game_logic.wounds import Blow, heal, strike
from app.models.effects import ActiveEffect, EffectDef
from app.models.enums import EffectKind, TickPhase
from app.models.events import CombatTurnSkipped, EffectTicked
from app.models.ids import CombatantId


def begin_turn(rec: Recorder, combatant_id: CombatantId) -> bool:
    """Whether the combatant may act.

    Order: it is noted whether a stun is at work; effects of the phase `turn_start` tick, oldest first; then a stunned
    combatant that still stands loses its turn. So a stun of n turns costs n turns in either phase.
    """
    stuns = effects_of_kind(current_combatant(rec.state, combatant_id), EffectKind.STUN, rec.world)
    tick(rec, combatant_id, TickPhase.TURN_START)
    if not current_combatant(rec.state, combatant_id).is_standing:
        return False
    if stuns:
        rec.emit(CombatTurnSkipped(combatant_id, stuns[0].effect_id))
        return False
    return True


def tick(rec: Recorder, combatant_id: CombatantId, phase: TickPhase) -> None:
    """Each effect of the phase acts (damage, healing) and has one turn less; at none left it ends.

    Whoever falls by it keeps no effect. Effects whose content is gone end with the turn.
    """
    for active in current_combatant(rec.state, combatant_id).effects:
        definition = rec.world.effects.get(active.effect_id)
        if (definition.ticks if definition else TickPhase.TURN_END) is not phase:
            continue
        if definition is not None:
            _act(rec, combatant_id, active, definition)
        if not current_combatant(rec.state, combatant_id).is_standing:
            return
        if definition is None or active.remaining_turns <= 1:
            end_effect(rec, combatant_id, active.effect_id)
        else:
            rec.emit(EffectTicked(combatant_id, active.effect_id, active.remaining_turns - 1))


def _act(rec: Recorder, bearer_id: CombatantId, active: ActiveEffect, definition: EffectDef) -> None:
    if definition.kind is EffectKind.DAMAGE_OVER_TIME and active.power > 0:
        blow = Blow(
            active.source_id, bearer_id, definition.name, definition.damage_type, active.power, is_tick=True
        )
        strike(rec, blow)
    elif definition.kind is EffectKind.HEALING_OVER_TIME:
        heal(rec, active.source_id, bearer_id, definition.name, active.power)
