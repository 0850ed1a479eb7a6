"""A vote of the party as one of its players sees it: everybody's ballots are known to all."""

from app.models.enums import VoteStatus
from app.models.ids import CharacterId
from app.models.views import VoteChoiceView, VoterView, VoteView
from app.models.votes import Vote


def vote_view(vote: Vote, viewer_id: CharacterId) -> VoteView:
    """For the player of that character."""
    cast = list(vote.ballots.values())
    return VoteView(
        id=vote.id,
        kind=vote.kind,
        status=vote.status,
        question=vote.question,
        options=vote.options,
        opened_by=vote.opened_by,
        opened_by_name=vote.opened_by_name,
        choices=tuple(VoteChoiceView(one.id, one.label, cast.count(one.id)) for one in vote.choices),
        voters=tuple(VoterView(one, name, vote.ballots.get(one)) for one, name in vote.voters.items()),
        your_choice=vote.ballots.get(viewer_id),
        outcome=vote.outcome,
        turn_id=vote.id if vote.status is VoteStatus.PASSED else None,
        code=vote.code,
        message=vote.message,
        opened_at=vote.opened_at,
        closes_at=vote.closes_at,
        closed_at=vote.closed_at,
    )
