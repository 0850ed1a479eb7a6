"""An adventure as one player sees it."""

from dataclasses import dataclass

from app.models.character import Effect, Portrait
from app.models.combat import Combat


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """`to_name` only for places already visited. `is_blocked`: seen but closed, or guarded."""

    direction: str
    name: str
    minutes: int
    is_blocked: bool
    to_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureAction:
    """`chance_pct` of success if a check is needed."""

    id: str
    label: str
    chance_pct: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    id: str
    name: str
    description: str
    actions: tuple[FeatureAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: str
    name: str
    description: str
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Foe:
    """An encounter that stands here and has not begun."""

    encounter_id: str
    name: str
    enemies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    id: str
    name: str
    region: str
    biome: str
    description: str
    is_safe: bool
    exits: tuple[Exit, ...]
    features: tuple[Feature, ...]
    people: tuple[Person, ...]
    foes: tuple[Foe, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMember:
    character_id: str
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
    effects: tuple[Effect, ...]
    is_you: bool
    is_fallen: bool
    is_current: bool
    portrait: Portrait


@dataclass(frozen=True, slots=True, kw_only=True)
class Quest:
    """`objective` is what to do now; `done` the titles of stages behind."""

    id: str
    name: str
    summary: str
    is_main: bool
    status: str
    objective: str | None
    stage: int
    stages: int
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    id: str
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    person_id: str
    name: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """World time: the story begins on day 1 at 08:00."""

    day: int
    hour: int
    minute: int
    is_night: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """All act at once: the character ids of those who have handed in and of those who are waited for. `your_action`:
    what one has handed in oneself; `your_mode`: how one meant it."""

    number: int
    submitted: tuple[str, ...]
    waiting_for: tuple[str, ...]
    your_action: str | None
    your_mode: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`version` rises with every change. `seed` is published when the adventure has ended. `can_undo`: the last turn
    can be taken back. `deadline_at`: until when whoever is at the move may act, or the round's end, `None` where nobody
    is hurried. `round`: the running one of a party that acts all at once. `acting_for`: characters whose players are
    away and whom one may act for right now."""

    id: str
    name: str
    status: str
    version: int
    turn_number: int
    seed_hash: str
    seed: str | None
    character_id: str
    is_your_turn: bool
    location: Location
    clock: Clock
    party: tuple[PartyMember, ...]
    combat: Combat | None
    talk: Talk | None
    quests: tuple[Quest, ...]
    suggestions: tuple[Suggestion, ...]
    can_undo: bool
    current_actor_id: str | None = None
    deadline_at: str | None = None
    round: Round | None = None
    acting_for: tuple[str, ...] = ()

    @property
    def is_party(self) -> bool:
        """Whether others play along."""
        return len(self.party) > 1

    @property
    def at_the_move(self) -> str:
        """The name of whoever is at the move: a member or, in a fight, whatever it is that bites."""
        fighter = self.combat.by_id(self.combat.current_id) if self.combat else None
        member = next((one for one in self.party if one.character_id == self.current_actor_id), None)
        return fighter.name if fighter else member.name if member else ""

    @property
    def next_up(self) -> str:
        """Who comes after that, by name or as `you`, the fallen left out; empty where nobody else is there."""
        standing = [one.character_id for one in self.party if not one.is_fallen]
        names = {one.character_id: one.name for one in self.party}
        order, current = tuple(one.character_id for one in self.party), self.current_actor_id
        if self.combat:
            standing = [one.id for one in self.combat.combatants if one.is_standing]
            names = {one.id: one.name for one in self.combat.combatants}
            order, current = self.combat.order, self.combat.current_id
        if current not in order:
            return ""
        place = order.index(current) + 1
        after = order[place:] + order[: place - 1]
        return next(
            ("you" if one == self.character_id else names[one] for one in after if one in standing), ""
        )

    @property
    def played_too(self) -> tuple[PartyMember, ...]:
        """The absent members whom one may act for right now."""
        return tuple(one for one in self.party if one.character_id in self.acting_for)

    @property
    def stand_in(self) -> PartyMember | None:
        """The absent member whom one's next action is for, unless one says otherwise: nobody while it is one's own."""
        return None if self.is_your_turn else next(iter(self.played_too), None)

    @property
    def is_asked(self) -> bool:
        """Whether something is waited for that this player may do, for itself or for somebody who is away."""
        return self.is_your_turn or bool(self.acting_for)

    @property
    def can_act(self) -> bool:
        """Whether one's own action would be taken now; until the round is over another one may take its place."""
        return self.is_your_turn or (self.round is not None and self.round.your_action is not None)

    @property
    def waited_for(self) -> tuple[str, ...]:
        """The names of those whom the running round waits for, oneself as `you`."""
        waiting = self.round.waiting_for if self.round else ()
        return tuple("you" if one.is_you else one.name for one in self.party if one.character_id in waiting)

    @property
    def you(self) -> PartyMember:
        """The player's own character; the party always holds it."""
        return next(one for one in self.party if one.is_you)

    @property
    def is_over(self) -> bool:
        return self.status == "completed"

    @property
    def is_paused(self) -> bool:
        """Nobody acted for a while; the next action goes on with it."""
        return self.status == "timeout"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSummary:
    """`max_players` above 1: a party. `is_your_turn`: it waits for this player, until `deadline_at` if it has one."""

    id: str
    name: str
    status: str
    character_id: str
    location_name: str
    turn_number: int
    last_activity: str
    members: int = 1
    max_players: int = 1
    is_your_turn: bool = False
    deadline_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """ "Previously": what came before, for who returns. `is_due`: long enough ago to be told."""

    title: str
    paragraphs: tuple[str, ...]
    away_minutes: int
    is_due: bool
