"""A party: who sits where while it gathers and plays, and how it looks from outside."""

from dataclasses import dataclass
from datetime import datetime

from app.models.enums import Biome, Fallback, InviteKind, LootRule, PlayMode, Presence, SessionStatus
from app.models.session import SessionConfig
from app.models.views.character import PortraitView
from app.models.views.combat import CombatView
from app.models.views.session import ClockView, PartyMemberView, QuestView
from app.models.views.turn import TurnView


@dataclass(frozen=True, slots=True)
class SeatView:
    """`fallback`: what the character does in a fight when the time of its turn is up; `missed`: turns let pass in
    a row; `proxy_character_id`: whose player acts for this one while it is away. `presence`: whether the player has
    the session open now; null where that is not known."""

    user_id: str
    character_id: str
    name: str
    class_id: str
    class_name: str
    level: int
    is_leader: bool
    is_ready: bool
    is_you: bool
    fallback: Fallback
    missed: int
    proxy_character_id: str | None
    portrait: PortraitView
    presence: Presence | None


@dataclass(frozen=True, slots=True)
class InviteView:
    """`kind`: `member` codes give a seat, `spectator` codes let one look on."""

    code: str
    kind: InviteKind
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PartyView:
    """`seats` in the order in which their players came. `invites` are told to the leader alone. `can_start`: the party
    gathers, enough have come and all are ready."""

    id: str
    name: str
    status: SessionStatus
    version: int
    config: SessionConfig
    leader_id: str
    is_leader: bool
    seats: tuple[SeatView, ...]
    free_seats: int
    can_start: bool
    invites: tuple[InviteView, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OpenPartyView:
    """A party that strangers may join: who leads it, for which levels it is, at what pace it plays, whether one after
    the other or all at once, and how it shares out loot."""

    id: str
    name: str
    status: SessionStatus
    leader_name: str
    leader_level: int
    members: int
    max_players: int
    min_level: int
    max_level: int
    pace: str
    mode: PlayMode
    loot: LootRule
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """`is_ended`: the last one left, and the adventure is over."""

    session_id: str
    is_ended: bool


@dataclass(frozen=True, slots=True)
class PlaceView:
    id: str
    name: str
    region: str
    biome: Biome
    description: str
    is_safe: bool


@dataclass(frozen=True, slots=True)
class SpectatorView:
    """What everybody of the party sees, and nothing that is one player's own. `turns` are the latest, newest first."""

    id: str
    name: str
    status: SessionStatus
    version: int
    turn_number: int
    seed_hash: str
    current_actor_id: str | None
    location: PlaceView
    clock: ClockView
    party: tuple[PartyMemberView, ...]
    combat: CombatView | None
    quests: tuple[QuestView, ...]
    turns: tuple[TurnView, ...]
