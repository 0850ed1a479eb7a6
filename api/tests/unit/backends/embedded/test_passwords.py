"""argon2id, a few at a time."""

import threading

import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerifyMismatchError

from app.backends.embedded import passwords as module
from app.backends.embedded.passwords import Passwords
from app.models.errors import Unavailable
from tests.support.backends import quick_passwords


def test_a_hash_is_argon2id_salted_and_matches_its_password_alone() -> None:
    passwords = quick_passwords()
    first, second = passwords.hash("correct horse"), passwords.hash("correct horse")
    assert first.startswith("$argon2id$")
    assert first != second
    assert passwords.matches("correct horse", first)
    assert not passwords.matches("correct hors", first)
    assert not passwords.matches("x", "no hash at all")


def test_to_find_nobody_takes_the_work_of_a_real_hash() -> None:
    passwords = quick_passwords()
    hasher = passwords._hasher
    nobodys, real = passwords._nobodys, passwords.hash("correct horse")
    assert extract_parameters(nobodys) == extract_parameters(real)
    assert nobodys.split("$")[:4] == real.split("$")[:4]
    with pytest.raises(VerifyMismatchError):
        hasher.verify(nobodys, "correct horse")
    assert not passwords.matches("correct horse", None)


def test_the_usual_cost_is_what_owasp_asks_for() -> None:
    assert "m=47104,t=2,p=1" in Passwords().hash("correct horse")


def test_a_hash_of_other_costs_is_outdated() -> None:
    assert Passwords().is_outdated(quick_passwords().hash("x"))
    assert not quick_passwords().is_outdated(quick_passwords().hash("x"))


def test_a_third_hash_waits_its_turn_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_WAIT_S", 0.05)
    passwords = quick_passwords()
    with passwords._slot(), passwords._slot(), pytest.raises(Unavailable):
        passwords.hash("x")
    done: list[str] = []
    with passwords._slot():
        waiting = threading.Thread(target=lambda: done.append(passwords.hash("x")))
        waiting.start()
        waiting.join()
    assert len(done) == 1
