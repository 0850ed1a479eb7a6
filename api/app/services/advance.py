"""Resolving what was accepted, in order, exactly once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import structlog

from app.backends.ports import Change, Clock, Documents, Events, Queue, Row
from app.backends.retrying import commit_loaded, until_settled
from app.game_logic.view.visible import is_combat_event, is_talk_event
from app.models.character import Character
from app.models.enums import NarrationStatus, SessionStatus, TurnKind, TurnStatus
from app.models.errors import Unavailable
from app.models.events import CombatEnded, StoryEnded
from app.models.ids import ItemId, SessionId, TurnId, UserId
from app.models.intents import End, Miss
from app.models.session import GameSession, Turn
from app.models.world import World
from app.services import history
from app.services.appended import Appended
from app.services.loot_votes import next_loot_vote
from app.services.records.characters import update_character
from app.services.records.ledger import ledger_rows
from app.services.records.loot_pool import pool_changes, taken_out
from app.services.records.sessions import (
    LoadedSession,
    load_from_rows,
    load_session,
    session_rows,
    update_session,
)
from app.services.records.submissions import drop, remembered, submissions
from app.services.records.turns import (
    create_turn,
    keep_events,
    latest_turns,
    resolve_turn,
    turns_after,
)
from app.services.rejections import error_of
from app.services.settle import Settled, settle
from app.services.turn_time import attended, due_after, round_after
from app.services.undoing import marks, turn_to_undo, undone_seqs
from app.services.vote_time import ended_with, turn_ids, vote_after

log = structlog.get_logger(__name__)

_APPEND_TRIES = 20
"""Players may well hand in actions at the same moment."""
_USUALLY_WAITING = 3
_SETTLE_TRIES = 20
"""Who loses here finds that somebody else has resolved a turn, which is what was wanted."""
_LOOK_BACK = 2
"""Turns before the next one that are read again, to take their finished narration into the history."""


class Advance:
    """`run(session)` is safe to call at any time, any number of times, from several processes at once: each turn is
    committed under compare-and-set of the session's row, so it is resolved once and in the order of its seq."""

    def __init__(
        self, documents: Documents, queue: Queue, events: Events, clock: Clock, world: World
    ) -> None:
        self._documents = documents
        self._queue = queue
        self._events = events
        self._clock = clock
        self._world = world

    def run(self, session_id: SessionId) -> Sequence[Turn]:
        """Resolves every accepted turn and returns them. Raises Conflict if others keep winning, Unavailable.

        One that is accepted while the last of them is resolved has a job of its own.
        """
        done: list[Turn] = []
        has_more = True
        while has_more:
            settled, has_more = until_settled(lambda: self._settle_next(session_id), _SETTLE_TRIES)
            if settled is not None:
                done.append(settled.turn)
                self._announce(settled)
        return done

    def append(self, session_id: SessionId, decide: Callable[[LoadedSession], Appended]) -> Settled:
        """Puts a turn at the end of the log, settled in the commit that makes it.

        `decide` is asked with the session as it is once everything accepted before is settled, and again whenever
        somebody was faster; what it raises, this raises. A turn that the rules refuse is not put there: its error is
        raised. Raises Conflict if others keep winning, Unavailable.
        """
        settled = until_settled(lambda: self._try_append(session_id, decide), _APPEND_TRIES)
        self._announce(settled)
        return settled

    def _try_append(self, session_id: SessionId, decide: Callable[[LoadedSession], Appended]) -> Settled:
        self.run(session_id)
        loaded = load_session(self._documents, session_id)
        wanted = decide(loaded)
        newcomer = wanted.newcomer.character if wanted.newcomer else None
        settled = self._settle(loaded, self._new_turn(loaded, wanted), newcomer)
        if settled.turn.status is TurnStatus.REJECTED:
            raise error_of(settled.turn)
        recent = turns_after(self._documents, session_id, loaded.state.seq - _LOOK_BACK)
        self._commit(loaded, settled, None, _told_before(loaded.state.seq, recent), wanted)
        return settled

    def _new_turn(self, loaded: LoadedSession, wanted: Appended) -> Turn:
        now = self._clock.now()
        turn_id, action_id = turn_ids(wanted, TurnId(self._clock.new_id()))
        return Turn(
            id=turn_id,
            session_id=loaded.session.id,
            seq=loaded.state.seq + 1,
            action_id=action_id,
            kind=wanted.kind,
            status=TurnStatus.ACCEPTED,
            action=wanted.action,
            accepted_at=now,
            character_id=wanted.character_id,
            user_id=wanted.user_id,
            intent=wanted.intent,
        )

    def _settle_next(self, session_id: SessionId) -> tuple[Settled | None, bool]:
        """The turn that was next, and whether there was another one behind it."""
        rows, latest = self._documents.both(
            lambda: session_rows(self._documents, session_id),
            lambda: latest_turns(self._documents, session_id, _LOOK_BACK + _USUALLY_WAITING),
        )
        loaded = load_from_rows(self._documents, *rows)
        seq = loaded.state.seq
        if latest[0][0].seq > max(seq - _LOOK_BACK, 0) + 1:  # more are waiting than were fetched
            latest = turns_after(self._documents, session_id, seq - _LOOK_BACK)
        waiting = [(turn, row) for turn, row in latest if turn.seq == seq + 1]
        if not waiting:
            return None, False
        turn, row = waiting[0]
        settled = self._settle(loaded, turn, None)
        self._commit(loaded, settled, row, _told_before(seq, latest))
        return settled, latest[-1][0].seq > turn.seq

    def _settle(self, loaded: LoadedSession, turn: Turn, newcomer: Character | None) -> Settled:
        undone = turn_to_undo(self._documents, loaded.state, turn)
        now = self._clock.now()
        settled = settle(loaded.state, turn, loaded.seed, self._world, now, undone, newcomer)
        due = turn.seq % loaded.session.config.auto_save_interval == 0
        over = any(isinstance(event, CombatEnded | StoryEnded) for event in settled.events)
        return replace(settled, needs_checkpoint=due or over)

    def _commit(
        self,
        loaded: LoadedSession,
        settled: Settled,
        row: Row | None,
        known: Sequence[Turn],
        wanted: Appended | None = None,
    ) -> None:
        """`row` is that of the accepted turn; None for one that is made here."""
        turn = replace(settled.turn, session_version=loaded.row.version + 1)
        undone = undone_seqs(settled.events, turn.seq)
        told = [*known, turn] if settled.events and not turn.is_private else known
        entries = history.without(history.extended(loaded.history, filter(_is_of_the_story, told)), undone)
        session = self._session_after(loaded, settled, wanted)
        readers = _readers(session, settled)
        taken = taken_out(self._documents, loaded.state, settled.state)
        commit_loaded(
            self._documents,
            [
                create_turn(turn, readers) if row is None else resolve_turn(turn, row.version, readers),
                *([keep_events(turn, settled.events)] if settled.events else []),
                *update_session(loaded, session, entries),
                *marks(self._documents, turn.session_id, undone),
                *ledger_rows(settled.events, self._clock, turn.session_id, turn.seq),
                *pool_changes(loaded.state, settled.state, taken),
                *_characters(loaded, settled, taken),
                *self._not_to_come(loaded, settled),
                *_newcomer(settled, wanted),
                *ended_with(loaded.session.vote, session, wanted, self._clock.now()),
            ],
        )

    def _session_after(self, loaded: LoadedSession, settled: Settled, wanted: Appended | None) -> GameSession:
        seats = loaded.session.seats if wanted is None or wanted.seats is None else wanted.seats
        seats, now = attended(seats, settled), self._clock.now()
        is_missed = isinstance(settled.turn.intent, Miss)
        leader = loaded.session.owner_id if wanted is None or wanted.leader is None else wanted.leader
        status = loaded.session.status if is_missed else SessionStatus.ACTIVE
        after = replace(
            loaded.session,
            state=settled.state,
            state_hash=settled.turn.state_hash or "",
            status=SessionStatus.COMPLETED if settled.state.is_over else status,
            last_activity=loaded.session.last_activity if is_missed else now,
            seats=seats,
            owner_id=leader,
            sent_away=(*loaded.session.sent_away, *(wanted.barred if wanted else ())),
            round=round_after(loaded.session, seats, settled.events, now),
            vote=vote_after(loaded.session.vote, seats, settled.state, wanted),
        )
        vote = after.vote or next_loot_vote(after, self._clock, self._world)
        return replace(after, vote=vote, due_at=due_after(loaded.session.due_at, after, settled.events, now))

    def _not_to_come(self, loaded: LoadedSession, settled: Settled) -> list[Change]:
        """What was handed in for a round by those who leave now, or by anybody when somebody ends it all."""
        running = loaded.session.round
        if running is None or not (settled.departed or isinstance(settled.turn.intent, End)):
            return []
        known = submissions(self._documents, loaded.session.id, running.number)
        gone = [one for one in known if one.submission.character_id in settled.departed]
        if not settled.state.is_over:
            return drop(gone)
        return drop([*known, *remembered(self._documents, loaded.session.id, running.number)])

    def _announce(self, settled: Settled) -> None:
        """Tells whoever waits, and asks for the narration. The turn is committed: a queue that is away only delays."""
        turn = settled.turn
        log.info("turn_settled", session_id=turn.session_id, seq=turn.seq, status=turn.status, code=turn.code)
        try:
            self._events.publish(f"turn:{turn.id}", {"turn_id": turn.id, "status": turn.status})
            if turn.narration_status is NarrationStatus.PENDING:
                self._queue.enqueue(narration_job(settled), turn.id)
            if settled.needs_checkpoint:
                self._queue.enqueue("finalize_combat", turn.session_id)
        except Unavailable:
            log.warning("announcement_delayed", session_id=turn.session_id, seq=turn.seq)


