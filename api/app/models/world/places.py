"""Places, and what one finds there."""

from dataclasses import dataclass

from app.models.enums import Biome, Direction, Stat
from app.models.ids import (
    EncounterId,
    LocationId,
    PersonId,
)
from app.models.world.conditions import Condition
from app.models.world.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class CheckDef:
    """d20 + modifier of `attribute` (+ level // 2) against `difficulty`; 20 always succeeds, 1 always fails."""

    attribute: Stat
    difficulty: int
    advantage_if: tuple[Condition, ...] = ()
    disadvantage_if: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class FeatureAction:
    """One thing to do with a feature. `verbs` are the words that mean it, the first being shown.

    Without a check, `success` happens. `once`: not offered again after success (`retry`: but after failure).
    """

    id: str
    verbs: tuple[str, ...]
    success: tuple[Outcome, ...]
    label: str
    requires: tuple[Condition, ...] = ()
    check: CheckDef | None = None
    failure: tuple[Outcome, ...] = ()
    once: bool = True
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Feature:
    """Something at a place one can look at and act upon. Hidden while `requires` does not hold."""

    id: str
    name: str
    aliases: tuple[str, ...]
    description: str
    actions: tuple[FeatureAction, ...] = ()
    requires: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out. While `requires` does not hold it is seen but closed (`blocked_text`), or unseen if `hidden`.

    `one_way` declares that nothing leads straight back.
    """

    direction: Direction
    to: LocationId
    name: str
    minutes: int = 10
    requires: tuple[Condition, ...] = ()
    blocked_text: str = ""
    hidden: bool = False
    one_way: bool = False


@dataclass(frozen=True, slots=True)
class PlacedEncounter:
    """Enemies at a place. `ambush` fights start on arrival; others wait to be attacked or block an exit."""

    encounter: EncounterId
    requires: tuple[Condition, ...] = ()
    ambush: bool = False
    blocks: tuple[Direction, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class MapPoint:
    """Where a place stands on the map: `x` grows to the east, `y` to the south, as on a screen."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class LocationDef:
    id: LocationId
    name: str
    aliases: tuple[str, ...]
    region: str
    biome: Biome
    description: str
    first_visit: str
    exits: tuple[Exit, ...]
    map: MapPoint
    features: tuple[Feature, ...] = ()
    people: tuple[PersonId, ...] = ()
    encounters: tuple[PlacedEncounter, ...] = ()
    is_safe: bool = False
    """Long rest is possible; the party wakes here after a defeat."""
    codex: str = ""
