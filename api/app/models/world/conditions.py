"""Conditions of content: all of a list must hold."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from app.models.ids import (
    ClassId,
    EncounterId,
    ItemDefId,
    OriginId,
    QuestId,
)


@dataclass(frozen=True, slots=True)
class FlagIs:
    """A story flag stands at least at `value`, or (with `below`) under it. Unset flags are 0."""

    when: Literal["flag"]
    flag: str
    value: int = 1
    below: bool = False


@dataclass(frozen=True, slots=True)
class QuestAt:
    """A quest is `unknown`, `active` (optionally at a stage), or `completed`."""

    when: Literal["quest"]
    quest: QuestId
    status: Literal["unknown", "active", "completed"]
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class HasItem:
    when: Literal["has_item"]
    item: ItemDefId
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class LevelAtLeast:
    when: Literal["level"]
    level: int


@dataclass(frozen=True, slots=True)
class OriginIs:
    when: Literal["origin"]
    origin: OriginId


@dataclass(frozen=True, slots=True)
class ClassIs:
    when: Literal["class"]
    class_id: ClassId


@dataclass(frozen=True, slots=True)
class EncounterWon:
    when: Literal["encounter_won"]
    encounter: EncounterId
    won: bool = True


Condition = Annotated[
    FlagIs | QuestAt | HasItem | LevelAtLeast | OriginIs | ClassIs | EncounterWon,
    Field(discriminator="when"),
]
