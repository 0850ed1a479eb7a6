"""Which passwords are taken."""

import pytest

from app.models.errors import Invalid
from app.services.passwords import check_password


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "kDj38!dkfLq2",
        "vault-of-mossy-lanterns",
        "my dog ate nine plums",
        "zürich liegt am see",
        "日本語のパスワードです長い",
        " " * 6 + "lantern ferry",
        "x9" + "abcdefgh" + "kiwi plough mast",
    ],
)
def test_a_password_that_takes_guessing_is_taken(password: str) -> None:
    check_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd2026!!",
        "letmeinletmein",
        "passw0rdpassw0rd",
        "Dragonmaster99",
        "iloveyou2026!",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "123456789012",
        "210987654321",
        "qwertyuiop12",
        "poiuytrewq!!!",
        "CodeOfConquest1",
        "ababababababab1",
    ],
)
def test_what_an_attacker_tries_first_is_refused(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_password(password)
    assert refused.value.code == "weak_password"


@pytest.mark.parametrize("password", ["ann.lindqvist.1990", "Lindqvist-2026!", "annlindqvist123"])
def test_ones_own_name_and_address_make_no_password(password: str) -> None:
    with pytest.raises(Invalid):
        check_password(password, ("ann.lindqvist@people.test", "Ann Lindqvist"))


@pytest.mark.parametrize(("length", "is_taken"), [(11, False), (12, True), (128, True), (129, False)])
def test_twelve_to_a_hundred_and_twenty_eight_characters(length: int, is_taken: bool) -> None:
    password = ("kDj38!dkfLq2Vx" * 10)[: length - 1] + "~"
    if is_taken:
        check_password(password)
    else:
        with pytest.raises(Invalid):
            check_password(password)


def test_the_refusal_does_not_quote_the_password() -> None:
    with pytest.raises(Invalid) as refused:
        check_password("password1234")
    assert "password1234" not in str(refused.value) + str(refused.value.details)
