"""A turn of the log as a player sees it."""

from dataclasses import dataclass
from datetime import datetime

from app.models.enums import NarrationStatus, TurnKind, TurnStatus


@dataclass(frozen=True, slots=True)
class DieView:
    """`index` numbers the roll within the turn, for `verify-dice`. `counts`: not the one that (dis)advantage drops."""

    index: int
    purpose: str
    sides: int
    value: int
    counts: bool


@dataclass(frozen=True, slots=True)
class DiceRollView:
    """A roll with its parts: dice + modifier = total against `target` (None for damage), and what the odds were.

    `label`: e.g. "Strength check", "Attack on the wolf", "Damage to the wolf". `outcome`: success, failure, hit, miss,
    critical, or damage.
    """

    label: str
    dice: tuple[DieView, ...]
    modifier: int
    total: int
    target: int | None
    chance_pct: int | None
    outcome: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """`log`: what happened as short plain lines, told or not. `events`: raw, numbered by position. `attempt`: how often
    it was told anew; of two views of a turn the one with the greater attempt is the newer. `is_undone`: a later turn
    took it back. `session_version`: the `version` of the session's view from this turn on."""

    id: str
    session_id: str
    seq: int
    kind: TurnKind
    status: TurnStatus
    action: str
    character_id: str | None
    character_name: str | None
    code: str | None
    message: str | None
    log: tuple[str, ...]
    dice: tuple[DiceRollView, ...]
    events: tuple[dict[str, object], ...]
    narration_status: NarrationStatus
    narration: tuple[str, ...]
    attempt: int
    is_undone: bool
    session_version: int | None
    state_hash: str | None
    accepted_at: datetime
    resolved_at: datetime | None
