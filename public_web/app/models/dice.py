"""The dice of a party or a tale, throw by throw."""

from dataclasses import dataclass

from app.models.turn import DiceRoll


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrownDie:
    """One die as the API lists it; dice with the same turn or message and the same `roll` fell together."""

    turn_id: str | None
    message_id: str | None
    character_name: str | None
    purpose: str
    label: str
    roll: int
    sides: int
    value: int
    modifier: int
    total: int
    target: int | None
    chance_pct: int | None
    outcome: str
    counts: bool
    is_undone: bool
    at: str

    @property
    def throw_id(self) -> str:
        """Of the throw that it is a part of; fit to be an element's id."""
        return f"{self.turn_id or self.message_id}-{self.roll}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Throw:
    """What fell together, for whom and what for. `is_undone`: a later turn took it back."""

    id: str
    thrower: str | None
    dice: DiceRoll
    is_undone: bool
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DicePage:
    """Throws newest first; `older` leads to the page behind them."""

    throws: tuple[Throw, ...]
    older: str | None
