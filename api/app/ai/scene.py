"""What a narrator is told of a turn, and nothing else: committed events, names, and where it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.models.enums import Condition
from app.models.events import Event
from app.models.ids import CharacterId, TurnId
from app.models.preferences import Tone
from app.models.session import SessionState, Turn
from app.models.world import LocationDef


@dataclass(frozen=True, slots=True)
class Past:
    """What a recap is made of: the latest turns, oldest first, and the state they led to. It is told to `reader_id`."""

    turns: tuple[Turn, ...]
    state: SessionState
    reader_id: CharacterId
    hour: int
    tone: Tone
    condition: Condition


@dataclass(frozen=True, slots=True)
class Scene:
    """`names` by character and combatant id. `recent`: what the last tellings were made of, newest first, those of
    this turn before the others; `attempt` counts them. `openings`: the first paragraphs of the tellings before, newest
    first. `hour` of the day, 0 to 23, and the actor's `condition`, are those after the turn.

    `actor_id` is None for the engine's own turns. The narrator addresses the actor as "you".
    """

    turn_id: TurnId
    seq: int
    action: str
    actor_id: CharacterId | None
    events: tuple[Event, ...]
    names: Mapping[str, str]
    location: LocationDef | None
    hour: int
    recent: tuple[str, ...]
    tone: Tone = Tone.WRY
    attempt: int = 0
    condition: Condition = Condition.FIT
    openings: tuple[str, ...] = ()
