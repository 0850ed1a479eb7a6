"""Events of places, checks and time."""

from dataclasses import dataclass
from typing import Literal

from app.models.dice import Roll
from app.models.effects import ActiveEffect
from app.models.enums import (
    Advantage,
    Direction,
    Stat,
)
from app.models.ids import (
    CharacterId,
    LocationId,
)
from app.models.lore import Lore


@dataclass(frozen=True, slots=True)
class LocationEntered:
    """`came_from` None: the story begins here, or (after a defeat) the party wakes here."""

    location_id: LocationId
    minutes: int
    first_visit: bool
    is_safe: bool
    direction: Direction | None = None
    came_from: LocationId | None = None
    kind: Literal["location_entered"] = "location_entered"


@dataclass(frozen=True, slots=True)
class Looked:
    """`target_kind`: location, feature, person, enemy, item or combatant; `text` is what one sees."""

    character_id: CharacterId
    target_kind: Literal["location", "feature", "person", "enemy", "item", "combatant"]
    target: str
    text: str
    kind: Literal["looked"] = "looked"


@dataclass(frozen=True, slots=True)
class CheckRolled:
    """`total` = best or worst of the rolls + `modifier`; `chance_pct` is what the odds were."""

    character_id: CharacterId
    attribute: Stat
    difficulty: int
    advantage: Advantage
    rolls: tuple[Roll, ...]
    modifier: int
    total: int
    chance_pct: int
    success: bool
    purpose: str
    kind: Literal["check_rolled"] = "check_rolled"


@dataclass(frozen=True, slots=True)
class FeatureUsed:
    """A feature's action was done. `is_done`: it will not be offered again."""

    character_id: CharacterId
    location_id: LocationId
    feature: str
    action: str
    label: str
    success: bool
    is_done: bool
    kind: Literal["feature_used"] = "feature_used"


@dataclass(frozen=True, slots=True)
class Told:
    """A fixed text of the content that belongs to what just happened."""

    text: str
    kind: Literal["told"] = "told"


@dataclass(frozen=True, slots=True)
class FlagChanged:
    flag: str
    value: int
    kind: Literal["flag_changed"] = "flag_changed"


@dataclass(frozen=True, slots=True)
class LoreGained:
    """What a character met for the first time, in the order of discovery; of `enemies` the whole entry as it is now."""

    character_id: CharacterId
    lore: Lore
    kind: Literal["lore_gained"] = "lore_gained"


@dataclass(frozen=True, slots=True)
class TimePassed:
    minutes: int
    kind: Literal["time_passed"] = "time_passed"


@dataclass(frozen=True, slots=True)
class Rested:
    character_id: CharacterId
    long: bool
    hp: int
    mana: int
    kind: Literal["rested"] = "rested"


@dataclass(frozen=True, slots=True)
class VitalsChanged:
    """Hit points or mana outside combat: the change and where they stand now. `reason` is a content text or name."""

    character_id: CharacterId
    hp_change: int
    mana_change: int
    hp: int
    mana: int
    reason: str
    rolls: tuple[Roll, ...] = ()
    kind: Literal["vitals_changed"] = "vitals_changed"


@dataclass(frozen=True, slots=True)
class CharacterEffectsChanged:
    """The effects a character carries outside combat, after the change."""

    character_id: CharacterId
    effects: tuple[ActiveEffect, ...]
    kind: Literal["character_effects_changed"] = "character_effects_changed"


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """Nobody could interpret the words; `possible` are texts of what can be done here,
    `candidates` names of things between which the words do not decide."""

    character_id: CharacterId
    text: str
    verb: str | None
    noun: str | None
    possible: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    kind: Literal["misunderstood"] = "misunderstood"


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question about oneself, as lines of plain text."""

    character_id: CharacterId
    about: str
    lines: tuple[str, ...]
    kind: Literal["answered"] = "answered"
