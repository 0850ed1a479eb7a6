"""A turn of the log as a player sees it, and what one gets for an action."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Die:
    """`counts` is false for the die that (dis)advantage drops."""

    purpose: str
    sides: int
    value: int
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DiceRoll:
    """Dice + modifier = total against `target` (None for damage), and what the odds were."""

    label: str
    dice: tuple[Die, ...]
    modifier: int
    total: int
    target: int | None
    chance_pct: int | None
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """`log`: what happened as short plain lines, the same with and without narration. `events`: the same in the rules'
    own terms. `attempt`: how often it was told anew. `is_undone`: a later turn took it back.
    """

    id: str
    seq: int
    kind: str
    status: str
    action: str
    character_id: str | None
    character_name: str | None
    code: str | None
    message: str | None
    log: tuple[str, ...]
    dice: tuple[DiceRoll, ...]
    events: tuple[Mapping[str, Any], ...]
    narration_status: str
    narration: tuple[str, ...]
    attempt: int
    accepted_at: str
    is_undone: bool

    @property
    def mode(self) -> str:
        """How `action` was meant: `do`, `say` or `story`."""
        kinds = {event.get("kind") for event in self.events}
        return "say" if "spoke" in kinds else "story" if "written" in kinds else "do"

    @property
    def is_resolved(self) -> bool:
        return self.status != "accepted"

    @property
    def waits_for_its_round(self) -> bool:
        """Handed in, but no part of the story yet: it has no place there before the round is over."""
        return self.seq == 0

    @property
    def is_being_told(self) -> bool:
        return self.narration_status in ("pending", "streaming")

    @property
    def is_live(self) -> bool:
        """Something about it is still to come."""
        return not self.is_resolved or self.is_being_told


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPage:
    """Turns oldest first; `older` is the `before` of the page behind them."""

    turns: tuple[Turn, ...]
    older: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """The answer to an action: `turn` is there when the mechanics were done within the wait."""

    turn_id: str
    status: str
    turn: Turn | None = None
