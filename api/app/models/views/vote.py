"""A vote of a party as its members see it."""

from dataclasses import dataclass
from datetime import datetime

from app.models.enums import VoteKind, VoteStatus


@dataclass(frozen=True, slots=True)
class VoteChoiceView:
    """One answer, and how many have given it."""

    id: str
    label: str
    ballots: int


@dataclass(frozen=True, slots=True)
class VoterView:
    """Who may vote, and the `choice` so far; None: not yet."""

    character_id: str
    name: str
    choice: str | None


@dataclass(frozen=True, slots=True)
class VoteView:
    """`opened_by`: the character whose player asked. `options`: as asked for. `outcome`: the choice that has won; then
    `turn_id` is the turn that came of it. A vote that `failed` was voted down, or, with a `code`, refused by the rules;
    one that `expired` had too few ballots when its time was up, at `closes_at`."""

    id: str
    kind: VoteKind
    status: VoteStatus
    question: str
    options: tuple[str, ...]
    opened_by: str
    opened_by_name: str
    choices: tuple[VoteChoiceView, ...]
    voters: tuple[VoterView, ...]
    your_choice: str | None
    outcome: str | None
    turn_id: str | None
    code: str | None
    message: str | None
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
