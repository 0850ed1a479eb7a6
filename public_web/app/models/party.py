"""Parties: who sits where, and who looks for whom."""

from dataclasses import dataclass

from app.models.character import Portrait
from app.models.combat import Combat
from app.models.session import Clock, PartyMember, Quest
from app.models.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """`fallback`: what the character does when the time of its turn is up; `missed`: turns let pass in a row;
    `proxy_character_id`: whose player acts for it while it is away. `presence`: `online`, `typing` or `away`, whether
    the player has the party's page open; None where nobody knows."""

    user_id: str
    character_id: str
    name: str
    class_name: str
    level: int
    is_leader: bool
    is_ready: bool
    is_you: bool
    fallback: str
    missed: int
    portrait: Portrait
    proxy_character_id: str | None = None
    presence: str | None = None

    @property
    def is_away(self) -> bool:
        """Whether the last turn passed without its player."""
        return self.missed > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """`kind`: `member` codes give a seat, `spectator` codes let one look on."""

    code: str
    kind: str
    expires_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyConfig:
    """How a party plays; `turn_deadline_s` is None where nobody is hurried; `mode`: `turns` one by one, or `round`.
    `loot`: `round_robin`, `need_greed` or `leader`."""

    min_players: int
    max_players: int
    undo: str
    is_open: bool
    min_level: int
    max_level: int
    pace: str
    turn_deadline_s: int | None
    mode: str = "turns"
    loot: str = "round_robin"

    @property
    def is_all_at_once(self) -> bool:
        """Whether everybody acts at once outside fights."""
        return self.mode == "round"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """`can_start`: it gathers, enough have come and all are ready. `invites` are told to the leader alone."""

    id: str
    name: str
    status: str
    version: int
    config: PartyConfig
    is_leader: bool
    seats: tuple[Seat, ...]
    free_seats: int
    can_start: bool
    invites: tuple[Invite, ...]

    @property
    def is_gathering(self) -> bool:
        return self.status == "lobby"

    @property
    def is_over(self) -> bool:
        return self.status == "completed"

    @property
    def you(self) -> Seat:
        """The visitor's own seat; only members see a party."""
        return next(seat for seat in self.seats if seat.is_you)

    @property
    def others(self) -> tuple[Seat, ...]:
        """The seats of everybody else."""
        return tuple(seat for seat in self.seats if not seat.is_you)

    @property
    def unready(self) -> tuple[str, ...]:
        """Whom the start waits for."""
        return tuple(seat.name for seat in self.seats if not seat.is_ready)

    def proxy_of(self, seat: Seat) -> Seat | None:
        """Whose player acts for that seat while it is away."""
        return next((one for one in self.seats if one.character_id == seat.proxy_character_id), None)

    def links(self, kind: str) -> tuple[Invite, ...]:
        """The open codes of that kind."""
        return tuple(one for one in self.invites if one.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenParty:
    """A party as those see it who might join."""

    id: str
    name: str
    status: str
    leader_name: str
    leader_level: int
    members: int
    max_players: int
    min_level: int
    max_level: int
    pace: str
    mode: str = "turns"
    loot: str = "round_robin"

    @property
    def is_all_at_once(self) -> bool:
        """Whether everybody acts at once outside fights."""
        return self.mode == "round"

    @property
    def is_full(self) -> bool:
        return self.members >= self.max_players


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenParties:
    """A page of the board; `older` leads to the next one."""

    parties: tuple[OpenParty, ...]
    older: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    name: str
    region: str
    biome: str
    description: str
    is_safe: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spectacle:
    """What everybody of a party sees, for those who look on. `turns` newest first."""

    id: str
    name: str
    status: str
    version: int
    turn_number: int
    current_actor_id: str | None
    location: Place
    clock: Clock
    party: tuple[PartyMember, ...]
    combat: Combat | None
    quests: tuple[Quest, ...]
    turns: tuple[Turn, ...]

    @property
    def is_over(self) -> bool:
        return self.status == "completed"
