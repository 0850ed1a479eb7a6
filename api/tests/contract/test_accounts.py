"""`Accounts`: who plays."""

import re
import statistics
import time

import pytest

from app.backends.ports import Accounts
from app.models.enums import Tier, TokenPurpose
from app.models.errors import BadCredentials, Conflict, Forbidden, Invalid, InvalidToken, NotFound
from app.models.ids import UserId
from app.models.user import User
from tests.support.backends import Backend

PASSWORD = "correct horse battery"


def registered(backend: Backend, email: str = "ann@example.com", name: str = "Ann") -> User:
    return backend.accounts.create(email, PASSWORD, name)


def mailed_secret(backend: Backend, user: User, purpose: TokenPurpose = TokenPurpose.VERIFY_EMAIL) -> str:
    backend.recovery.send(user.id, purpose, "https://play.example.com/link")
    found = re.search(r"secret=(\S+)", backend.mails()[0].text)
    assert found is not None
    return found[1]


def verified(backend: Backend, email: str = "ann@example.com") -> User:
    user = registered(backend, email)
    return backend.recovery.verify_email(user.id, mailed_secret(backend, user))


def test_a_new_user_is_free_and_unverified(backend: Backend) -> None:
    user = registered(backend, "Ann@Example.com")
    assert (user.name, user.email, user.tier) == ("Ann", "Ann@Example.com", Tier.FREE)
    assert (user.is_guest, user.email_verified, user.is_disabled) == (False, False, False)
    assert backend.accounts.get(user.id) == user


@pytest.mark.parametrize("typed", ["ann@example.com", "ANN@EXAMPLE.COM", "ａｎｎ@example.com"])
def test_addresses_are_matched_without_case(backend: Backend, typed: str) -> None:
    user = registered(backend, "Ann@Example.com")
    assert backend.accounts.find_by_email(typed) == user
    assert backend.accounts.check_password(typed, PASSWORD) == user


def test_an_unknown_user_is_not_found(backend: Backend) -> None:
    assert backend.accounts.find_by_email("nobody@example.com") is None
    with pytest.raises(NotFound):
        backend.accounts.get(UserId("nobody"))


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ann@example.com", "correct horse batterY"),
        ("ann@example.com", PASSWORD + " "),
        ("ann@example.com", ""),
        ("bob@example.com", PASSWORD),
        ("", PASSWORD),
        ("x" * 3000, PASSWORD),
    ],
)
def test_a_wrong_pair_is_refused(backend: Backend, email: str, password: str) -> None:
    registered(backend)
    with pytest.raises(BadCredentials):
        backend.accounts.check_password(email, password)


@pytest.mark.parametrize("password", ["  spaces around  ", "пароль из слов", "🗡️" * 12, "x" * 128])
def test_passwords_are_taken_verbatim(backend: Backend, password: str) -> None:
    backend.accounts.create("ann@example.com", password, "Ann")
    assert backend.accounts.check_password("ann@example.com", password).name == "Ann"
    with pytest.raises(BadCredentials):
        backend.accounts.check_password("ann@example.com", password + "\u200b")


def test_an_address_that_no_store_can_hold_is_refused(backend: Backend) -> None:
    with pytest.raises(Invalid):
        registered(backend, "x" * 250 + "@example.com")


def test_a_verified_address_is_taken(backend: Backend) -> None:
    verified(backend)
    guest = backend.accounts.create_guest("Guest")
    with pytest.raises(Conflict):
        registered(backend, "ANN@example.com", "Mallory")
    with pytest.raises(Conflict):
        backend.accounts.upgrade(guest.id, "ann@example.com", PASSWORD, "Mallory")


def test_a_claimed_address_goes_to_the_next_registration(backend: Backend) -> None:
    squatter = backend.accounts.create("ann@example.com", "the squatter's own", "Squatter")
    old_secret = mailed_secret(backend, squatter)
    ann = registered(backend)
    with pytest.raises(NotFound):
        backend.accounts.get(squatter.id)
    with pytest.raises(InvalidToken):
        backend.recovery.verify_email(squatter.id, old_secret)
    with pytest.raises(BadCredentials):
        backend.accounts.check_password("ann@example.com", "the squatter's own")
    assert backend.accounts.check_password("ann@example.com", PASSWORD).id == ann.id


