"""Votes of a party: what is asked, who says what, and how it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.models.enums import VoteKind, VoteStatus
from app.models.ids import CharacterId, SessionId, VoteId


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. `option`: what is done if it wins, in words of the kind of vote; None for the one that is against
    it."""

    id: str
    label: str
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """`opened_by`: the character whose player asked. `voters`: names of all who may vote, by character; whoever comes
    may vote as well, and a ballot goes with who leaves. `about`: what it was when the party was asked, so that nothing
    else is done in its place. `options` and `action_id`: as it was asked for.

    `due_at`: when it is settled; `closes_at`, or earlier if nothing can change the outcome any more. `outcome`: the
    choice that has won. `code` and `message`: why the rules refused what had won.
    """

    id: VoteId
    session_id: SessionId
    kind: VoteKind
    question: str
    choices: tuple[Choice, ...]
    opened_by: CharacterId
    opened_by_name: str
    opened_at: datetime
    closes_at: datetime
    due_at: datetime
    voters: Mapping[CharacterId, str]
    ballots: Mapping[CharacterId, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    about: str | None = None
    action_id: str | None = None
    status: VoteStatus = VoteStatus.OPEN
    outcome: str | None = None
    code: str | None = None
    message: str | None = None
    closed_at: datetime | None = None

    def choice(self, choice_id: str) -> Choice | None:
        """The answer of that id; None if there is none."""
        return next((one for one in self.choices if one.id == choice_id), None)
