"""Taking the last turn back, which in a party no one does alone."""

from collections.abc import Sequence

from app.game_logic.undo import undo_target, why_not_undo
from app.models.enums import TurnKind, UndoRule
from app.models.errors import NothingToUndo, Stale
from app.models.ids import CharacterId
from app.models.intents import Undo
from app.models.session import GameSession
from app.models.votes import Vote
from app.models.world import World
from app.services.appended import Appended
from app.services.ballots.ballot import Ballot, Motion, choices_of, require_options
from app.services.ballots.majority import by_majority
from app.services.undoing import played_without_undo

_WORDS = "undo"


def _ask(session: GameSession, _actor: CharacterId, options: Sequence[str], _world: World) -> Motion:
    """About the turn that would be taken back. Raises UndoBlocked, NothingToUndo."""
    require_options(options, ())
    if session.config.undo is UndoRule.OFF:
        raise played_without_undo()
    problem, target = why_not_undo(session.state), undo_target(session.state)
    if problem is not None:
        raise problem
    if target is None:
        raise NothingToUndo
    return Motion("Take the last turn back?", choices_of([(_WORDS, "Yes, take it back")]), str(target))


def _turn(vote: Vote, session: GameSession) -> Appended:
    """Raises Stale if another turn would be taken back than the one that the party was asked about."""
    target = undo_target(session.state)
    if target is not None and str(target) != vote.about:
        raise Stale("Somebody has acted since the party was asked.")
    return Appended(Undo(), vote.opened_by, kind=TurnKind.UNDO, action=_WORDS)


BALLOT = Ballot(_ask, by_majority, _turn, in_fights=True)
