"""Proving a session: the same log gives the same hashes, on any machine; and each die is what the seed says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from app.backends.ports import Documents
from app.game_logic import RULES_VERSION
from app.game_logic.begin import begin
from app.game_logic.dice import Dice, roll_value
from app.game_logic.fold import fold_turn
from app.game_logic.hashing import state_hash
from app.game_logic.undo import undo_target
from app.models.character import Character
from app.models.dice import Roll
from app.models.enums import SessionStatus, TurnStatus
from app.models.events import CharacterJoined, Event, SessionStarted
from app.models.ids import LocationId, SessionId
from app.models.intents import Begin
from app.models.session import SessionState, Turn
from app.models.tables import GAME_SESSIONS, SESSION_SECRETS
from app.models.world import World
from app.services.chat_dice import CHAT_SEQ, chat_rolls
from app.services.records import columns
from app.services.records.turns import whole_turns
from app.services.settle import RULE_FAILED, settle


@dataclass(frozen=True, slots=True)
class ReplayedTurn:
    """`expected` is the hash in the log, `folded` that of the events folded here. `rerun`: that of the rules run again;
    None where rules or content are not those of the turn, or where a fault of ours, since mended, rejected it."""

    seq: int
    status: TurnStatus
    expected: str
    folded: str
    rerun: str | None

    @property
    def is_sound(self) -> bool:
        return self.folded == self.expected and self.rerun in (None, self.expected)


@dataclass(frozen=True, slots=True)
class DieCheck:
    """One die against the seed; `seq` is that of its turn, 0 in the chat."""

    seq: int
    roll: Roll
    expected: int

    @property
    def is_sound(self) -> bool:
        return self.roll.value == self.expected


class ReplayService:
    """Reads logs; writes nothing."""

    def __init__(self, documents: Documents, world: World) -> None:
        self._documents = documents
        self._world = world

    def replay(self, session_id: SessionId) -> Sequence[ReplayedTurn]:
        """Every settled turn folded from the first, and run again where that is possible. Raises NotFound."""
        seed = self.seed_of(session_id)
        state = empty_state(session_id)
        found = []
        turns = {turn.seq: turn for turn in self._settled(session_id)}
        for turn in turns.values():
            rerun = self._run_again(state, turn, seed, turns.get(undo_target(state) or 0))
            state = fold_turn(state, turn.seq, turn.events)
            found.append(ReplayedTurn(turn.seq, turn.status, turn.state_hash or "", state_hash(state), rerun))
        return found

    def sessions(self) -> Iterator[SessionId]:
        """Every session that has begun."""
        cursor: str | None = None
        while True:
            page = self._documents.list(GAME_SESSIONS.name, limit=100, cursor=cursor)
            begun = (row for row in page.rows if row.data["status"] != SessionStatus.LOBBY)
            yield from (SessionId(row.id) for row in begun)
            cursor = page.next_cursor
            if cursor is None:
                return

    def verify_dice(self, session_id: SessionId, seed: str) -> Sequence[DieCheck]:
        """Each die of the log and then of the chat, computed anew from the seed. Raises NotFound."""
        key = bytes.fromhex(seed)
        rolls = [(turn.seq, roll) for turn in self._settled(session_id) for roll in rolls_in(turn.events)]
        rolls += [(CHAT_SEQ, roll) for roll in chat_rolls(self._documents, session_id)]
        return [
            DieCheck(seq, roll, roll_value(key, seq, roll.index, roll.purpose, roll.sides))
            for seq, roll in rolls
        ]

    def seed_of(self, session_id: SessionId) -> str:
        """The session's secret seed: for the operator only. Raises NotFound."""
        return columns.text(self._documents.get(SESSION_SECRETS.name, session_id), "seed")

    def _settled(self, session_id: SessionId) -> list[Turn]:
        turns = whole_turns(self._documents, session_id)
        return [turn for turn in turns if turn.status is not TurnStatus.ACCEPTED]

    def _run_again(self, state: SessionState, turn: Turn, seed: str, undone: Turn | None) -> str | None:
        if turn.code == RULE_FAILED:
            return None
        if turn.rules_version != RULES_VERSION or turn.content_hash != self._world.content_hash:
            return None
        if isinstance(turn.intent, Begin):
            return self._begin_again(state, turn, seed)
        newcomer = next(iter(joined_characters(turn.events)), None)
        again = settle(state, turn, seed, self._world, turn.accepted_at, undone, newcomer)
        return again.turn.state_hash

    def _begin_again(self, state: SessionState, turn: Turn, seed: str) -> str:
        """The characters come out of the log; everything else is made anew."""
        started = next(event for event in turn.events if isinstance(event, SessionStarted))
        dice = Dice(bytes.fromhex(seed), turn.seq)
        begun = begin(
            state.session_id,
            started.seed_hash,
            joined_characters(turn.events),
            dice,
            self._world,
            is_by_round=started.is_by_round,
            loot_rule=started.loot_rule,
        )
        return state_hash(replace(begun.state, seq=turn.seq))


def empty_state(session_id: SessionId) -> SessionState:
    """Before the first turn. The first event, SessionStarted, names the place."""
    return SessionState(session_id=session_id, seq=0, location_id=LocationId(""), characters={})


def joined_characters(events: Sequence[Event]) -> tuple[Character, ...]:
    """The characters as they joined."""
    return tuple(event.character for event in events if isinstance(event, CharacterJoined))


def rolls_in(value: object) -> Iterator[Roll]:
    """Every roll in events, however deep."""
    if isinstance(value, Roll):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from rolls_in(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from rolls_in(getattr(value, field.name))
