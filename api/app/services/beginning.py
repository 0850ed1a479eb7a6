"""The first turn of a session: the seed, who sets out, and where they stand."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.backends.ports import Accounts, Change, Clock
from app.game_logic import RULES_VERSION
from app.game_logic.begin import begin
from app.game_logic.dice import Dice
from app.game_logic.hashing import state_hash
from app.game_logic.view.naming import names_of_all
from app.game_logic.view.visible import visible_events
from app.models.enums import LootRule, NarrationStatus, PlayMode, TurnKind, TurnStatus
from app.models.events import Event
from app.models.ids import SessionId, TurnId, UserId
from app.models.intents import Begin
from app.models.preferences import stored_preferences
from app.models.session import SessionState, Turn
from app.models.world import World
from app.services.records.characters import StoredCharacter, update_character
from app.services.records.ledger import ledger_rows
from app.services.records.turns import create_turn, keep_events

FIRST_SEQ = 1


@dataclass(frozen=True, slots=True)
class Begun:
    """`seed_hash` may be told at once, `seed` when it is all over."""

    seed: str
    seed_hash: str
    state: SessionState
    turn: Turn
    events: tuple[Event, ...]


class Beginning:
    """Makes first turns; commits nothing."""

    def __init__(self, accounts: Accounts, clock: Clock, world: World) -> None:
        self._accounts = accounts
        self._clock = clock
        self._world = world

    def of(
        self,
        session_id: SessionId,
        leader_id: UserId,
        party: Sequence[StoredCharacter],
        mode: PlayMode = PlayMode.TURNS,
        loot: LootRule = LootRule.ROUND_ROBIN,
    ) -> Begun:
        """A new seed, and these characters in this order. The leader's tone tells it."""
        seed = secrets.token_hex(32)
        seed_hash = hashlib.sha256(seed.encode()).hexdigest()
        dice = Dice(bytes.fromhex(seed), FIRST_SEQ)
        begun = begin(
            session_id,
            seed_hash,
            [one.character for one in party],
            dice,
            self._world,
            is_by_round=mode is PlayMode.ROUND,
            loot_rule=loot,
        )
        state = replace(begun.state, seq=FIRST_SEQ)
        turn = self._turn(session_id, leader_id, begun.events, state)
        return Begun(seed, seed_hash, state, turn, begun.events)

    def rows(
        self, begun: Begun, party: Sequence[StoredCharacter], readers: Sequence[UserId], version: int = 1
    ) -> list[Change]:
        """The first turn with its ledger rows, and its characters, who are of this session from now on. `version`: that
        of the session's row after this commit."""
        session_id = begun.turn.session_id
        changes: list[Change] = [
            create_turn(replace(begun.turn, session_version=version), readers),
            keep_events(begun.turn, begun.events),
            *ledger_rows(begun.events, self._clock, session_id, FIRST_SEQ),
        ]
        for stored in party:
            after = begun.state.characters[stored.character.id]
            changes += update_character(stored, after, session_id=session_id, last_session_id=session_id)
        return changes

    def _turn(
        self, session_id: SessionId, leader_id: UserId, events: tuple[Event, ...], state: SessionState
    ) -> Turn:
        now = self._clock.now()
        return Turn(
            id=TurnId(self._clock.new_id()),
            session_id=session_id,
            seq=FIRST_SEQ,
            action_id="begin",
            kind=TurnKind.SYSTEM,
            status=TurnStatus.RESOLVED,
            action="",
            accepted_at=now,
            resolved_at=now,
            intent=Begin(),
            events=visible_events(events, is_shared=len(state.turn_order) > 1),
            names=names_of_all(state, events, state),
            tone=stored_preferences(self._accounts.get(leader_id).preferences).tone,
            location_id=state.location_id,
            minutes=state.minutes,
            state_hash=state_hash(state),
            rules_version=RULES_VERSION,
            content_hash=self._world.content_hash,
            narration_status=NarrationStatus.PENDING,
        )
