"""What is peculiar to accounts on Appwrite: who may write what, what stands in for what is not there, and what a
process remembers of a login."""

from pathlib import Path
from typing import Any

import pytest
from appwrite.services.users import Users

from app.backends.appwrite import AppwriteBackend
from app.backends.appwrite.users import NOBODY, placeholder
from app.backends.ports import Add, Create
from app.backends.system import SettableClock
from app.models.enums import Tier, TokenPurpose
from app.models.errors import BadCredentials, Forbidden, Invalid, InvalidToken, NotFound, Unavailable
from app.models.ids import UserId
from app.models.user import User
from tests.support.appwrite import connection_to, opened
from tests.support.appwrite_server.client import StandInProject
from tests.support.appwrite_server.faults import FaultKind
from tests.support.rows import row_of

PASSWORD = "seven mossy lanterns"
URL = "https://play.example.com/link"


@pytest.fixture
def backend(shop: StandInProject, tmp_path: Path, redis_url: str) -> AppwriteBackend:
    return opened(connection_to(shop), tmp_path, redis_url)


def users_of(backend: AppwriteBackend) -> Users:
    """The project's users as its operator sees them."""
    return Users(backend.client)


def secret_of(backend: AppwriteBackend, user: User) -> str:
    backend.recovery.send(user.id, TokenPurpose.VERIFY_EMAIL, URL)
    mailer: Any = backend.recovery._mailer
    return str(mailer.newest()[0].text.split("secret=")[1].split()[0])


def signed_in(backend: AppwriteBackend, user: User) -> str:
    return backend.logins.open(user.id, lifetime_s=3600, remember=False, device="", address="")[1]


def test_nobody_is_no_player(backend: AppwriteBackend) -> None:
    ann = backend.accounts.create("ann@example.com", PASSWORD, "Ann")
    assert [user.id for user in backend.directory.every_user()] == [ann.id]
    for address in (placeholder(NOBODY), "Whoever@Nobody.Invalid"):
        assert backend.accounts.find_by_email(address) is None
        with pytest.raises(BadCredentials):
            backend.accounts.check_password(address, PASSWORD)
        with pytest.raises(Invalid):
            backend.accounts.create(address, PASSWORD, "Mallory")
    with pytest.raises(NotFound):
        backend.accounts.get(UserId(NOBODY))
    with pytest.raises(NotFound):
        signed_in(backend, User(UserId(NOBODY), "", None, Tier.ELITE, False, True, False, ann.created_at))


def test_everybody_is_listed_oldest_first_however_many(backend: AppwriteBackend) -> None:
    made = [backend.accounts.create_guest(f"Guest {number}").id for number in range(105)]
    assert [user.id for user in backend.directory.every_user()] == made


def test_preferences_that_a_user_wrote_decide_nothing(backend: AppwriteBackend) -> None:
    ann = backend.accounts.create("Ann@Example.com", PASSWORD, "Ann")
    forged = {"email": "victim@example.com", "tier": "ELITE", "labels": ["tierelite"], "preferences": [1]}
    users_of(backend).update_prefs(ann.id, forged)
    found = backend.accounts.get(ann.id)
    assert (found.email, found.tier, found.is_guest, found.preferences) == (
        "ann@example.com",
        Tier.FREE,
        False,
        {},
    )
    backend.recovery.send(ann.id, TokenPurpose.VERIFY_EMAIL, URL)
    mailer: Any = backend.recovery._mailer
    assert mailer.newest()[0].to == "ann@example.com"


def test_labels_of_the_operators_own_stay(backend: AppwriteBackend) -> None:
    ann = backend.accounts.create_guest("Ann")
    users_of(backend).update_labels(ann.id, ["guest", "beta"])
    assert backend.accounts.update(ann.id, tier="PREMIUM").tier is Tier.PREMIUM
    assert backend.accounts.update(ann.id, tier="BASIC").tier is Tier.BASIC
    labels = users_of(backend).get(ann.id).labels
    assert sorted(labels) == ["beta", "guest", "tierbasic"]


def test_no_session_of_appwrites_is_left_behind(backend: AppwriteBackend) -> None:
    ann = backend.accounts.create("ann@example.com", PASSWORD, "Ann")
    for _ in range(12):
        backend.accounts.check_password("ann@example.com", PASSWORD)
    assert users_of(backend).list_sessions(ann.id).sessions == []


@pytest.mark.parametrize("password", ["short", "x" * 300])
def test_a_password_that_the_project_refuses_is_the_players_to_change(
    backend: AppwriteBackend, password: str
) -> None:
    with pytest.raises(Invalid) as refused:
        backend.accounts.create("ann@example.com", password, "Ann")
    assert refused.value.details == {"field": "password"}


