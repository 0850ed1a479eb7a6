"""Readable names for the ids in a turn's events."""

from collections.abc import Iterable

from app.models.events import CombatantSummoned, CombatStarted, Event
from app.models.session import SessionState


def names_of_all(before: SessionState, events: Iterable[Event], after: SessionState) -> dict[str, str]:
    """Everybody's name, by character and combatant id: the party's, and those of all who stood in a fight; each before,
    during or after the turn."""
    names = {str(one.id): one.name for state in (before, after) for one in state.characters.values()}
    fights = [state.combat for state in (before, after) if state.combat is not None]
    fights += [event.encounter for event in events if isinstance(event, CombatStarted)]
    for fight in fights:
        names |= {str(one.id): one.name for one in fight.combatants.values()}
    summoned = (event.combatant for event in events if isinstance(event, CombatantSummoned))
    return {**names, **{str(one.id): one.name for one in summoned}}
