"""A session as one player sees it: only what that player may know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from app.models.enums import ActionMode, Biome, Direction, QuestStatus, Rarity, SessionStatus
from app.models.session import SessionConfig
from app.models.views.character import EffectView, PortraitView
from app.models.views.combat import CombatView
from app.models.views.vote import VoteView


@dataclass(frozen=True, slots=True)
class ExitView:
    """`to_name` only for places already visited. `is_blocked`: seen but closed, or guarded by enemies."""

    direction: Direction
    name: str
    minutes: int
    is_blocked: bool
    to_id: str | None
    to_name: str | None


@dataclass(frozen=True, slots=True)
class FeatureActionView:
    """`chance_pct` of success if a check is needed."""

    id: str
    label: str
    chance_pct: int | None


@dataclass(frozen=True, slots=True)
class FeatureView:
    id: str
    name: str
    description: str
    actions: tuple[FeatureActionView, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    id: str
    name: str
    description: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class FoeView:
    """An encounter that stands here and has not begun."""

    encounter_id: str
    name: str
    enemies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LocationView:
    id: str
    name: str
    region: str
    biome: Biome
    description: str
    is_safe: bool
    exits: tuple[ExitView, ...]
    features: tuple[FeatureView, ...]
    people: tuple[PersonView, ...]
    foes: tuple[FoeView, ...]


@dataclass(frozen=True, slots=True)
class MapPlaceView:
    """`x` grows to the east, `y` to the south. Of a place not yet visited only its spot is known: `name` and `biome`
    are None, and `id` says no more than by which way one would get there. `has_quest`: something can be done there for
    a quest now."""

    id: str
    name: str | None
    biome: Biome | None
    x: int
    y: int
    is_here: bool
    is_visited: bool
    is_safe: bool
    has_quest: bool


@dataclass(frozen=True, slots=True)
class MapWayView:
    """A way out of a visited place, between places of the same map. A way back, if there is one, is another entry."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(serialize_by_alias=True)

    from_id: Annotated[str, Field(alias="from")]
    to_id: Annotated[str, Field(alias="to")]
    direction: Direction
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class MapView:
    places: tuple[MapPlaceView, ...]
    ways: tuple[MapWayView, ...]


@dataclass(frozen=True, slots=True)
class PartyMemberView:
    character_id: str
    user_id: str
    name: str
    class_id: str
    class_name: str
    level: int
    hp: int
    max_hp: int
    mana: int
    max_mana: int
    experience: int
    experience_level: int
    experience_next: int | None
    effects: tuple[EffectView, ...]
    is_you: bool
    is_fallen: bool
    is_current: bool
    portrait: PortraitView


@dataclass(frozen=True, slots=True)
class QuestView:
    """`objective` is what to do now; `done` the titles of stages behind."""

    id: str
    name: str
    summary: str
    is_main: bool
    status: QuestStatus
    objective: str | None
    stage: int
    stages: int
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    id: str
    prompt: str


@dataclass(frozen=True, slots=True)
class TalkView:
    person_id: str
    name: str
    topics: tuple[TopicView, ...]


@dataclass(frozen=True, slots=True)
class SuggestionView:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ClockView:
    """World time: the story begins on day 1 at 08:00."""

    day: int
    hour: int
    minute: int
    is_night: bool


@dataclass(frozen=True, slots=True)
class RecapView:
    """What went before, and then where one stands: at most 120 words. `away_minutes` of real time since the last turn;
    `is_due`: one was away for so long that a recap is welcome."""

    title: str
    paragraphs: tuple[str, ...]
    away_minutes: int
    is_due: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round in which all act at once, by character ids: who has handed in, who is waited for. `your_action` in words:
    what one has handed in oneself, which the others learn when the round is over; `your_mode`: how one meant it."""

    number: int
    submitted: tuple[str, ...]
    waiting_for: tuple[str, ...]
    your_action: str | None
    your_mode: ActionMode | None


@dataclass(frozen=True, slots=True)
class PooledItemView:
    """A thing of the loot pool, which nobody owns yet. `receivers`: the characters who may have it."""

    id: str
    item_def_id: str
    name: str
    description: str
    rarity: Rarity
    quantity: int
    receivers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """`version` rises with every change. `seed` is published when the session has ended. `leader_id` is a user's.
    `deadline_at`: until when whoever is at the move may act, or the round's end. `round`: the running one, of a party
    that acts all at once, outside fights; then `current_actor_id` is None. `acting_for`: characters whose
    players are away and whom one may act for right now. `loot_pool`: what the party has not shared
    out yet. `votes`: what the party is asked now, at most one. `can_undo`: the last turn can be taken back now, in a
    party by a vote."""

    id: str
    name: str
    status: SessionStatus
    version: int
    turn_number: int
    config: SessionConfig
    seed_hash: str
    seed: str | None
    character_id: str
    leader_id: str
    current_actor_id: str | None
    is_your_turn: bool
    acting_for: tuple[str, ...]
    round: RoundView | None
    votes: tuple[VoteView, ...]
    deadline_at: datetime | None
    location: LocationView
    clock: ClockView
    party: tuple[PartyMemberView, ...]
    combat: CombatView | None
    talk: TalkView | None
    quests: tuple[QuestView, ...]
    loot_pool: tuple[PooledItemView, ...]
    suggestions: tuple[SuggestionView, ...]
    can_undo: bool
    created_at: datetime
    last_activity: datetime
