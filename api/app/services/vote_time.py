"""What a turn does to the vote that is open meanwhile, and when a vote is settled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.backends.ports import Change
from app.models.enums import VoteStatus
from app.models.errors import GameError, SessionNotActive
from app.models.ids import TurnId
from app.models.session import GameSession, Seat, SessionState
from app.models.votes import Vote
from app.services.appended import Appended
from app.services.ballots.ballot import Decision
from app.services.ballots.table import BALLOTS
from app.services.records.votes import create_vote


def decision_of(vote: Vote, now: datetime | None = None) -> Decision | None:
    """How it ends by its ballots, or by its time if that is up `now`; None while it is open."""
    return BALLOTS[vote.kind].decide(vote, now is not None and now >= vote.closes_at)


def timed(vote: Vote) -> Vote:
    """The same, settled at once if nothing can change its outcome any more, else when its time is up."""
    is_decided = decision_of(vote) is not None
    return replace(vote, due_at=vote.opened_at if is_decided else vote.closes_at)


def ended(vote: Vote, decision: Decision, now: datetime, refusal: GameError | None = None) -> Vote:
    """As it stands from now on. What the rules refuse has failed, whoever was for it."""
    closed = replace(vote, status=decision.status, outcome=decision.outcome, closed_at=now)
    if refusal is None:
        return closed
    return replace(
        closed, status=VoteStatus.FAILED, outcome=None, code=refusal.code, message=refusal.message[:500]
    )


def vote_after(
    vote: Vote | None, seats: Sequence[Seat], state: SessionState, wanted: Appended | None
) -> Vote | None:
    """The open vote after a turn: whoever came may vote, and the ballots of who left are gone."""
    if vote is None or state.is_over or (wanted is not None and wanted.ended is not None):
        return None
    return refreshed(vote, seats, state)


def refreshed(vote: Vote, seats: Sequence[Seat], state: SessionState) -> Vote:
    """With who may vote now of those who sit there, and their ballots alone."""
    may_vote = BALLOTS[vote.kind].has_say(vote, state)
    here = [one.character_id for one in seats if one.character_id in may_vote]
    voters = {one: state.characters[one].name for one in here}
    ballots = {one: choice for one, choice in vote.ballots.items() if one in voters}
    return timed(replace(vote, voters=voters, ballots=ballots))


def ended_with(
    vote: Vote | None, session: GameSession, wanted: Appended | None, now: datetime
) -> list[Change]:
    """The row of a vote that ends in the commit of a turn: the one that the turn comes from, or the one that is open
    when the adventure ends. `session` is the one after it."""
    closed = wanted.ended if wanted is not None else None
    if closed is None and vote is not None and session.state.is_over:
        closed = ended(vote, Decision(VoteStatus.FAILED), now, SessionNotActive())
    return [] if closed is None else [create_vote(closed, session.member_user_ids)]


def turn_ids(wanted: Appended, fresh: TurnId) -> tuple[TurnId, str]:
    """Id and action id of the turn: those of its vote, in a form that no client can hand in."""
    if wanted.ended is None:
        return fresh, fresh
    return TurnId(wanted.ended.id), f"vote:{wanted.ended.id}"
