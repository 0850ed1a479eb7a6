"""Folding events of a fight."""

from dataclasses import replace

from app.game_logic.fold.change import (
    Handlers,
    replace_combat,
    replace_combatant,
    replace_state,
    with_character,
    with_combatant,
)
from app.models.combat import CombatEncounter
from app.models.effects import ActiveEffect
from app.models.enums import CombatOutcome
from app.models.events import (
    AbilityUsed,
    CombatantFell,
    CombatantRevived,
    CombatantSummoned,
    CombatEnded,
    CombatStarted,
    CombatTurnStarted,
    DamageDealt,
    EffectApplied,
    EffectEnded,
    EffectTicked,
    FleeTried,
    Healed,
    ManaRestored,
    PhaseBegan,
    PityChanged,
    RowChanged,
)
from app.models.ids import CombatantId, EffectId
from app.models.session import SessionState


def _combat(state: SessionState) -> CombatEncounter:
    if state.combat is None:
        raise ValueError("a combat event outside a fight")
    return state.combat


def _effects(state: SessionState, combatant_id: CombatantId) -> tuple[ActiveEffect, ...]:
    return _combat(state).combatants[combatant_id].effects


def _without(effects: tuple[ActiveEffect, ...], effect_id: EffectId) -> tuple[ActiveEffect, ...]:
    return tuple(effect for effect in effects if effect.effect_id != effect_id)


def _started(state: SessionState, event: CombatStarted) -> SessionState:
    return replace_state(state, combat=event.encounter, talking_to={})


def _turn_started(state: SessionState, event: CombatTurnStarted) -> SessionState:
    combat = _combat(state)
    combatant = combat.combatants[event.combatant_id]
    combat = replace_combat(combat, current=event.current, round=event.round)
    if combatant.cooldowns:
        left = {ability: turns - 1 for ability, turns in combatant.cooldowns.items() if turns > 1}
        combatants = {**combat.combatants, combatant.id: replace_combatant(combatant, cooldowns=left)}
        combat = replace_combat(combat, combatants=combatants)
    return replace_state(state, combat=combat)


def _ability_used(state: SessionState, event: AbilityUsed) -> SessionState:
    combatant = _combat(state).combatants[event.combatant_id]
    if not event.cooldown:
        if combatant.mana == event.mana:
            return state
        return with_combatant(state, event.combatant_id, mana=event.mana)
    cooldowns = {**combatant.cooldowns, event.ability_id: event.cooldown}
    return with_combatant(state, event.combatant_id, mana=event.mana, cooldowns=cooldowns)


def _damage(state: SessionState, event: DamageDealt) -> SessionState:
    if event.shields is None:
        return with_combatant(state, event.target_id, hp=event.hp)
    return with_combatant(state, event.target_id, hp=event.hp, effects=event.shields)


def _healed(state: SessionState, event: Healed) -> SessionState:
    return with_combatant(state, event.target_id, hp=event.hp)


def _mana(state: SessionState, event: ManaRestored) -> SessionState:
    return with_combatant(state, event.target_id, mana=event.mana)


def _effect_applied(state: SessionState, event: EffectApplied) -> SessionState:
    if event.resisted:
        return state
    others = _without(_effects(state, event.target_id), event.effect.effect_id)
    return with_combatant(state, event.target_id, effects=(*others, event.effect))


def _effect_ticked(state: SessionState, event: EffectTicked) -> SessionState:
    effects = tuple(
        replace(effect, remaining_turns=event.remaining_turns)
        if effect.effect_id == event.effect_id
        else effect
        for effect in _effects(state, event.target_id)
    )
    return with_combatant(state, event.target_id, effects=effects)


def _effect_ended(state: SessionState, event: EffectEnded) -> SessionState:
    return with_combatant(
        state, event.target_id, effects=_without(_effects(state, event.target_id), event.effect_id)
    )


def _fell(state: SessionState, event: CombatantFell) -> SessionState:
    return with_combatant(state, event.combatant_id, hp=0, effects=())


def _revived(state: SessionState, event: CombatantRevived) -> SessionState:
    return with_combatant(state, event.combatant_id, hp=event.hp)


def _row(state: SessionState, event: RowChanged) -> SessionState:
    return with_combatant(state, event.combatant_id, row=event.row)


def _phase(state: SessionState, event: PhaseBegan) -> SessionState:
    return with_combatant(state, event.combatant_id, phase=event.phase)


def _summoned(state: SessionState, event: CombatantSummoned) -> SessionState:
    combat = _combat(state)
    current_id = combat.current_id
    combatants = {**combat.combatants, event.combatant.id: event.combatant}
    current = event.order.index(current_id)
    combat = replace_combat(combat, combatants=combatants, order=event.order, current=current)
    return replace_state(state, combat=combat)


def _fled(state: SessionState, event: FleeTried) -> SessionState:
    return with_combatant(state, event.combatant_id, has_fled=True) if event.success else state


def _ended(state: SessionState, event: CombatEnded) -> SessionState:
    for vitals in event.vitals:
        state = with_character(
            state, vitals.character_id, hp=vitals.hp, mana=vitals.mana, effects=vitals.effects
        )
    won = state.won
    if event.outcome is CombatOutcome.VICTORY and event.encounter_id not in won:
        won = (*won, event.encounter_id)
    return replace_state(state, combat=None, won=won)


def _pity(state: SessionState, event: PityChanged) -> SessionState:
    return replace_state(state, pity={**state.pity, event.key: event.misses})


HANDLERS: Handlers = {
    CombatStarted: _started,
    CombatTurnStarted: _turn_started,
    AbilityUsed: _ability_used,
    DamageDealt: _damage,
    Healed: _healed,
    ManaRestored: _mana,
    EffectApplied: _effect_applied,
    EffectTicked: _effect_ticked,
    EffectEnded: _effect_ended,
    CombatantFell: _fell,
    CombatantRevived: _revived,
    RowChanged: _row,
    PhaseBegan: _phase,
    CombatantSummoned: _summoned,
    FleeTried: _fled,
    CombatEnded: _ended,
    PityChanged: _pity,
}
