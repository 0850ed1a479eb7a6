"""Events of the players' own words."""

from dataclasses import dataclass
from typing import Literal

from app.models.ids import CharacterId, PersonId


@dataclass(frozen=True, slots=True)
class Spoke:
    """`words` as the player put them. `person_id`: who was spoken to, or heard it; None if nobody was near.
    `is_answered`: they had something to say to that, which stands in the events after it."""

    character_id: CharacterId
    words: str
    person_id: PersonId | None
    is_answered: bool
    kind: Literal["spoke"] = "spoke"


@dataclass(frozen=True, slots=True)
class Written:
    """A line of the story in the player's own words."""

    character_id: CharacterId
    text: str
    kind: Literal["written"] = "written"
