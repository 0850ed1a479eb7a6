"""A session: its configuration, its state (the fold of its events), its turns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.models.character import MAX_LEVEL, Character
from app.models.combat import CombatEncounter
from app.models.enums import (
    Condition,
    Fallback,
    LootRule,
    NarrationStatus,
    PlayMode,
    QuestStatus,
    SessionStatus,
    TurnKind,
    TurnStatus,
    UndoRule,
)
from app.models.events import Event
from app.models.ids import (
    CharacterId,
    EncounterId,
    LocationId,
    PersonId,
    QuestId,
    SessionId,
    TurnId,
    UserId,
)
from app.models.intents import Intent
from app.models.items import PooledItem
from app.models.preferences import Tone
from app.models.votes import Vote


@dataclass(frozen=True, slots=True)
class SessionConfig:
    """`timeout_minutes` without activity pause the session; `auto_save_interval`: turns between verified snapshots.

    `max_players` above 1 makes a party, which gathers in a lobby. `is_open`: strangers may find and join it;
    `min_level`, `max_level` and `pace` (a short note of the leader's) tell them whom it is for.
    `turn_deadline_s`: how long a party waits for a player's turn; None for ever. `mode`: whether a party acts one after
    the other, or all at once. `loot`: how it shares out what its fights bring.
    """

    min_players: int = 1
    timeout_minutes: int = 30
    auto_save_interval: int = 5
    undo: UndoRule = UndoRule.ALLOWED
    max_players: int = 1
    is_open: bool = False
    min_level: int = 1
    max_level: int = MAX_LEVEL
    pace: str = ""
    turn_deadline_s: int | None = None
    mode: PlayMode = PlayMode.TURNS
    loot: LootRule = LootRule.ROUND_ROBIN


@dataclass(frozen=True, slots=True)
class Seat:
    """A player's place in a party, with the character that sits there. The longest seated come first.

    `fallback`: what the character does in a fight when the time of its turn is up. `missed`: turns let pass in a row.
    `proxy`: whose player acts for this one while it is away, with the fallback `proxy`.
    """

    user_id: UserId
    character_id: CharacterId
    is_ready: bool = False
    fallback: Fallback = Fallback.DEFEND
    missed: int = 0
    proxy: CharacterId | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """The running round of a party that acts all at once: since when the others are waited for, and whose actions are
    handed in, in the order of their turns."""

    number: int
    started_at: datetime
    submitted: tuple[CharacterId, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestProgress:
    """`stage` is the index of the stage being worked on."""

    status: QuestStatus
    stage: int = 0


@dataclass(frozen=True, slots=True)
class PlayerMemory:
    """What "again" and "it" mean for a player: the last deed that was understood, and the last thing named."""

    last_intent: Intent | None = None
    last_target: str | None = None


@dataclass(frozen=True, slots=True)
class SessionState:
    """All that the rules know. The fold of the session's events; no clock, no seed.

    `done`: keys `location/feature/action` of feature actions that are used up, and `person/topic` of topics said.
    `won`: encounters defeated. `pity`: misses in a row by `table/item`. `talking_to`: the person a character faces.
    `minutes` of world time since the start. `seq` is the last folded turn. `undo_points`: seqs of the last turns that
    can be taken back, oldest first; `is_undo_barred`: a turn before them cannot be. `is_by_round`: outside fights all
    act at once, so nobody waits for a turn. `loot_rule`: how the party shares out what its fights bring; `loot_pool`:
    what lies there until it is shared out.
    """

    session_id: SessionId
    seq: int
    location_id: LocationId
    characters: Mapping[CharacterId, Character]
    turn_order: tuple[CharacterId, ...] = ()
    current_turn: int = 0
    last_safe_location_id: LocationId | None = None
    minutes: int = 0
    visited: tuple[LocationId, ...] = ()
    flags: Mapping[str, int] = field(default_factory=dict)
    quests: Mapping[QuestId, QuestProgress] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    met: tuple[PersonId, ...] = ()
    won: tuple[EncounterId, ...] = ()
    pity: Mapping[str, int] = field(default_factory=dict)
    talking_to: Mapping[CharacterId, PersonId] = field(default_factory=dict)
    memory: Mapping[CharacterId, PlayerMemory] = field(default_factory=dict)
    combat: CombatEncounter | None = None
    is_over: bool = False
    undo_points: tuple[int, ...] = ()
    is_undo_barred: bool = False
    is_by_round: bool = False
    loot_rule: LootRule = LootRule.ROUND_ROBIN
    loot_pool: tuple[PooledItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something legal now, in words that the parser understands as the same intent."""

    id: str
    text: str
    intent: Intent


@dataclass(frozen=True, slots=True)
class Turn:
    """One row of the log. `events` are numbered by position. `narration` is a list of paragraphs; `told_by` names what
    made them (the offline narrator's template ids), so that the next tellings do not repeat it. `names` of all who take
    part, by character and combatant id; `location_id` and `minutes` of world time are those after the turn.

    `tone` is what the acting player had chosen, `condition` how the acting character is after the turn. `attempt`
    counts how often the turn was told anew, last asked for at `retold_at`. `is_undone`: a
    later turn took it back. `is_private`: of the party only the one who acted reads it.
    `session_version`: that of the session's row which the turn's commit made.
    """

    id: TurnId
    session_id: SessionId
    seq: int
    action_id: str
    kind: TurnKind
    status: TurnStatus
    action: str
    accepted_at: datetime
    character_id: CharacterId | None = None
    character_name: str | None = None
    user_id: UserId | None = None
    intent: Intent | None = None
    events: tuple[Event, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    location_id: LocationId | None = None
    minutes: int | None = None
    code: str | None = None
    message: str | None = None
    state_hash: str | None = None
    rules_version: str | None = None
    content_hash: str | None = None
    narration_status: NarrationStatus = NarrationStatus.NONE
    narration: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    tone: Tone = Tone.WRY
    condition: Condition = Condition.FIT
    attempt: int = 0
    retold_at: datetime | None = None
    suggestions: tuple[Suggestion, ...] = ()
    is_undone: bool = False
    is_private: bool = False
    session_version: int | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GameSession:
    """A session's row without its log. `seed_hash` is the SHA-256 of the secret seed's hex string, as ASCII.

    `due_at`: when the turn of whoever is at the move is up. `owner_id` is the leader. `sent_away`: who may not come
    back. Members and seats stand in the same order. `round`: the running one, where all act at once. `vote`: the open
    one."""

    id: SessionId
    name: str
    owner_id: UserId
    seats: tuple[Seat, ...]
    config: SessionConfig
    status: SessionStatus
    seed_hash: str
    state_hash: str
    version: int
    created_at: datetime
    last_activity: datetime
    state: SessionState
    sent_away: tuple[UserId, ...] = ()
    due_at: datetime | None = None
    round: Round | None = None
    vote: Vote | None = None

    @property
    def member_user_ids(self) -> tuple[UserId, ...]:
        return tuple(seat.user_id for seat in self.seats)
