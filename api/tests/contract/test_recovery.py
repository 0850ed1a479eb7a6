"""`Recovery`: links by mail."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from app.models.enums import TokenPurpose
from app.models.errors import BadCredentials, InvalidToken, NotFound
from app.models.ids import UserId
from app.models.user import User
from tests.support.backends import Backend

VERIFY, RESET = TokenPurpose.VERIFY_EMAIL, TokenPurpose.RESET_PASSWORD
URL = "https://play.example.com/link"
PASSWORD = "correct horse battery"


@pytest.fixture
def ann(backend: Backend) -> User:
    return backend.accounts.create("Ann@Example.com", PASSWORD, "Ann")


def link(backend: Backend, user: User, purpose: TokenPurpose, url: str = URL) -> str:
    backend.recovery.send(user.id, purpose, url)
    found = re.search(r"^https://\S+$", backend.mails()[0].text, re.MULTILINE)
    assert found is not None
    return found[0]


def secret(backend: Backend, user: User, purpose: TokenPurpose) -> str:
    return parse_qs(urlsplit(link(backend, user, purpose)).query)["secret"][0]


@pytest.mark.parametrize("purpose", [VERIFY, RESET])
def test_the_link_is_mailed_to_the_address_as_it_was_typed(
    backend: Backend, ann: User, purpose: TokenPurpose
) -> None:
    parts = urlsplit(link(backend, ann, purpose, URL + "?lang=en"))
    query = parse_qs(parts.query)
    assert (parts.netloc, parts.path) == ("play.example.com", "/link")
    assert query["user_id"] == [ann.id]
    assert query["lang"] == ["en"]
    assert len(query["secret"][0]) >= 43
    mail = backend.mails()[0]
    assert mail.to == "Ann@Example.com"
    assert "Ann" in mail.text
    assert mail.subject


def test_a_verified_address(backend: Backend, ann: User) -> None:
    assert backend.recovery.verify_email(ann.id, secret(backend, ann, VERIFY)).email_verified
    assert backend.accounts.get(ann.id).email_verified


def test_a_new_password_ends_every_login(backend: Backend, ann: User) -> None:
    _, login = backend.logins.open(ann.id, lifetime_s=60, remember=False, device="", address="")
    backend.recovery.reset_password(ann.id, secret(backend, ann, RESET), "a new password")
    assert backend.accounts.check_password("ann@example.com", "a new password").id == ann.id
    with pytest.raises(BadCredentials):
        backend.accounts.check_password("ann@example.com", PASSWORD)
    assert backend.logins.find(login) is None


def test_a_reset_proves_the_address(backend: Backend, ann: User) -> None:
    user = backend.recovery.reset_password(ann.id, secret(backend, ann, RESET), "a new password")
    assert user.email_verified


def test_a_link_works_once(backend: Backend, ann: User) -> None:
    verify, reset = secret(backend, ann, VERIFY), secret(backend, ann, RESET)
    backend.recovery.verify_email(ann.id, verify)
    with pytest.raises(InvalidToken):
        backend.recovery.verify_email(ann.id, verify)
    backend.recovery.reset_password(ann.id, reset, "a new password")
    with pytest.raises(InvalidToken):
        backend.recovery.reset_password(ann.id, reset, "a newer password")
    assert backend.accounts.check_password("ann@example.com", "a new password").id == ann.id


def test_a_link_works_for_an_hour(backend: Backend, ann: User) -> None:
    mailed = secret(backend, ann, VERIFY)
    backend.wait(minutes=59, seconds=59)
    assert backend.recovery.verify_email(ann.id, mailed).email_verified
    mailed = secret(backend, ann, RESET)
    backend.wait(minutes=60)
    with pytest.raises(InvalidToken):
        backend.recovery.reset_password(ann.id, mailed, "a new password")


def test_a_newer_link_voids_the_older_of_its_purpose(backend: Backend, ann: User) -> None:
    reset, first, second = (secret(backend, ann, purpose) for purpose in (RESET, VERIFY, VERIFY))
    with pytest.raises(InvalidToken):
        backend.recovery.verify_email(ann.id, first)
    assert backend.recovery.verify_email(ann.id, second).email_verified
    backend.recovery.reset_password(ann.id, reset, "a new password")


def test_a_link_serves_its_purpose_and_user_alone(backend: Backend, ann: User) -> None:
    bob = backend.accounts.create("bob@example.com", PASSWORD, "Bob")
    verify, reset = secret(backend, ann, VERIFY), secret(backend, ann, RESET)
    with pytest.raises(InvalidToken):
        backend.recovery.reset_password(ann.id, verify, "a new password")
    with pytest.raises(InvalidToken):
        backend.recovery.verify_email(ann.id, reset)
    with pytest.raises(InvalidToken):
        backend.recovery.verify_email(bob.id, verify)
    with pytest.raises(InvalidToken):
        backend.recovery.reset_password(bob.id, reset, "a new password")


@pytest.mark.parametrize("guess", ["", "guess", "\ud800", "x" * 100_000])
def test_a_made_up_secret_is_refused(backend: Backend, ann: User, guess: str) -> None:
    backend.recovery.send(ann.id, VERIFY, URL)
    for user_id in (ann.id, UserId("nobody"), UserId("../x"), UserId("x" * 100)):
        with pytest.raises(InvalidToken):
            backend.recovery.verify_email(user_id, guess)
        with pytest.raises(InvalidToken):
            backend.recovery.reset_password(user_id, guess, "a new password")


def test_there_must_be_an_address(backend: Backend) -> None:
    guest = backend.accounts.create_guest("Wanderer")
    for user_id in (guest.id, UserId("nobody")):
        with pytest.raises(NotFound):
            backend.recovery.send(user_id, VERIFY, URL)
    assert backend.mails() == []
