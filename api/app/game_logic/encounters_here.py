"""Which enemies stand where the party is."""

from app.game_logic.conditions import all_hold_for_party
from app.models.enums import Direction
from app.models.ids import EncounterId
from app.models.session import SessionState
from app.models.world import PlacedEncounter, World

RETURN_MINUTES = 720
"""Enemies that come again are back half a day after they were beaten."""


def won_at_flag(encounter_id: EncounterId) -> str:
    """The flag that holds when (in minutes since the start) enemies that come again were last beaten. Content cannot
    name it: its flags begin with a letter."""
    return f"_won_at.{encounter_id}"


def encounters_here(state: SessionState, world: World) -> tuple[PlacedEncounter, ...]:
    """Those present, in the author's order. Beaten ones are gone, or for `RETURN_MINUTES` if they come again."""
    placed = world.locations[state.location_id].encounters
    return tuple(one for one in placed if _is_present(one, state, world))


def _is_present(placed: PlacedEncounter, state: SessionState, world: World) -> bool:
    if not all_hold_for_party(placed.requires, state, world):
        return False
    if placed.encounter not in state.won:
        return True
    since = state.minutes - state.flags.get(won_at_flag(placed.encounter), 0)
    return placed.repeats and since >= RETURN_MINUTES


def is_repeating(encounter_id: EncounterId, state: SessionState, world: World) -> bool:
    """Whether it is placed here as one that comes again."""
    placed = world.locations[state.location_id].encounters
    return any(one.encounter == encounter_id and one.repeats for one in placed)


def guard_of(direction: Direction, state: SessionState, world: World) -> EncounterId | None:
    """Who bars the way in that direction, if anybody."""
    guards = (one.encounter for one in encounters_here(state, world) if direction in one.blocks)
    return next(guards, None)
