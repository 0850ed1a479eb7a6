"""Every die that fell in a session, for everybody to check."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DiceLogEntry:
    """A die of a turn (`turn_id`) or of the chat (`message_id`).

    `seq`, `index`, `purpose` and `sides` are what its value was made of, with the seed (in the chat `seq` is 0).
    `roll` numbers the throws of a turn or message: dice that fell together have the same. Of the whole throw tell
    `label` what for, `modifier` and `total` what came of it, `target` what it had to reach, `chance_pct` the odds, and
    `outcome`: as of a turn's dice, or `thrown` in the chat. `counts` is false of the die that (dis)advantage drops.
    `is_undone`: a later turn took it back. The character is whose turn it was, or who threw; null where nobody's.
    """

    turn_id: str | None
    message_id: str | None
    seq: int
    character_id: str | None
    character_name: str | None
    purpose: str
    label: str
    roll: int
    index: int
    sides: int
    value: int
    modifier: int
    total: int
    target: int | None
    chance_pct: int | None
    outcome: str
    counts: bool
    is_undone: bool
    at: datetime
