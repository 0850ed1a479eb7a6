"""Rounds: where a party acts all at once, actions are handed in, and one commit puts all of them into the log."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.backends.ports import Change, Clock, Documents, Row, Update
from app.backends.retrying import commit_loaded, until_settled
from app.game_logic.turn_order import is_round_time
from app.models.enums import SessionStatus, TurnKind, TurnStatus
from app.models.errors import Conflict, NotFound, NotHandedIn, TakenBack
from app.models.ids import CharacterId, SessionId, TurnId, UserId
from app.models.intents import Miss
from app.models.session import GameSession, Round, Turn
from app.models.tables import GAME_SESSIONS, ROUND_SUBMISSIONS, SESSION_TURNS
from app.services.loading import character_id_of, require_playable, session_row_of
from app.services.records.sessions import (
    LoadedSession,
    load_from_row,
    load_session,
    round_columns,
    round_of,
)
from app.services.records.submissions import (
    StoredSubmission,
    Submission,
    drop,
    put,
    remembered,
    submission_of,
    submissions,
    take_back,
)
from app.services.records.turns import accept_turn, turn_from_row, waiting_turns
from app.services.turn_time import due_in_round, waiting_for

_TRIES = 20
"""Ten players may well hand in at the same moment."""


class Rounds:
    """Every change is committed under compare-and-set of the session's row, so a round is closed once, with everything
    that was handed in before."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    def hand_in(self, row: Row, submission: Submission) -> Turn:
        """One try: the action waits for its round, in the place of what its player had handed in before; it keeps that
        one's id. The last of all closes the round in the same commit. Raises Conflict, TakenBack."""
        loaded = load_from_row(self._documents, row)
        running = loaded.session.round
        if running is None or not is_round_time(loaded.state):
            raise Conflict
        known = submissions(self._documents, loaded.session.id, running.number)
        mine = next((one for one in known if one.submission.character_id == submission.character_id), None)
        if mine is not None and mine.submission.is_of(submission.action_id):
            return _waiting(mine.submission)
        kept = replace(submission, round=running.number, id=mine.submission.id if mine else submission.id)
        session = self._with(loaded.session, running, kept.character_id)
        if waiting_for(session):
            self._commit([put(kept, mine), self._update(loaded, session)])
            return kept.turn(0, kept.handed_in_at)
        handed_in = {**_handed_in(known, running), kept.character_id: kept}
        turns = self._close(loaded, session, known, handed_in)
        return next(turn for turn in turns if turn.id == kept.id)

    def withdraw(self, user_id: UserId, session_id: SessionId) -> None:
        """Takes one's own action back before the round is over. Raises NotFound, SessionNotActive, NotHandedIn."""
        until_settled(lambda: self._try_withdraw(user_id, session_id), _TRIES)

    def _try_withdraw(self, user_id: UserId, session_id: SessionId) -> None:
        row = session_row_of(self._documents, user_id, session_id)
        require_playable(row)
        loaded = load_from_row(self._documents, row)
        session, character_id = loaded.session, character_id_of(loaded.row, user_id)
        running = session.round
        if running is None or character_id not in running.submitted:
            raise NotHandedIn
        left = replace(running, submitted=tuple(one for one in running.submitted if one != character_id))
        mine = submissions(self._documents, session.id, running.number, character_id)
        self._commit([*map(take_back, mine), self._update(loaded, replace(session, round=left))])

    def close_due(self, session_id: SessionId) -> bool:
        """Closes the round whose time is up, or in which nobody is waited for any more. False if it is not due, or
        somebody else closed it. Raises Conflict if others keep winning."""
        return until_settled(lambda: self._try_close(session_id), _TRIES)

    def _try_close(self, session_id: SessionId) -> bool:
        loaded = load_session(self._documents, session_id)
        session = loaded.session
        is_due = session.due_at is not None and session.due_at <= self._clock.now()
        if session.round is None or not is_due or not is_round_time(loaded.state):
            return False
        known = submissions(self._documents, session_id, session.round.number)
        self._close(loaded, session, known, _handed_in(known, session.round))
        return True

    def own(self, session: GameSession, character_id: CharacterId) -> Submission | None:
        """What this character's player has handed in for the running round."""
        running = session.round
        if running is None or character_id not in running.submitted:
            return None
        found = submissions(self._documents, session.id, running.number, character_id)
        return found[0].submission if found else None

    def known(self, row: Row, character_id: CharacterId, action_id: str) -> Turn | None:
        """What was handed in by that action id, now or before another action took its place; also a copy that comes
        when the round is over, as long as the next one runs. Raises TakenBack."""
        running = round_of(row)
        if running is None:
            return None
        session_id = SessionId(row.id)
        for one in submissions(self._documents, session_id, running.number, character_id):
            if one.submission.is_of(action_id):
                return _waiting(one.submission)
        for one in remembered(self._documents, session_id, running.number, character_id):
            if one.submission.is_of(action_id):
                found = self._documents.find(SESSION_TURNS.name, one.submission.id)
                if found is None:  # nothing took its place
                    raise TakenBack
                return turn_from_row(found)
        return None

    def turn(self, user_id: UserId, turn_id: TurnId) -> Turn:
        """The turn that a submission will be, for its own player, who still plays there. Raises NotFound."""
        found = submission_of(self._documents.get(ROUND_SUBMISSIONS.name, turn_id))
        if found.user_id != user_id or found.is_taken_back:
            raise NotFound
        session_row_of(self._documents, user_id, found.session_id)
        return found.turn(0, found.handed_in_at)

    def _with(self, session: GameSession, running: Round, character_id: CharacterId) -> GameSession:
        """The session as somebody hands in: a party that slept is waited for from now on."""
        order = session.state.turn_order
        submitted = tuple(one for one in order if one == character_id or one in running.submitted)
        now = self._clock.now()
        since = running.started_at if session.due_at is not None else now
        return replace(
            session,
            round=replace(running, submitted=submitted, started_at=since),
            status=SessionStatus.ACTIVE,
            last_activity=now,
        )

    def _close(
        self,
        loaded: LoadedSession,
        session: GameSession,
        known: Sequence[StoredSubmission],
        handed_in: Mapping[CharacterId, Submission],
    ) -> list[Turn]:
        """All of a round in one commit: at most ten turns, twenty rows taken away and the session's own, which is well
        within what a commit may hold."""
        running = session.round
        if running is None:
            raise Conflict
        pending = waiting_turns(self._documents, session.id)
        first = max([loaded.state.seq, *(turn.seq for turn in pending)]) + 1
        turns = [
            replace(turn, seq=first + place) for place, turn in enumerate(self._turns_of(session, handed_in))
        ]
        following = Round(running.number + 1, self._clock.now())
        self._commit(
            [
                *(accept_turn(turn, session.member_user_ids) for turn in turns),
                *drop([one for one in known if not one.submission.is_remembered]),
                *drop(remembered(self._documents, session.id, running.number)),
                self._update(loaded, replace(session, round=following)),
            ]
        )
        return turns

    def _turns_of(self, session: GameSession, handed_in: Mapping[CharacterId, Submission]) -> list[Turn]:
        """In the order of turns: what was handed in, and that the others did nothing."""
        now, turns = self._clock.now(), []
        away = {seat.character_id: seat.fallback for seat in waiting_for(session)}
        for one in session.state.turn_order:
            if one in handed_in:
                turns.append(handed_in[one].turn(0, now))
            elif one in away:
                turns.append(self._missed(session.id, one, Miss(one, away[one], in_round=True)))
        return turns

    def _missed(self, session_id: SessionId, character_id: CharacterId, intent: Miss) -> Turn:
        turn_id = TurnId(self._clock.new_id())
        return Turn(
            id=turn_id,
            session_id=session_id,
            seq=0,
            action_id=turn_id,
            kind=TurnKind.SYSTEM,
            status=TurnStatus.ACCEPTED,
            action="",
            accepted_at=self._clock.now(),
            character_id=character_id,
            intent=intent,
        )

    def _update(self, loaded: LoadedSession, session: GameSession) -> Change:
        data = {
            **round_columns(session.round),
            "due_at": due_in_round(session),
            "status": session.status,
            "last_activity": session.last_activity,
        }
        return Update(GAME_SESSIONS.name, loaded.row.id, data, loaded.row.version)

    def _commit(self, changes: Sequence[Change]) -> None:
        commit_loaded(self._documents, changes)


def _waiting(submission: Submission) -> Turn:
    """The turn that it will be. Raises TakenBack."""
    if submission.is_taken_back:
        raise TakenBack
    return submission.turn(0, submission.handed_in_at)


def _handed_in(known: Sequence[StoredSubmission], running: Round) -> dict[CharacterId, Submission]:
    """By character, what counts."""
    every = {one.submission.character_id: one.submission for one in known}
    return {one: every[one] for one in running.submitted if one in every}
