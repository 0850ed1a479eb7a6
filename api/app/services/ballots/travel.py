"""Going on together."""

from collections.abc import Sequence

from app.game_logic.explore import exits_seen
from app.game_logic.together import who_leads, why_not_together
from app.models.enums import Direction, TurnKind
from app.models.errors import Stale
from app.models.ids import CharacterId
from app.models.intents import Move, Together
from app.models.session import GameSession
from app.models.votes import Vote
from app.models.world import World
from app.services.appended import Appended
from app.services.ballots.ballot import Ballot, Motion, bad_vote, choices_of, require_options
from app.services.ballots.majority import by_majority


def _ask(session: GameSession, actor: CharacterId, options: Sequence[str], world: World) -> Motion:
    """One or several directions. Raises what the rules say of the first that they refuse."""
    require_options(options, tuple(Direction))
    if not options:
        raise bad_vote("Say which way.", "options")
    for one in options:
        problem = why_not_together(session.state, actor, Move(Direction(one)), world)
        if problem is not None:
            raise problem
    names = {way.direction: way.name for way in reversed(exits_seen(session.state, actor, world))}
    proposals = [(one, f"Go {one}: {names[Direction(one)]}") for one in options]
    question = f"Go {options[0]}?" if len(options) == 1 else "Which way?"
    return Motion(question, choices_of(proposals), session.state.location_id)


def _turn(vote: Vote, session: GameSession) -> Appended:
    """Raises Stale if the party is at another place by now."""
    if session.state.location_id != vote.about:
        raise Stale("The party has gone on since it was asked.")
    chosen = vote.choice(vote.outcome or "")
    direction = Direction(chosen.option if chosen and chosen.option else vote.options[0])
    leading = who_leads(session.state, vote.opened_by)
    return Appended(Together(Move(direction)), leading, kind=TurnKind.VOTE, action=f"go {direction}")


BALLOT = Ballot(_ask, by_majority, _turn)
