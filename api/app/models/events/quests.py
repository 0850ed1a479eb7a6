"""Events of talk and quests."""

from dataclasses import dataclass
from typing import Literal

from app.models.ids import (
    CharacterId,
    PersonId,
    QuestId,
)


@dataclass(frozen=True, slots=True)
class TalkBegan:
    character_id: CharacterId
    person_id: PersonId
    text: str
    first_time: bool
    kind: Literal["talk_began"] = "talk_began"


@dataclass(frozen=True, slots=True)
class TopicSaid:
    """`is_done`: the topic will not be offered again."""

    character_id: CharacterId
    person_id: PersonId
    topic: str
    prompt: str
    text: str
    is_done: bool
    kind: Literal["topic_said"] = "topic_said"


@dataclass(frozen=True, slots=True)
class TalkEnded:
    character_id: CharacterId
    person_id: PersonId
    text: str
    kind: Literal["talk_ended"] = "talk_ended"


@dataclass(frozen=True, slots=True)
class QuestStarted:
    quest_id: QuestId
    name: str
    objective: str
    kind: Literal["quest_started"] = "quest_started"


@dataclass(frozen=True, slots=True)
class QuestAdvanced:
    """`stage` is the index now being worked on."""

    quest_id: QuestId
    name: str
    stage: int
    objective: str
    kind: Literal["quest_advanced"] = "quest_advanced"


@dataclass(frozen=True, slots=True)
class QuestCompleted:
    quest_id: QuestId
    name: str
    is_main: bool
    kind: Literal["quest_completed"] = "quest_completed"
