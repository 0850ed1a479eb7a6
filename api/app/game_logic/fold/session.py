"""Folding events of the session itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from app.game_logic.fold.change import Handlers, with_combatant
from app.models.events import (
    ActionUnderstood,
    CharacterJoined,
    CharacterLeft,
    SessionStarted,
    StoryEnded,
    TurnPassed,
)
from app.models.ids import CharacterId, CombatantId
from app.models.intents import Say, Unclear, Write
from app.models.session import PlayerMemory, SessionState

T = TypeVar("T")


def _started(state: SessionState, event: SessionStarted) -> SessionState:
    return replace(
        state,
        location_id=event.location_id,
        is_by_round=event.is_by_round,
        loot_rule=event.loot_rule,
    )


def _joined(state: SessionState, event: CharacterJoined) -> SessionState:
    character = event.character
    return replace(
        state,
        characters={**state.characters, character.id: character},
        turn_order=(*state.turn_order, character.id),
    )


def _left(state: SessionState, event: CharacterLeft) -> SessionState:
    """In a fight the combatant stays as one who got away: what it did is still at work there. What lies in the pool is
    no longer for it."""
    who = event.character_id
    fighter = CombatantId(who)
    if state.combat is not None and fighter in state.combat.combatants:
        state = with_combatant(state, fighter, has_fled=True)
    return replace(
        state,
        characters=_without(state.characters, who),
        turn_order=tuple(one for one in state.turn_order if one != who),
        current_turn=event.current_turn,
        talking_to=_without(state.talking_to, who),
        memory=_without(state.memory, who),
        loot_pool=tuple(
            replace(one, receivers=tuple(other for other in one.receivers if other != who))
            for one in state.loot_pool
        ),
    )


def _without(known: Mapping[CharacterId, T], who: CharacterId) -> dict[CharacterId, T]:
    return {one: value for one, value in known.items() if one != who}


def _understood(state: SessionState, event: ActionUnderstood) -> SessionState:
    before = state.memory.get(event.character_id, PlayerMemory())
    is_no_deed = isinstance(event.intent, Unclear | Say | Write)
    memory = PlayerMemory(
        last_intent=before.last_intent if is_no_deed else event.intent,
        last_target=event.target or before.last_target,
    )
    return replace(state, memory={**state.memory, event.character_id: memory})


def _passed(state: SessionState, event: TurnPassed) -> SessionState:
    return replace(state, current_turn=event.current_turn)


def _ended(state: SessionState, _event: StoryEnded) -> SessionState:
    return replace(state, is_over=True)


HANDLERS: Handlers = {
    SessionStarted: _started,
    CharacterJoined: _joined,
    CharacterLeft: _left,
    ActionUnderstood: _understood,
    TurnPassed: _passed,
    StoryEnded: _ended,
}
