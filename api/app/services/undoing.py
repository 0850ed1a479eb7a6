"""Taking turns back in the log: who may, what the undo needs of the turn it takes back, and whom it marks."""

from collections.abc import Sequence

from app.backends.ports import Change, Documents, Row, Update
from app.game_logic.undo import undo_target
from app.models.enums import TurnKind, TurnStatus, UndoRule
from app.models.errors import NothingToUndo, UndoBlocked
from app.models.events import Event, Rewound
from app.models.ids import SessionId
from app.models.session import SessionState, Turn
from app.models.tables import SESSION_TURNS
from app.services.records import columns
from app.services.records.turns import turns_after, whole_turn

_PROBLEMS = {one.code: one for one in (NothingToUndo, UndoBlocked)}


class NeedsVote(UndoBlocked):
    """Whoever is asked to undo opens a vote instead."""

    code, message = "needs_vote", "In a party nobody takes back alone."


def played_without_undo() -> UndoBlocked:
    """What is said where nothing is ever taken back."""
    return UndoBlocked("This adventure is played without taking back.")


def require_undoable(row: Row, *, has_pending: bool) -> None:
    """A first look at the session's row, so that most refusals come at once: what a pending turn will leave behind only
    its resolution knows. One who plays alone decides alone. Raises NeedsVote, UndoBlocked, NothingToUndo."""
    if columns.mapping(row, "config").get("undo") == UndoRule.OFF:
        raise played_without_undo()
    if len(columns.texts(row, "member_user_ids")) > 1:
        raise NeedsVote
    problem = _PROBLEMS.get(str(columns.mapping(row, "game_state").get("undo_problem")))
    if problem is not None and not has_pending:
        raise problem


def turn_to_undo(documents: Documents, state: SessionState, turn: Turn) -> Turn | None:
    """The turn that this one takes back, with all of its events; None if it takes none back."""
    if turn.kind is not TurnKind.UNDO:
        return None
    seq = undo_target(state)
    return None if seq is None else whole_turn(documents, turn.session_id, seq)


def undone_seqs(events: Sequence[Event], seq: int) -> range:
    """The seqs that a turn with this seq and these events takes out of the story; an empty range for most turns."""
    rewound = next((event for event in events if isinstance(event, Rewound)), None)
    return range(rewound.undone_seq, seq) if rewound else range(0)


def marks(documents: Documents, session_id: SessionId, seqs: range) -> list[Change]:
    """Marks the players' turns among these as undone: that one, and what was looked at since."""
    if not seqs:
        return []
    return [
        Update(SESSION_TURNS.name, row.id, {"is_undone": True}, row.version)
        for turn, row in turns_after(documents, session_id, seqs.start - 1, len(seqs))
        if turn.seq in seqs and _is_to_mark(turn)
    ]


def _is_to_mark(turn: Turn) -> bool:
    is_of_players = turn.kind in (TurnKind.PLAYER, TurnKind.VOTE)
    return is_of_players and turn.status is TurnStatus.RESOLVED and not turn.is_undone