def test_an_address_that_the_server_refuses_is_the_players_to_change(backend: AppwriteBackend) -> None:
    with pytest.raises(Invalid) as refused:
        backend.accounts.create("no address", PASSWORD, "Ann")
    assert refused.value.details == {"field": "email"}


def test_an_address_that_changes_while_its_link_is_opened_is_not_proven(
    backend: AppwriteBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = backend.accounts.create_guest("Mallory")
    mallory = backend.accounts.upgrade(guest.id, "mallory@example.com", PASSWORD, "Mallory")
    secret = secret_of(backend, mallory)
    store: Any = backend.recovery._users
    prove = store.set_verified

    def meanwhile(user_id: UserId, verified: bool) -> User:
        if verified:
            backend.accounts.upgrade(user_id, "victim@example.com", PASSWORD, "Mallory")
        return prove(user_id, verified)  # type: ignore[no-any-return]  # as the port says

    monkeypatch.setattr(store, "set_verified", meanwhile)
    with pytest.raises(InvalidToken):
        backend.recovery.verify_email(guest.id, secret)
    left = backend.accounts.get(guest.id)
    assert (left.email_verified, left.is_guest) == (False, True)


def test_a_link_survives_a_server_that_was_away_as_it_was_opened(
    shop: StandInProject, backend: AppwriteBackend
) -> None:
    ann = backend.accounts.create("ann@example.com", PASSWORD, "Ann")
    secret = secret_of(backend, ann)
    shop.fault(FaultKind.ERROR_BEFORE, "users.update_verification")
    with pytest.raises(Unavailable):
        backend.recovery.verify_email(ann.id, secret)
    assert backend.recovery.verify_email(ann.id, secret).email_verified


class TestWhatIsRememberedOfALogin:
    def test_who_asks_again_costs_no_round_trip(self, shop: StandInProject, backend: AppwriteBackend) -> None:
        secret = signed_in(backend, backend.accounts.create_guest("Ann"))
        first = backend.logins.find(secret)
        shop.forget_counts()
        assert backend.logins.find(secret) == first
        assert shop.round_trips() == 0

    @pytest.mark.parametrize("change", ["close", "close_all", "tier", "disable", "delete"])
    def test_another_process_knows_at_once(
        self, shop: StandInProject, tmp_path: Path, redis_url: str, backend: AppwriteBackend, change: str
    ) -> None:
        ann = backend.accounts.create_guest("Ann")
        secret = signed_in(backend, ann)
        other = opened(connection_to(shop), tmp_path, redis_url)
        before = other.logins.find(secret)
        assert before is not None
        match change:
            case "close":
                backend.logins.close(ann.id, before[0].id)
            case "close_all":
                backend.logins.close_all(ann.id)
            case "tier":
                backend.accounts.update(ann.id, tier="ELITE")
            case "disable":
                backend.accounts.update(ann.id, disabled=True)
            case "delete":
                backend.accounts.delete(ann.id)
        after = other.logins.find(secret)
        if change == "tier":
            assert after is not None
            assert after[1].tier is Tier.ELITE
        else:
            assert after is None

    def test_without_redis_nothing_is_remembered(self, shop: StandInProject, tmp_path: Path) -> None:
        backend = opened(connection_to(shop), tmp_path)
        ann = backend.accounts.create_guest("Ann")
        login, secret = backend.logins.open(ann.id, lifetime_s=60, remember=False, device="", address="")
        other = opened(connection_to(shop), tmp_path)
        assert other.logins.find(secret) is not None
        backend.logins.close(ann.id, login.id)
        assert other.logins.find(secret) is None

    def test_a_disabled_user_is_refused_a_new_login(self, backend: AppwriteBackend) -> None:
        ann = backend.accounts.create_guest("Ann")
        backend.accounts.update(ann.id, disabled=True)
        with pytest.raises(Forbidden):
            signed_in(backend, ann)


def test_marks_of_commits_are_cleared_away_after_a_day(shop: StandInProject, tmp_path: Path) -> None:
    clock = SettableClock()
    backend = opened(connection_to(shop), tmp_path, clock=clock)
    backend.documents.commit([Create("characters", "hero", row_of("characters", gold=9))])

    def marks() -> int:
        return len(backend.tables.list_rows(backend.database_id, "commit_marks").rows)

    backend.documents.commit([Add("characters", "hero", "gold", -1)])
    assert marks() == 1
    backend.delete_expired()
    assert marks() == 1
    clock.set(clock.now().replace(year=clock.now().year + 1))
    backend.documents.commit([Add("characters", "hero", "gold", -1)])
    backend.delete_expired()
    assert marks() == 1
