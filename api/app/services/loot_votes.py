"""Votes on the loot pool, which open by themselves: one at a time, as long as something lies there."""

from datetime import timedelta

from app.backends.ports import Clock
from app.models.enums import VoteKind
from app.models.ids import VoteId
from app.models.session import GameSession
from app.models.votes import Vote
from app.models.world import World
from app.services.ballots import loot
from app.services.vote_time import refreshed, timed

OPEN_FOR = timedelta(seconds=30)
"""Half of what other votes have: one is asked for each kind of thing, and one absent is waited for each time."""


def next_loot_vote(session: GameSession, clock: Clock, world: World) -> Vote | None:
    """The vote on what lies first in the pool of this session, as it is after a turn; None where nothing lies there,
    nobody is left to ask, or something else is asked already."""
    state, now = session.state, clock.now()
    lot = loot.first_lot(state)
    if session.vote is not None or state.is_over or not lot or len(session.seats) < 2:
        return None
    leader = next(one for one in session.seats if one.user_id == session.owner_id)
    options = tuple(one.item.id for one in lot)
    motion = loot.BALLOT.ask(session, leader.character_id, options, world)
    vote = Vote(
        id=VoteId(clock.new_id()),
        session_id=session.id,
        kind=VoteKind.LOOT,
        question=motion.question,
        choices=motion.choices,
        opened_by=leader.character_id,
        opened_by_name=state.characters[leader.character_id].name,
        opened_at=now,
        closes_at=now + OPEN_FOR,
        due_at=now + OPEN_FOR,
        voters={},
        options=options,
        about=motion.about,
    )
    return timed(refreshed(vote, session.seats, state))
