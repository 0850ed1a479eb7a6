"""Events of the session itself."""

from dataclasses import dataclass
from typing import Literal

from app.models.character import Character
from app.models.enums import Fallback, LootRule
from app.models.ids import (
    CharacterId,
    LocationId,
    QuestId,
)
from app.models.intents import Intent


@dataclass(frozen=True, slots=True)
class SessionStarted:
    seed_hash: str
    location_id: LocationId
    is_by_round: bool = False
    loot_rule: LootRule = LootRule.ROUND_ROBIN
    kind: Literal["session_started"] = "session_started"


@dataclass(frozen=True, slots=True)
class CharacterJoined:
    """Carries the whole sheet: replay starts from it. `opening` is the origin's text."""

    character: Character
    opening: str
    kind: Literal["character_joined"] = "character_joined"


@dataclass(frozen=True, slots=True)
class CharacterLeft:
    """The character goes with all that it carries, and out of any fight. `current_turn`: who is at the move in the
    order of those who stay."""

    character_id: CharacterId
    name: str
    is_sent_away: bool
    current_turn: int
    kind: Literal["character_left"] = "character_left"


@dataclass(frozen=True, slots=True)
class TurnMissed:
    """The time of the character's turn is up, and it does what its player chose for that."""

    character_id: CharacterId
    fallback: Fallback
    kind: Literal["turn_missed"] = "turn_missed"


@dataclass(frozen=True, slots=True)
class ActionUnderstood:
    """First event of a player's turn: what the words were taken to mean, and what "it" means from now on."""

    character_id: CharacterId
    intent: Intent
    target: str | None
    kind: Literal["action_understood"] = "action_understood"


@dataclass(frozen=True, slots=True)
class TurnPassed:
    """Outside combat the next of `turn_order` is at the move; combat keeps its own order."""

    current_turn: int
    kind: Literal["turn_passed"] = "turn_passed"


@dataclass(frozen=True, slots=True)
class StoryEnded:
    """The session is over; its seed may be published."""

    quest_id: QuestId | None = None
    kind: Literal["story_ended"] = "story_ended"
