"""Votes of a party: asking it, and voting."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from app.backends.ports import Change, Clock, Documents, Op, Order, Row, Update, Where
from app.backends.retrying import commit_loaded, until_settled
from app.game_logic.view.vote import vote_view
from app.models.enums import SessionStatus, VoteKind, VoteStatus
from app.models.errors import (
    Forbidden,
    InCombat,
    NobodyToAsk,
    NotFound,
    VoteClosed,
    VoteOpen,
)
from app.models.ids import CharacterId, SessionId, UserId, VoteId
from app.models.session import GameSession
from app.models.tables import CHARACTERS, GAME_SESSIONS, VOTES
from app.models.views import VoteView
from app.models.votes import Vote
from app.models.world import World
from app.services.ballots.ballot import bad_vote
from app.services.ballots.table import BALLOTS
from app.services.loading import character_id_of, require_playable, session_row_of
from app.services.records import columns
from app.services.records.sessions import load_from_row
from app.services.records.votes import vote_columns, vote_from_row, vote_of
from app.services.vote_settling import VoteSettling
from app.services.vote_time import decision_of, timed

OPEN_FOR = timedelta(minutes=1)
_TRIES = 20
"""Ten players may well vote at the same moment."""
_PAGE = 100
_REMEMBERED = 10
"""Latest votes among which a repeated wish is looked for."""


class VoteService:
    """The open vote stands in the session's row, so everything here is under the same compare-and-set as coming,
    leaving and the turns."""

    def __init__(self, documents: Documents, clock: Clock, world: World, settling: VoteSettling) -> None:
        self._documents = documents
        self._clock = clock
        self._world = world
        self._settling = settling

    def open(
        self,
        user_id: UserId,
        session_id: SessionId,
        kind: VoteKind,
        options: Sequence[str] = (),
        action_id: str | None = None,
    ) -> VoteView:
        """Asks the party; whoever asks is for it. Asked for again, while it is open or with the same `action_id`, it
        is the same vote.

        Raises NotFound, SessionNotActive, NobodyToAsk, VoteOpen, InCombat, Invalid `bad_vote`, and what the rules would
        refuse now.
        """
        vote, character_id = until_settled(
            lambda: self._try_open(user_id, session_id, kind, tuple(options), action_id), _TRIES
        )
        return vote_view(vote, character_id)

    def _try_open(
        self,
        user_id: UserId,
        session_id: SessionId,
        kind: VoteKind,
        options: tuple[str, ...],
        action_id: str | None,
    ) -> tuple[Vote, CharacterId]:
        row = session_row_of(self._documents, user_id, session_id)
        character_id = character_id_of(row, user_id)
        known = self._known(row, character_id, action_id)
        if known is not None:
            return known, character_id
        require_playable(row)
        loaded = load_from_row(self._documents, row)
        character_id = character_id_of(loaded.row, user_id)
        open_now = loaded.session.vote
        if open_now is not None:
            if (open_now.opened_by, open_now.kind, open_now.options) == (character_id, kind, options):
                return open_now, character_id
            raise VoteOpen(details={"vote_id": open_now.id})
        vote = self._new(loaded.session, character_id, kind, options, action_id)
        self._commit([self._keep(loaded.row, vote)])
        return vote, character_id

    def _new(
        self,
        session: GameSession,
        character_id: CharacterId,
        kind: VoteKind,
        options: tuple[str, ...],
        action_id: str | None,
    ) -> Vote:
        if len(session.seats) < 2:
            raise NobodyToAsk
        ballot = BALLOTS[kind]
        if session.state.combat is not None and not ballot.in_fights:
            raise InCombat
        motion = ballot.ask(session, character_id, options, self._world)
        now, characters = self._clock.now(), session.state.characters
        return timed(
            Vote(
                id=VoteId(self._clock.new_id()),
                session_id=session.id,
                kind=kind,
                question=motion.question,
                choices=motion.choices,
                opened_by=character_id,
                opened_by_name=characters[character_id].name,
                opened_at=now,
                closes_at=now + OPEN_FOR,
                due_at=now + OPEN_FOR,
                voters={seat.character_id: characters[seat.character_id].name for seat in session.seats},
                ballots={character_id: motion.choices[0].id} if motion.is_for else {},
                options=options,
                about=motion.about,
                action_id=action_id,
            )
        )

    def _known(self, row: Row, character_id: CharacterId, action_id: str | None) -> Vote | None:
        """The vote of an earlier wish by that id."""
        if action_id is None:
            return None
        open_now = vote_of(row)
        latest = [*([open_now] if open_now else []), *self._ended(SessionId(row.id), _REMEMBERED)[0]]
        return next(
            (one for one in latest if (one.action_id, one.opened_by) == (action_id, character_id)), None
        )

    def cast(self, user_id: UserId, session_id: SessionId, vote_id: VoteId, choice: str) -> VoteView:
        """A ballot, which can be changed as long as the vote is open; the same one again changes nothing. Raises
        NotFound, SessionNotActive, VoteClosed, Forbidden `no_say`, Invalid `bad_vote`."""
        vote, character_id = until_settled(
            lambda: self._try_cast(user_id, session_id, vote_id, choice), _TRIES
        )
        if vote.status is VoteStatus.OPEN and decision_of(vote) is not None:
            self._settling.settle_now(session_id)
            row = session_row_of(self._documents, user_id, session_id)
            vote = self._find(row, vote_id)
        return vote_view(vote, character_id)

    def _try_cast(
        self, user_id: UserId, session_id: SessionId, vote_id: VoteId, choice: str
    ) -> tuple[Vote, CharacterId]:
        row = session_row_of(self._documents, user_id, session_id)
        character_id, vote = character_id_of(row, user_id), self._find(row, vote_id)
        if vote.status is VoteStatus.OPEN and character_id not in vote.voters:
            raise Forbidden("That is for others to decide.", code="no_say")
        if vote.choice(choice) is None:
            raise bad_vote("That is no answer to this question.", "choice")
        if vote.ballots.get(character_id) == choice:
            return vote, character_id
        if vote.status is not VoteStatus.OPEN or decision_of(vote, self._clock.now()) is not None:
            raise VoteClosed
        require_playable(row)
        changed = timed(replace(vote, ballots={**vote.ballots, character_id: choice}))
        self._commit([self._keep(row, changed)])
        return changed, character_id

    def list(
        self, user_id: UserId, session_id: SessionId, limit: int, cursor: str | None
    ) -> tuple[Sequence[VoteView], str | None]:
        """Newest first, the open one at the top, and the next page's cursor. Raises NotFound, Invalid for a cursor of
        another list."""
        row = session_row_of(self._documents, user_id, session_id)
        votes, following = self._ended(session_id, limit, cursor)
        open_now = vote_of(row) if cursor is None else None
        character_id = character_id_of(row, user_id)
        return [
            vote_view(one, character_id) for one in (*([open_now] if open_now else []), *votes)
        ], following

    def find_for(self, user_id: UserId, vote_id: VoteId) -> VoteView:
        """A vote by its id alone, for one of its party. Raises NotFound."""
        row = self._documents.find(VOTES.name, vote_id)
        session_ids = [columns.text(row, "session_id")] if row else self._played_by(user_id)
        for session_id in session_ids:
            found = session_row_of(self._documents, user_id, SessionId(session_id))
            open_now = vote_of(found)
            if row is not None or (open_now is not None and open_now.id == vote_id):
                return vote_view(self._find(found, vote_id), character_id_of(found, user_id))
        raise NotFound

    def _played_by(self, user_id: UserId) -> Sequence[str]:
        """The adventures that this user's characters are on."""
        where = [Where("user_id", Op.EQ, user_id), Where("is_active", Op.EQ, True)]
        rows = self._documents.list(CHARACTERS.name, where, limit=_PAGE).rows
        return [columns.text(row, "session_id") for row in rows if row.data.get("session_id")]

    def _find(self, row: Row, vote_id: VoteId) -> Vote:
        """The open one, or one of this session's that have ended. Raises NotFound."""
        open_now = vote_of(row)
        if open_now is not None and open_now.id == vote_id:
            return open_now
        found = self._documents.get(VOTES.name, vote_id)
        if found.data["session_id"] != row.id:
            raise NotFound
        return vote_from_row(found)

    def _ended(
        self, session_id: SessionId, limit: int, cursor: str | None = None
    ) -> tuple[Sequence[Vote], str | None]:
        where = [Where("session_id", Op.EQ, session_id)]
        order = [Order("session_id", descending=True)]
        page = self._documents.list(VOTES.name, where, order, limit, cursor)
        return [vote_from_row(row) for row in page.rows], page.next_cursor

    def _keep(self, row: Row, vote: Vote) -> Change:
        """To ask and to vote is to play: it wakes a paused party."""
        woken = {"status": SessionStatus.ACTIVE, "last_activity": self._clock.now()}
        return Update(GAME_SESSIONS.name, row.id, {**vote_columns(vote), **woken}, row.version)

    def _commit(self, changes: Sequence[Change]) -> None:
        commit_loaded(self._documents, changes)
