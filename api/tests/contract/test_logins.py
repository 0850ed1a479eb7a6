"""`Logins`: signed-in devices."""

import pytest

from app.models.errors import Forbidden, NotFound
from app.models.ids import LoginId, UserId
from app.models.user import Login, User
from tests.support.backends import Backend

DAY_S = 24 * 3600


@pytest.fixture
def ann(backend: Backend) -> User:
    return backend.accounts.create_guest("Ann")


def opened(backend: Backend, user: User, device: str = "Firefox") -> tuple[Login, str]:
    return backend.logins.open(user.id, lifetime_s=DAY_S, remember=False, device=device, address="192.0.2.7")


def test_a_secret_finds_its_login_and_user(backend: Backend, ann: User) -> None:
    login, secret = opened(backend, ann)
    assert backend.logins.find(secret) == (login, ann)
    assert (login.user_id, login.device, login.address, login.remember) == (
        ann.id,
        "Firefox",
        "192.0.2.7",
        False,
    )
    assert (login.expires_at - login.created_at).total_seconds() == DAY_S


@pytest.mark.parametrize("secret", ["", "guess", "\ud800", "x" * 100_000])
def test_no_other_secret_does(backend: Backend, ann: User, secret: str) -> None:
    login, _ = opened(backend, ann)
    assert backend.logins.find(secret) is None
    assert backend.logins.find(login.id) is None


def test_secrets_are_long_and_never_the_same(backend: Backend, ann: User) -> None:
    secrets = {opened(backend, ann)[1] for _ in range(5)}
    assert len(secrets) == 5
    assert all(len(secret) >= 43 for secret in secrets)


def test_a_login_ends_with_its_lifetime(backend: Backend, ann: User) -> None:
    _, secret = opened(backend, ann)
    backend.wait(seconds=DAY_S - 1)
    assert backend.logins.find(secret) is not None
    backend.wait(seconds=1)
    assert backend.logins.find(secret) is None
    assert backend.logins.list(ann.id) == []


def test_use_does_not_lengthen_a_login(backend: Backend, ann: User) -> None:
    login, secret = opened(backend, ann)
    for _ in range(24):
        backend.wait(minutes=59)
        assert backend.logins.find(secret) is not None
    found = backend.logins.find(secret)
    assert found is not None
    assert found[0].expires_at == login.expires_at


def test_use_is_noted_every_five_minutes(backend: Backend, ann: User) -> None:
    login, secret = opened(backend, ann)
    backend.wait(minutes=4)
    backend.logins.find(secret)
    assert backend.logins.list(ann.id)[0].last_seen_at == login.last_seen_at
    backend.wait(minutes=2)
    backend.logins.find(secret)
    assert (backend.logins.list(ann.id)[0].last_seen_at - login.last_seen_at).total_seconds() == 360


def test_logins_are_listed_newest_first(backend: Backend, ann: User) -> None:
    names: list[str] = []
    for device in ("phone", "laptop", "tablet"):
        opened(backend, ann, device)
        backend.wait(seconds=1)
        names.insert(0, device)
    assert [login.device for login in backend.logins.list(ann.id)] == names


def test_a_closed_login_is_dead_at_once(backend: Backend, ann: User) -> None:
    login, secret = opened(backend, ann)
    _, other = opened(backend, ann)
    assert backend.logins.close(ann.id, login.id)
    assert backend.logins.find(secret) is None
    assert backend.logins.find(other) is not None
    assert not backend.logins.close(ann.id, login.id)


def test_nobody_closes_a_strangers_login(backend: Backend, ann: User) -> None:
    login, secret = opened(backend, ann)
    stranger = backend.accounts.create_guest("Stranger")
    assert not backend.logins.close(stranger.id, login.id)
    assert not backend.logins.close(stranger.id, LoginId("../x"))
    assert backend.logins.find(secret) is not None


def test_all_logins_but_one_can_be_closed(backend: Backend, ann: User) -> None:
    kept, secret = opened(backend, ann)
    for _ in range(4):
        opened(backend, ann)
    stranger = backend.accounts.create_guest("Stranger")
    _, strangers_secret = opened(backend, stranger)
    assert backend.logins.close_all(ann.id, keep=kept.id) == 4
    assert [login.id for login in backend.logins.list(ann.id)] == [kept.id]
    assert backend.logins.find(secret) is not None
    assert backend.logins.close_all(ann.id) == 1
    assert backend.logins.find(secret) is None
    assert backend.logins.find(strangers_secret) is not None


def test_disabling_ends_logins_and_refuses_new_ones(backend: Backend, ann: User) -> None:
    _, secret = opened(backend, ann)
    backend.accounts.update(ann.id, disabled=True)
    assert backend.logins.find(secret) is None
    with pytest.raises(Forbidden):
        opened(backend, ann)


def test_an_unknown_user_cannot_sign_in(backend: Backend) -> None:
    with pytest.raises(NotFound):
        backend.logins.open(UserId("nobody"), lifetime_s=60, remember=True, device="", address="")


def test_the_device_is_cut_and_may_hold_anything(backend: Backend, ann: User) -> None:
    login, _ = opened(backend, ann, "\ud800" + "🗡" * 500)
    assert len(login.device) == 200
