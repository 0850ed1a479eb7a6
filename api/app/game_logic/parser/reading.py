"""Readings: what the words may mean, and which of the meanings is taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from app.game_logic.parser.matching import Fit
from app.game_logic.parser.text import Words
from app.game_logic.parser.verbs import Verb
from app.models.intents import Intent


class Stretch(IntEnum):
    """How far the verb is stretched to mean this. Less is better."""

    VERBATIM = 0
    """The very words that the game shows for it."""
    OWN = 1
    NEAR = 2
    """A near-synonym, or half of an ability's name."""
    STANDS_IN = 3
    """Not what the verb says, but what one would do here: "go to the well" looks at it."""
    LAST_RESORT = 4


@dataclass(frozen=True, slots=True)
class Command:
    """A clause, split behind the verb phrase it begins with."""

    verb: Verb
    said: Words
    rest: Words = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning. `name` is that of the thing it is about, for asking back. `is_risky`: it cannot be taken back."""

    intent: Intent
    name: str = ""
    fit: Fit = Fit.EXACT
    stretch: Stretch = Stretch.OWN
    slips: int = 0
    is_risky: bool = False

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        """Smaller is better: sure before guessed, then a verb that applies, then a name that fits."""
        return (self.fit.is_weak, self.stretch, self.fit, self.slips)


@dataclass(frozen=True, slots=True)
class Undecided:
    """Equally good meanings, and picking one could do harm: the names to choose from."""

    names: tuple[str, ...]


def strong(readings: Iterable[Reading], least: Fit) -> list[Reading]:
    """Those whose name fits at least so well."""
    return [reading for reading in readings if reading.fit <= least]


def decide(readings: Iterable[Reading]) -> Reading | Undecided | None:
    """The best reading; of equals the first, which is the order of the scope. Undecided where a risky one has an equal
    of another name or is only guessed, and where a misspelling fits several names as well. None without any reading."""
    ordered = sorted(readings, key=lambda reading: reading.rank)
    if not ordered:
        return None
    best = ordered[0]
    rivals = tuple(dict.fromkeys(one.name for one in ordered if one.rank == best.rank))
    if best.is_risky and (best.fit.is_weak or len(rivals) > 1):
        return Undecided(rivals)
    if best.fit is Fit.MISSPELT and len(rivals) > 1:
        return Undecided(rivals)
    return best