def _newcomer(settled: Settled, wanted: Appended | None) -> list[Change]:
    """Who comes is of this party from now on."""
    if wanted is None or wanted.newcomer is None:
        return []
    session_id = settled.state.session_id
    after = settled.state.characters[wanted.newcomer.character.id]
    return update_character(wanted.newcomer, after, session_id=session_id, last_session_id=session_id)


def _told_before(seq: int, recent: Sequence[tuple[Turn, Row]]) -> list[Turn]:
    """The last ones up to that seq that the whole party reads."""
    return [turn for turn, _ in recent if seq - _LOOK_BACK < turn.seq <= seq and not turn.is_private]


def _readers(session: GameSession, settled: Settled) -> tuple[UserId, ...]:
    """Who reads the turn: the party as it is after it, or the one whom alone it concerns."""
    user_id = settled.turn.user_id
    return (user_id,) if settled.turn.is_private and user_id else session.member_user_ids


def _characters(loaded: LoadedSession, settled: Settled, taken: Mapping[ItemId, int]) -> list[Change]:
    """The characters as the turn leaves them, with what they have taken out of the loot pool. Who has left, or whose
    story is over, is free again."""
    changes: list[Change] = []
    for character_id, stored in loaded.characters.items():
        gone = settled.departed.get(character_id)
        freed = {"session_id": None} if gone or settled.state.is_over else {}
        changes += update_character(stored, gone or settled.state.characters[character_id], taken, **freed)
    return changes


def _is_of_the_story(turn: Turn) -> bool:
    """Taken back, a turn leaves the history, and the taking back never enters it."""
    return turn.status is TurnStatus.RESOLVED and turn.kind is not TurnKind.UNDO and not turn.is_undone


def narration_job(settled: Settled) -> str:
    """Which of the narration jobs tells this turn."""
    if any(is_combat_event(event) for event in settled.events):
        return "narrate_combat_action"
    if any(is_talk_event(event) for event in settled.events):
        return "generate_npc_dialogue"
    return "generate_dm_response"
