"""Every kind of vote."""

from collections.abc import Mapping

from app.models.enums import VoteKind
from app.services.ballots import loot, rest, travel, undo
from app.services.ballots.ballot import Ballot

BALLOTS: Mapping[VoteKind, Ballot] = {
    VoteKind.UNDO: undo.BALLOT,
    VoteKind.REST: rest.BALLOT,
    VoteKind.TRAVEL: travel.BALLOT,
    VoteKind.LOOT: loot.BALLOT,
}
