"""Taking turns back: which can be, what stops it, and what comes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.game_logic.edits import changes_nothing, edits_between
from app.game_logic.fold import apply
from app.game_logic.resolve import Resolution
from app.models.enums import TurnKind
from app.models.errors import GameError, NothingToUndo, SessionNotActive, UndoBlocked
from app.models.events import (
    CheckRolled,
    Event,
    GoldChanged,
    ItemGained,
    ItemLost,
    LootRolled,
    Moved,
    Rewound,
    Spoke,
    UndoBarred,
    UndoPointSet,
    Written,
)
from app.models.session import SessionState

REACH = 40
"""How many turns of the log back an undo reaches, looks and refused turns included: so many rows it marks at most."""


def why_not_undo(state: SessionState) -> GameError | None:
    """SessionNotActive; UndoBlocked where a turn that cannot be taken back stands before everything else; NothingToUndo
    at the start, after the last of `MAX_STEPS`, and where the last turn that changed something lies beyond `REACH`."""
    if state.is_over:
        return SessionNotActive()
    if undo_target(state) is not None:
        return None
    is_first = state.is_undo_barred and not state.undo_points
    return UndoBlocked() if is_first else NothingToUndo()


def undo_target(state: SessionState) -> int | None:
    """The seq of the turn that an undo would take back."""
    latest = state.undo_points[-1] if state.undo_points else None
    return latest if latest is not None and state.seq - latest < REACH else None


def marked(
    before: SessionState, after: SessionState, seq: int, kind: TurnKind, events: Sequence[Event]
) -> Resolution:
    """A resolved turn with the mark that it needs for a later undo, as its last event.

    A player's turn, or the party's, that changed something, or put words into the story, can be taken back, unless
    dice brought gold or items, or cost some in a check: nobody shall roll again for those. What was done outside the
    play page, or by the engine, cannot. What only looked needs no mark: it is passed over."""
    mark = None if after.is_over else _mark(before, after, seq, kind, events)
    if mark is None:
        return Resolution(after, tuple(events))
    return Resolution(apply(after, mark), (*events, mark))


def _mark(
    before: SessionState, after: SessionState, seq: int, kind: TurnKind, events: Sequence[Event]
) -> Event | None:
    if kind is TurnKind.UNDO:
        return None
    if kind not in (TurnKind.PLAYER, TurnKind.VOTE) or _did_dice_pay(events):
        return UndoBarred()
    edits = edits_between(after, before)
    has_words = any(isinstance(event, Spoke | Written) for event in events)
    return None if changes_nothing(edits) and not has_words else UndoPointSet(seq, edits)


def _did_dice_pay(events: Sequence[Event]) -> bool:
    """Whether dice decided over gold or items. What a fight itself uses up or costs can be taken back."""
    kinds = {type(event) for event in events}
    if LootRolled in kinds or (CheckRolled in kinds and kinds & {GoldChanged, ItemGained, ItemLost}):
        return True
    has_dice = any(getattr(event, "rolls", ()) for event in events)
    return has_dice and any(_is_gain(event) for event in events)


def _is_gain(event: Event) -> bool:
    return isinstance(event, ItemGained) or (isinstance(event, GoldChanged) and event.amount > 0)


def take_back(
    state: SessionState, undone_seq: int, action: str, events: Iterable[Event], *, is_own: bool = False
) -> Resolution:
    """The state before the turn `undone_seq`, whose words and events these are; `is_own`: its player's alone. Raises
    NothingToUndo where its way back is not among them."""
    known = tuple(events)
    point = next((one for one in known if isinstance(one, UndoPointSet) and one.seq == undone_seq), None)
    if point is None:
        raise NothingToUndo
    rewound = Rewound(undone_seq, action, point.edits, tuple(_moved(known))[::-1], is_own)
    return Resolution(apply(state, rewound), (rewound,))


def _moved(events: Iterable[Event]) -> Iterable[Moved]:
    """What moved gold or items, without its dice, which belong to the turn that rolled them."""
    for event in events:
        if isinstance(event, GoldChanged | ItemGained):
            yield replace(event, rolls=())
        elif isinstance(event, ItemLost):
            yield event
