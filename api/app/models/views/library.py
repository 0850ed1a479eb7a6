"""What a character looks back on: its quests, and what it has met."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.models.enums import QuestStatus


class StageStatus(StrEnum):
    """Of what lies ahead nothing is told."""

    DONE = "done"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class JournalStageView:
    """`text`: what there is (or was) to do."""

    title: str
    text: str
    status: StageStatus


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A quest. `is_current`: it is followed now, in the adventure that the character is on. `rewards`: what its end
    brought, empty until then."""

    id: str
    name: str
    summary: str
    is_main: bool
    status: QuestStatus
    is_current: bool
    stages: tuple[JournalStageView, ...]
    rewards: tuple[str, ...]


class CodexKind(StrEnum):
    LOCATION = "location"
    PERSON = "person"
    ENEMY = "enemy"
    ITEM = "item"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class CodexEntry:
    """Something met. `detail`: figures and facts by their label, in the order in which they are to be shown."""

    kind: CodexKind
    id: str
    name: str
    text: str
    detail: Mapping[str, str]
