"""Doing something with what stands at a place."""

from collections.abc import Iterator

from app.game_logic.checks import roll_check
from app.game_logic.conditions import all_hold
from app.game_logic.outcomes import Cause, apply_outcomes, why_not_outcomes
from app.game_logic.recorder import Recorder
from app.models.errors import IllegalMove
from app.models.events import FeatureUsed
from app.models.ids import CharacterId
from app.models.intents import Interact
from app.models.session import SessionState
from app.models.world import Feature, FeatureAction, World

FOUND = "found"
"""The faucet of what features give."""


def visible_features(state: SessionState, actor_id: CharacterId, world: World) -> tuple[Feature, ...]:
    """What one can see here, in the author's order."""
    features = world.locations[state.location_id].features
    return tuple(one for one in features if all_hold(one.requires, state, actor_id, world))


def open_actions(
    feature: Feature, state: SessionState, actor_id: CharacterId, world: World
) -> tuple[FeatureAction, ...]:
    """What can be done with a visible feature: not used up, and its conditions hold."""
    return tuple(
        action
        for action in feature.actions
        if not is_done(feature, action, state) and all_hold(action.requires, state, actor_id, world)
    )


def is_done(feature: Feature, action: FeatureAction, state: SessionState) -> bool:
    """Whether an action here is used up."""
    return f"{state.location_id}/{feature.id}/{action.id}" in state.done


def why_not_interact(
    state: SessionState, actor_id: CharacterId, intent: Interact, world: World
) -> IllegalMove | None:
    """`not_here`: no such thing, or no such action of it; `already_done`; `not_possible`: conditions do not hold;
    `not_enough_gold`, `not_enough_items`, `inventory_full`: what it may cost or give, whichever way a check goes."""
    found = next(_named(intent, state, actor_id, world), None)
    if found is None:
        return IllegalMove("There is nothing of the kind to be done here.", code="not_here")
    feature, action = found
    if is_done(feature, action, state):
        return IllegalMove("That is done already.", code="already_done")
    if not all_hold(action.requires, state, actor_id, world):
        return IllegalMove("That cannot be done now.", code="not_possible")
    character = state.characters[actor_id]
    return why_not_outcomes(character, action.success, world) or why_not_outcomes(
        character, action.failure, world
    )


def interact(rec: Recorder, actor_id: CharacterId, intent: Interact) -> None:
    """Rolls the action's check if it has one, then does what success or failure brings.

    Used up is an action marked `once` after success, and after failure unless it may be tried again (`retry`).
    Raises IllegalMove with a code of `why_not_interact`.
    """
    problem = why_not_interact(rec.state, actor_id, intent, rec.world)
    if problem is not None:
        raise problem
    feature, action = next(_named(intent, rec.state, actor_id, rec.world))
    success = action.check is None or roll_check(rec, actor_id, action.check, action.label)
    is_used_up = action.once and (success or not action.retry)
    place = rec.state.location_id
    rec.emit(FeatureUsed(actor_id, place, feature.id, action.id, action.label, success, is_done=is_used_up))
    outcomes = action.success if success else action.failure
    apply_outcomes(rec, actor_id, outcomes, Cause(FOUND, feature.name))


def _named(
    intent: Interact, state: SessionState, actor_id: CharacterId, world: World
) -> Iterator[tuple[Feature, FeatureAction]]:
    for feature in visible_features(state, actor_id, world):
        for action in feature.actions:
            if (feature.id, action.id) == (intent.feature, intent.action):
                yield feature, action
