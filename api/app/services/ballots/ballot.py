"""The shape that every kind of vote has."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from app.models.enums import VoteStatus
from app.models.errors import Invalid
from app.models.ids import CharacterId
from app.models.session import GameSession, SessionState
from app.models.votes import Choice, Vote
from app.models.world import World
from app.services.appended import Appended

AGAINST = "no"


@dataclass(frozen=True, slots=True)
class Motion:
    """What the party is asked, and what it may answer. `about`: see `Vote`. `is_for`: whether asking is a ballot for
    the first choice."""

    question: str
    choices: tuple[Choice, ...]
    about: str | None = None
    is_for: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """How a vote ends; `outcome`: the id of the choice that has won, for one that passed."""

    status: VoteStatus
    outcome: str | None = None


Asks = Callable[[GameSession, CharacterId, Sequence[str], World], Motion]
"""(session, the character whose player asks, the options asked for, world). Raises what the rules would refuse, and
Invalid `bad_vote` for options that cannot be."""
Decides = Callable[[Vote, bool], Decision | None]
"""(vote, whether its time is up). None as long as ballots may still change it; never None when the time is up."""
Turns = Callable[[Vote, GameSession], Appended]
"""(vote with the `outcome` that has won, the session as it is now). Raises a GameError where things are no more as
they were when the party was asked; what the rules refuse they say themselves."""


Says = Callable[[Vote, SessionState], Container[CharacterId]]
"""(vote, the state as it is now): who may vote."""


def everybody(_vote: Vote, state: SessionState) -> Container[CharacterId]:
    return state.characters


@dataclass(frozen=True, slots=True)
class Ballot:
    """A kind of vote. `in_fights`: whether it can be asked there. `has_say`: who of the party may vote."""

    ask: Asks
    decide: Decides
    turn: Turns
    in_fights: bool = False
    has_say: Says = everybody


def choices_of(proposals: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    """For (option, label) of each: one proposal is a matter of yes and no, several have their options' ids."""
    no = Choice(AGAINST, "No")
    if len(proposals) == 1:
        ((option, label),) = proposals
        return Choice("yes", label, option), no
    return (*(Choice(option, label, option) for option, label in proposals), no)


def require_options(options: Sequence[str], known: Sequence[str]) -> None:
    """Each once, and known. Raises Invalid `bad_vote`."""
    if len(set(options)) != len(options) or not set(options) <= set(known):
        raise bad_vote("The party cannot be asked that.", "options")


def bad_vote(why: str, field: str) -> Invalid:
    return Invalid(why, code="bad_vote", details={"field": field})
