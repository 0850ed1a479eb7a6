"""Events of taking turns back."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from app.models.edits import Edit
from app.models.events.possessions import GoldChanged, ItemGained, ItemLost

Moved = Annotated[GoldChanged | ItemGained | ItemLost, Field(discriminator="kind")]
"""An event that moves gold or items, without its dice."""


@dataclass(frozen=True, slots=True)
class UndoPointSet:
    """Last event of a turn that can be taken back. `edits` turn the state after it into the one before it."""

    seq: int
    edits: tuple[Edit, ...]
    kind: Literal["undo_point_set"] = "undo_point_set"


@dataclass(frozen=True, slots=True)
class UndoBarred:
    """Last event of a turn that cannot be taken back: neither can any before it."""

    kind: Literal["undo_barred"] = "undo_barred"


@dataclass(frozen=True, slots=True)
class Rewound:
    """The turn `undone_seq` was taken back, and all that was only looked at since. `edits` restore the state before it;
    `returned` is what it moved, last first: each goes back where it came from. `action`: the undone turn's words.
    `is_own`: that turn concerned its player alone, so others learn no more than that something was taken back."""

    undone_seq: int
    action: str
    edits: tuple[Edit, ...]
    returned: tuple[Moved, ...]
    is_own: bool = False
    kind: Literal["rewound"] = "rewound"