def test_a_guest_who_claimed_an_address_loses_it_but_plays_on(backend: Backend) -> None:
    guest = backend.accounts.create_guest("Guest")
    _, login_secret = backend.logins.open(
        guest.id, lifetime_s=3600, remember=False, device="", address="127.0.0.1"
    )
    backend.accounts.upgrade(guest.id, "ann@example.com", "the squatter's own", "Squatter")
    old_secret = mailed_secret(backend, backend.accounts.get(guest.id))
    registered(backend)
    left = backend.accounts.get(guest.id)
    assert (left.is_guest, left.email) == (True, None)
    assert backend.logins.find(login_secret) is not None
    with pytest.raises(InvalidToken):
        backend.recovery.verify_email(guest.id, old_secret)


def test_a_disabled_user_keeps_the_address(backend: Backend) -> None:
    user = registered(backend)
    backend.accounts.update(user.id, disabled=True)
    with pytest.raises(Conflict):
        registered(backend)


def test_a_guest_has_no_address_and_no_password(backend: Backend) -> None:
    guest = backend.accounts.create_guest("Wanderer")
    assert (guest.is_guest, guest.email, guest.tier, guest.name) == (True, None, Tier.FREE, "Wanderer")
    with pytest.raises(BadCredentials):
        backend.accounts.check_password("", "")


def test_an_upgraded_guest_is_the_same_user_and_full_once_verified(backend: Backend) -> None:
    guest = backend.accounts.create_guest("Wanderer")
    upgraded = backend.accounts.upgrade(guest.id, "ann@example.com", PASSWORD, "Ann")
    assert (upgraded.id, upgraded.name, upgraded.email) == (guest.id, "Ann", "ann@example.com")
    assert (upgraded.is_guest, upgraded.email_verified) == (True, False)
    assert backend.accounts.check_password("ann@example.com", PASSWORD).id == guest.id
    full = backend.recovery.verify_email(guest.id, mailed_secret(backend, upgraded))
    assert (full.is_guest, full.email_verified) == (False, True)
    with pytest.raises(Forbidden):
        backend.accounts.upgrade(guest.id, "other@example.com", PASSWORD, "Ann")


def test_a_guest_may_mend_a_misspelt_address(backend: Backend) -> None:
    guest = backend.accounts.create_guest("Wanderer")
    backend.accounts.upgrade(guest.id, "anm@example.com", PASSWORD, "Ann")
    misdirected = mailed_secret(backend, backend.accounts.get(guest.id))
    backend.accounts.upgrade(guest.id, "ann@example.com", PASSWORD, "Ann")
    assert backend.accounts.find_by_email("anm@example.com") is None
    with pytest.raises(InvalidToken):
        backend.recovery.verify_email(guest.id, misdirected)


def test_updates_change_what_is_given(backend: Backend) -> None:
    user = registered(backend)
    backend.accounts.update(user.id, name="Annika", preferences={"theme": {"dark": True}})
    backend.accounts.update(user.id, tier="ELITE")
    changed = backend.accounts.update(user.id)
    assert (changed.name, changed.tier, changed.preferences) == (
        "Annika",
        Tier.ELITE,
        {"theme": {"dark": True}},
    )
    assert backend.accounts.update(user.id, disabled=True).is_disabled
    assert not backend.accounts.update(user.id, disabled=False).is_disabled
    with pytest.raises(NotFound):
        backend.accounts.update(UserId("nobody"), name="x")


def test_a_deleted_account_leaves_nothing(backend: Backend) -> None:
    user = registered(backend)
    mailed = mailed_secret(backend, user)
    _, secret = backend.logins.open(user.id, lifetime_s=60, remember=False, device="", address="")
    backend.accounts.delete(user.id)
    backend.accounts.delete(user.id)
    assert backend.accounts.find_by_email("ann@example.com") is None
    assert backend.logins.find(secret) is None
    assert backend.logins.list(user.id) == []
    with pytest.raises(InvalidToken):
        backend.recovery.verify_email(user.id, mailed)


def _seconds(accounts: Accounts, email: str) -> float:
    started = time.perf_counter()
    with pytest.raises(BadCredentials):
        accounts.check_password(email, "not the password")
    return time.perf_counter() - started


def test_an_unknown_address_takes_as_long_as_a_known_one(backend: Backend) -> None:
    """Asked for by turns, so that whatever else the machine does slows both down."""
    registered(backend)
    pairs = [
        (_seconds(backend.accounts, "ann@example.com"), _seconds(backend.accounts, "bob@example.com"))
        for _ in range(25)
    ]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert 0.4 < unknown / known < 2.5
