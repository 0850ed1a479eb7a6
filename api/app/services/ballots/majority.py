"""How a party decides: by more than half of all, or, when the time is up, by those who have voted."""

from collections import Counter

from app.models.enums import VoteStatus
from app.models.votes import Vote
from app.services.ballots.ballot import Decision


def by_majority(vote: Vote, is_time_up: bool) -> Decision | None:
    """Passed as soon as one proposal has more than half of all members, failed as soon as half of them are against it.
    When all have voted, or the time is up, it passes if more are for any proposal than against all; in parties of more
    than two at least two must be for it. Of several proposals the one with most ballots wins, of equals the one that
    was named first. Who has not voted has abstained."""
    cast, everybody = Counter(vote.ballots.values()), len(vote.voters)
    proposals = [one for one in vote.choices if one.option is not None]
    leading = max(proposals, key=lambda one: cast[one.id])
    in_favour = sum(cast[one.id] for one in proposals)
    against = cast.total() - in_favour
    if against * 2 >= everybody:
        return Decision(VoteStatus.FAILED)
    passed = Decision(VoteStatus.PASSED, leading.id)
    if cast[leading.id] * 2 > everybody or cast.total() == everybody:
        return passed
    if not is_time_up:
        return None
    if against >= in_favour > 0:
        return Decision(VoteStatus.FAILED)
    is_enough = in_favour >= min(everybody, 3) - 1
    return passed if in_favour > against and is_enough else Decision(VoteStatus.EXPIRED)
