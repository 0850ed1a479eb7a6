"""Where rules write down what happens."""

from collections.abc import Sequence

from app.game_logic.dice import Dice
from app.game_logic.fold import apply
from app.models.events import Event
from app.models.session import SessionState
from app.models.world import World


class Recorder:
    """The working state of a turn. A rule changes the state only by emitting an event, which is folded in at once:
    state and log cannot disagree."""

    __slots__ = ("_events", "dice", "state", "world")

    def __init__(self, state: SessionState, dice: Dice, world: World) -> None:
        self.state = state
        self.dice = dice
        self.world = world
        self._events: list[Event] = []

    def emit(self, event: Event) -> None:
        """Appends the event and folds it into `state`."""
        self.state = apply(self.state, event)
        self._events.append(event)

    @property
    def events(self) -> Sequence[Event]:
        """What was emitted so far, in order."""
        return self._events
