"""People and quests."""

from dataclasses import dataclass

from app.models.ids import (
    LocationId,
    PersonId,
    QuestId,
)
from app.models.world.conditions import Condition
from app.models.world.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Topic:
    """Something one can talk about. `prompt` is what the player says, `says` the answer."""

    id: str
    prompt: str
    keywords: tuple[str, ...]
    says: str
    requires: tuple[Condition, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    once: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class PersonDef:
    id: PersonId
    name: str
    aliases: tuple[str, ...]
    description: str
    greeting: str
    greeting_again: str
    farewell: str
    topics: tuple[Topic, ...]
    requires: tuple[Condition, ...] = ()
    codex: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """What completes a stage, checked after every event: all conditions hold, and the party is `at` the place."""

    text: str
    requires: tuple[Condition, ...] = ()
    at: LocationId | None = None


@dataclass(frozen=True, slots=True)
class QuestStage:
    id: str
    title: str
    objective: Objective
    on_complete: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestDef:
    """Stages in order. `starts_at_once`: begins with the session."""

    id: QuestId
    name: str
    summary: str
    is_main: bool
    stages: tuple[QuestStage, ...]
    rewards: tuple[Outcome, ...]
    starts_at_once: bool = False
