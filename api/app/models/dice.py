"""A roll, as it stands in the log for everybody to check."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roll:
    """`value` is 1..sides and a pure function of (seed, turn seq, index, purpose, sides)."""

    index: int
    purpose: str
    sides: int
    value: int
