"""Effects begin, stack and end. When they act is told by `upkeep`."""

from app.game_logic.combatants import active_effect, current_combatant, effects_of_kind
from app.game_logic.recorder import Recorder
from app.models.combat import Combatant
from app.models.effects import ActiveEffect, EffectDef
from app.models.enums import EffectKind
from app.models.events import EffectApplied, EffectEnded
from app.models.ids import CombatantId, EffectId
from app.models.world import World

HARMFUL = frozenset(
    {
        EffectKind.DEBUFF,
        EffectKind.DAMAGE_OVER_TIME,
        EffectKind.STUN,
        EffectKind.ROOT,
        EffectKind.SILENCE,
        EffectKind.TAUNT,
        EffectKind.MARK,
    }
)
"""Kinds that a cleansing ends. A taunt one puts on oneself is no harm (see `is_harmful`)."""


def is_harmful(active: ActiveEffect, bearer_id: CombatantId, world: World) -> bool:
    """Whether a cleansing would end it."""
    definition = world.effects.get(active.effect_id)
    if definition is None or definition.kind not in HARMFUL:
        return False
    return definition.kind is not EffectKind.TAUNT or active.source_id != bearer_id


def stacked(definition: EffectDef, before: ActiveEffect | None, source_id: CombatantId) -> ActiveEffect:
    """The effect after one more application: the duration starts anew, a stack is added up to `max_stacks`.

    Power is the definition's × stacks; a shield adds to what it still absorbs, up to that of `max_stacks` shields.
    """
    stacks = min(before.stacks + 1, definition.max_stacks) if before else 1
    power = definition.power * stacks
    if before and definition.kind is EffectKind.SHIELD:
        power = min(before.power + definition.power, definition.power * definition.max_stacks)
    return ActiveEffect(definition.id, source_id, definition.duration_turns, stacks, power)


def apply_effect(
    rec: Recorder,
    effect_id: EffectId,
    target_id: CombatantId,
    source_id: CombatantId,
    chance: int = 100,
) -> None:
    """Puts an effect on somebody, or records that it was resisted: a d100 above `chance` (percent)."""
    definition = rec.world.effects[effect_id]
    rolls = () if chance >= 100 else (rec.dice.roll("effect", 100),)
    resisted = any(roll.value > chance for roll in rolls)
    before = active_effect(current_combatant(rec.state, target_id), effect_id)
    effect = stacked(definition, before, source_id)
    rec.emit(EffectApplied(target_id, effect, definition.name, resisted, rolls))


def end_effect(rec: Recorder, target_id: CombatantId, effect_id: EffectId) -> None:
    """Takes an effect off somebody. One whose content is gone goes by its id."""
    definition = rec.world.effects.get(effect_id)
    rec.emit(EffectEnded(target_id, effect_id, definition.name if definition else effect_id))


def cleanse(rec: Recorder, target_id: CombatantId, count: int) -> None:
    """Ends up to `count` harmful effects, oldest first."""
    effects = current_combatant(rec.state, target_id).effects
    harmful = [active for active in effects if is_harmful(active, target_id, rec.world)]
    for active in harmful[:count]:
        end_effect(rec, target_id, active.effect_id)


def end_stealth(rec: Recorder, combatant_id: CombatantId) -> None:
    """Whoever has attacked is seen."""
    for active in effects_of_kind(current_combatant(rec.state, combatant_id), EffectKind.STEALTH, rec.world):
        end_effect(rec, combatant_id, active.effect_id)


def is_hidden(combatant: Combatant, world: World) -> bool:
    """In stealth: foes cannot aim at it singly."""
    return bool(combatant.effects) and bool(effects_of_kind(combatant, EffectKind.STEALTH, world))
