"""One table gives every error its status."""

from collections.abc import Iterator

import pytest

from app.api import errors
from app.api.shell import RESOURCES  # noqa: F401  # loads every module that may define an error
from app.models.errors import GameError, Invalid, Throttled, Unavailable


def kinds_of(base: type[GameError]) -> Iterator[type[GameError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds_of(kind)


@pytest.mark.parametrize("kind", sorted(set(kinds_of(GameError)), key=str))
def test_every_kind_of_error_has_a_status_a_code_and_a_sentence(kind: type[GameError]) -> None:
    assert 400 <= errors.status_of(kind) <= 503
    assert kind.code != GameError.code
    assert kind.code.replace("_", "").isalnum()
    assert kind.message.endswith(".")


def test_waiting_is_named_in_the_header_too() -> None:
    for error in (Throttled(30), Unavailable(retry_after_s=30)):
        response = errors.game_error(error)
        assert response.headers["Retry-After"] == "30"
        assert response.get_json()["error"]["details"]["retry_after_s"] == 30


def test_a_field_at_fault_is_named_the_same_way_as_several() -> None:
    answer = errors.game_error(Invalid("Too short.", details={"field": "name", "min": 2})).get_json()
    assert answer["error"]["details"] == {"min": 2, "fields": {"name": "Too short."}}


def test_a_bug_shows_nothing_of_itself() -> None:
    response = errors.unexpected_error(RuntimeError("SELECT password FROM users"))
    assert response.status_code == 500
    assert response.get_json()["error"]["code"] == "internal_error"
    assert "SELECT" not in response.get_data(as_text=True)
