"""Once more when somebody was faster."""

import pytest

from app.backends.retrying import MAX_ATTEMPTS, until_settled
from app.models.errors import Conflict, Forbidden


def test_it_runs_until_it_settles() -> None:
    outcomes = iter([Conflict(), Conflict(), None])

    def attempt() -> str:
        error = next(outcomes)
        if error is not None:
            raise error
        return "done"

    assert until_settled(attempt) == "done"


def test_it_gives_up_in_the_end() -> None:
    attempts = []

    def attempt() -> None:
        attempts.append(1)
        raise Conflict

    with pytest.raises(Conflict):
        until_settled(attempt)
    assert len(attempts) == MAX_ATTEMPTS


def test_other_errors_are_final() -> None:
    attempts = []

    def attempt() -> None:
        attempts.append(1)
        raise Forbidden

    with pytest.raises(Forbidden):
        until_settled(attempt)
    assert len(attempts) == 1
