"""Settling votes: exactly once, also when nobody looks."""

from dataclasses import replace

import structlog

from app.backends.ports import Clock, Documents, Op, Order, Row, Update, Where
from app.backends.retrying import commit_loaded, until_settled
from app.models.enums import VoteStatus
from app.models.errors import Conflict, GameError, NothingToShare, Unavailable, VoteClosed
from app.models.ids import SessionId, UserId, VoteId
from app.models.tables import GAME_SESSIONS
from app.models.votes import Vote
from app.models.world import World
from app.services.advance import Advance
from app.services.appended import Appended
from app.services.ballots.table import BALLOTS
from app.services.loot_votes import next_loot_vote
from app.services.records import columns
from app.services.records.sessions import LoadedSession, load_from_row
from app.services.records.votes import create_vote, vote_columns, vote_of
from app.services.vote_time import decision_of, ended

log = structlog.get_logger(__name__)

_TRIES = 20
_PAGE = 100


class VoteSettling:
    """A vote ends in one commit with the turn that comes of it, under compare-and-set of the session's row."""

    def __init__(self, documents: Documents, clock: Clock, world: World, advance: Advance) -> None:
        self._documents = documents
        self._clock = clock
        self._world = world
        self._advance = advance

    def settle_now(self, session_id: SessionId) -> None:
        """As `settle`, for one who has just voted: what does not succeed now is the job's."""
        try:
            self.settle(session_id)
        except (Conflict, Unavailable):
            log.warning("vote_settled_later", session_id=session_id)

    def settle_due(self) -> int:
        """How many votes ended whose time was up, or that were decided and left to lie. Safe to run any number of
        times, side by side. Raises Unavailable."""
        where = [Where("vote_due_at", Op.LE, self._clock.now())]
        rows = self._documents.list(GAME_SESSIONS.name, where, [Order("vote_due_at")], _PAGE).rows
        return sum(self._settle_one(SessionId(row.id)) for row in rows)

    def _settle_one(self, session_id: SessionId) -> bool:
        """One session that is too busy now must not hold up the others."""
        try:
            return self.settle(session_id)
        except Conflict:
            return False

    def settle(self, session_id: SessionId) -> bool:
        """Ends the open vote if it is decided: the turn that comes of it, if any, is committed with its end. What the
        rules refuse by now has failed. False if there is nothing to settle, or somebody else did. Raises Conflict if
        others keep winning, Unavailable."""
        vote = vote_of(self._documents.get(GAME_SESSIONS.name, session_id))
        decision = vote and decision_of(vote, self._clock.now())
        if vote is None or decision is None:
            return False
        refusal: GameError | None = None
        if decision.status is VoteStatus.PASSED:
            try:
                self._advance.append(session_id, lambda loaded: self._carried(loaded, vote.id))
            except VoteClosed:
                return False
            except (Conflict, Unavailable):
                raise
            except GameError as error:
                refusal = error
            else:
                return True
        return until_settled(lambda: self._try_close(session_id, vote.id, refusal), _TRIES)

    def _carried(self, loaded: LoadedSession, vote_id: VoteId) -> Appended:
        """The turn that the vote becomes. Raises VoteClosed unless it is still open and has passed."""
        vote = loaded.session.vote
        decision = decision_of(vote, self._clock.now()) if vote is not None and vote.id == vote_id else None
        if vote is None or decision is None or decision.status is not VoteStatus.PASSED:
            raise VoteClosed
        closed = ended(vote, decision, self._clock.now())
        return replace(BALLOTS[vote.kind].turn(closed, loaded.session), ended=closed)

    def _try_close(self, session_id: SessionId, vote_id: VoteId, refusal: GameError | None) -> bool:
        row = self._documents.get(GAME_SESSIONS.name, session_id)
        vote = vote_of(row)
        decision = decision_of(vote, self._clock.now()) if vote is not None and vote.id == vote_id else None
        if vote is None or decision is None:
            return False
        is_carried = decision.status is VoteStatus.PASSED
        if is_carried != (refusal is not None):
            return False  # ballots came or went meanwhile: the next time finds what is to be done
        closed = ended(vote, decision, self._clock.now(), refusal)
        readers = [UserId(one) for one in columns.texts(row, "member_user_ids")]
        following = vote_columns(self._following(row, refusal))
        taken_away = Update(GAME_SESSIONS.name, row.id, following, row.version)
        commit_loaded(self._documents, [taken_away, create_vote(closed, readers)])
        return True

    def _following(self, row: Row, refusal: GameError | None) -> Vote | None:
        """Loot that has waited for this vote is asked about now. What the rules have refused they would refuse again,
        so that waits for the next turn."""
        if refusal is not None and refusal.code != NothingToShare.code:
            return None
        session = load_from_row(self._documents, row).session
        return next_loot_vote(replace(session, vote=None), self._clock, self._world)
