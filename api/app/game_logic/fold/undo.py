"""Folding events of taking turns back."""

from app.game_logic.edits import edited
from app.game_logic.fold.change import Handlers, replace_state
from app.models.events import Rewound, UndoBarred, UndoPointSet
from app.models.session import SessionState

MAX_STEPS = 10
"""Turns in a row that can be taken back. Each costs an id in the state; what it restores stands in the log."""


def _point_set(state: SessionState, event: UndoPointSet) -> SessionState:
    return replace_state(state, undo_points=(*state.undo_points, event.seq)[-MAX_STEPS:])


def _barred(state: SessionState, _event: UndoBarred) -> SessionState:
    return replace_state(state, undo_points=(), is_undo_barred=True)


def _rewound(state: SessionState, event: Rewound) -> SessionState:
    left = tuple(seq for seq in state.undo_points if seq < event.undone_seq)
    return replace_state(edited(state, event.edits), undo_points=left)


HANDLERS: Handlers = {
    UndoPointSet: _point_set,
    UndoBarred: _barred,
    Rewound: _rewound,
}
