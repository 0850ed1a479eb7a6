"""Rejected turns keep the code of the error that rejected them; here it becomes that error again."""

from app.models.errors import GameError, IllegalMove
from app.models.session import Turn


def _by_code(base: type[GameError]) -> dict[str, type[GameError]]:
    found = {base.code: base}
    for child in base.__subclasses__():
        found |= _by_code(child)
    return found


def error_of(turn: Turn) -> GameError:
    """The error of a rejected turn: its class by the code, IllegalMove for the rules' own codes."""
    code = turn.code or IllegalMove.code
    error = IllegalMove(turn.message, code=code)
    known = _by_code(GameError).get(code)
    if known is None:
        return error
    raised = known.__new__(known)
    GameError.__init__(raised, turn.message, code=code)
    return raised
