"""The state as the fold of its events. `apply` needs neither content nor dice, so that every log can be replayed."""

from collections.abc import Iterable
from dataclasses import replace

from app.game_logic.fold import combat, exploration, loot, lore, possessions, quests, session, undo
from app.game_logic.fold.change import Handlers
from app.models.events import Event
from app.models.session import SessionState

_HANDLERS: Handlers = {
    **session.HANDLERS,
    **exploration.HANDLERS,
    **quests.HANDLERS,
    **possessions.HANDLERS,
    **loot.HANDLERS,
    **lore.HANDLERS,
    **combat.HANDLERS,
    **undo.HANDLERS,
}


def apply(state: SessionState, event: Event) -> SessionState:
    """The state after one event. Events that only tell something (Told, Looked …) leave it as it is."""
    handler = _HANDLERS.get(type(event))
    return handler(state, event) if handler else state


def fold_turn(state: SessionState, seq: int, events: Iterable[Event]) -> SessionState:
    """The state after the turn `seq` with these events."""
    for event in events:
        state = apply(state, event)
    return replace(state, seq=seq)
