"""A rejected turn keeps the code of its error; from the code comes the error again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.models.enums import TurnKind, TurnStatus
from app.models.errors import GameError, IllegalMove, Throttled, Unavailable
from app.models.ids import SessionId, TurnId
from app.models.session import Turn
from app.services.rejections import error_of

REJECTED = Turn(
    id=TurnId("t"),
    session_id=SessionId("s"),
    seq=2,
    action_id="a",
    kind=TurnKind.PLAYER,
    status=TurnStatus.REJECTED,
    action="go",
    accepted_at=datetime(2026, 1, 1, tzinfo=UTC),
    message="In these words.",
)


def kinds(base: type[GameError] = GameError) -> Iterator[type[GameError]]:
    """Every class of error."""
    yield base
    for child in base.__subclasses__():
        yield from kinds(child)


@pytest.mark.parametrize("kind", sorted(set(kinds()) - {Throttled, Unavailable}, key=str))
def test_every_error_comes_back_as_what_it_was(kind: type[GameError]) -> None:
    error = error_of(replace(REJECTED, code=kind.code))
    assert (type(error), error.code, error.message) == (kind, kind.code, "In these words.")


def test_a_code_of_the_rules_is_an_illegal_move() -> None:
    error = error_of(replace(REJECTED, code="way_blocked"))
    assert (type(error), error.code) == (IllegalMove, "way_blocked")


def test_a_turn_without_a_code_was_illegal() -> None:
    assert error_of(REJECTED).code == IllegalMove.code
