"""Folding events of places, checks and time."""

from dataclasses import replace

from app.game_logic.fold.change import Handlers, with_character
from app.models.events import (
    CharacterEffectsChanged,
    FeatureUsed,
    FlagChanged,
    LocationEntered,
    Rested,
    TimePassed,
    VitalsChanged,
)
from app.models.session import SessionState


def _entered(state: SessionState, event: LocationEntered) -> SessionState:
    visited = state.visited if event.location_id in state.visited else (*state.visited, event.location_id)
    return replace(
        state,
        location_id=event.location_id,
        last_safe_location_id=event.location_id if event.is_safe else state.last_safe_location_id,
        minutes=state.minutes + event.minutes,
        visited=visited,
        talking_to={},
    )


def _feature_used(state: SessionState, event: FeatureUsed) -> SessionState:
    key = f"{event.location_id}/{event.feature}/{event.action}"
    if not event.is_done or key in state.done:
        return state
    return replace(state, done=(*state.done, key))


def _flag(state: SessionState, event: FlagChanged) -> SessionState:
    return replace(state, flags={**state.flags, event.flag: event.value})


def _time(state: SessionState, event: TimePassed) -> SessionState:
    return replace(state, minutes=state.minutes + event.minutes)


def _vitals(state: SessionState, event: Rested | VitalsChanged) -> SessionState:
    return with_character(state, event.character_id, hp=event.hp, mana=event.mana)


def _effects(state: SessionState, event: CharacterEffectsChanged) -> SessionState:
    return with_character(state, event.character_id, effects=event.effects)


HANDLERS: Handlers = {
    LocationEntered: _entered,
    FeatureUsed: _feature_used,
    FlagChanged: _flag,
    TimePassed: _time,
    Rested: _vitals,
    VitalsChanged: _vitals,
    CharacterEffectsChanged: _effects,
}
