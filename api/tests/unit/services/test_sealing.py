"""Keys and the cookies they seal."""

from datetime import UTC, datetime, timedelta

import pytest

from app.services.keyring import KeyPurpose, Keyring
from app.services.session_cookie import SessionCookies

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
OLD, NEW = "the old secret of the house" * 2, "the new secret of the house" * 2


def test_every_purpose_has_a_key_of_its_own() -> None:
    keys = {Keyring(NEW).keys(purpose)[0] for purpose in KeyPurpose}
    assert len(keys) == len(KeyPurpose)
    assert all(len(key) == 32 for key in keys)


def test_a_keyring_shows_no_secret() -> None:
    assert OLD not in repr(Keyring(NEW, [OLD]))


def test_a_sealed_secret_is_opened_until_its_end() -> None:
    cookies = SessionCookies(Keyring(NEW))
    value = cookies.seal("secret", LATER)
    assert "secret" not in value
    assert cookies.unseal(value, NOW) == "secret"
    assert cookies.unseal(value, LATER) is None


def test_a_cookie_of_the_old_key_is_opened_while_that_key_is_accepted() -> None:
    value = SessionCookies(Keyring(OLD)).seal("secret", LATER)
    assert SessionCookies(Keyring(NEW, [OLD])).unseal(value, NOW) == "secret"
    assert SessionCookies(Keyring(NEW)).unseal(value, NOW) is None


def test_new_cookies_are_sealed_with_the_new_key() -> None:
    value = SessionCookies(Keyring(NEW, [OLD])).seal("secret", LATER)
    assert SessionCookies(Keyring(OLD)).unseal(value, NOW) is None


@pytest.mark.parametrize("place", [0, 10, 40, -2])
def test_an_altered_cookie_is_none(place: int) -> None:
    cookies = SessionCookies(Keyring(NEW))
    value = cookies.seal("secret", LATER)
    altered = list(value)
    altered[place] = "A" if altered[place] != "A" else "B"
    assert cookies.unseal("".join(altered), NOW) is None


@pytest.mark.parametrize("value", ["", "x", "é", "\udcff", "A" * 5000, "=", "gAAAAA=="])
def test_nonsense_is_no_cookie(value: str) -> None:
    assert SessionCookies(Keyring(NEW)).unseal(value, NOW) is None
