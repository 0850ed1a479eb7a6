"""Resting together."""

from collections.abc import Sequence

from app.game_logic.together import who_leads, why_not_together
from app.models.enums import TurnKind
from app.models.ids import CharacterId
from app.models.intents import Rest, Together
from app.models.session import GameSession
from app.models.votes import Vote
from app.models.world import World
from app.services.appended import Appended
from app.services.ballots.ballot import Ballot, Motion, choices_of, require_options
from app.services.ballots.majority import by_majority

LONG, SHORT = "long", "short"
_LABELS = {LONG: "Yes, sleep", SHORT: "Yes, rest for an hour"}
_QUESTIONS = {LONG: "Sleep here?", SHORT: "Rest for an hour?"}
_WORDS = {LONG: "sleep", SHORT: "rest for an hour"}


def _ask(session: GameSession, actor: CharacterId, options: Sequence[str], world: World) -> Motion:
    """`long`, `short` or both; none is whichever can be, rather the long one. Raises what the rules say of the first
    that they refuse."""
    require_options(options, (LONG, SHORT))
    state = session.state
    problems = {one: why_not_together(state, actor, Rest(one == LONG), world) for one in (LONG, SHORT)}
    wanted = list(options) or [LONG if problems[LONG] is None else SHORT]
    for one in wanted:
        problem = problems[one]
        if problem is not None:
            raise problem
    question = _QUESTIONS[wanted[0]] if len(wanted) == 1 else "Rest here, and for how long?"
    return Motion(question, choices_of([(one, _LABELS[one]) for one in wanted]))


def _turn(vote: Vote, session: GameSession) -> Appended:
    chosen = vote.choice(vote.outcome or "")
    option = chosen.option if chosen and chosen.option else SHORT
    leading = who_leads(session.state, vote.opened_by)
    return Appended(Together(Rest(option == LONG)), leading, kind=TurnKind.VOTE, action=_WORDS[option])


BALLOT = Ballot(_ask, by_majority, _turn)
