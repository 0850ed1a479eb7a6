"""A server that fails, at each of the three round trips of a commit: never half of it, never twice."""

import time
from pathlib import Path

import pytest
from appwrite.models.transaction import Transaction

from app import create_app
from app.backends.appwrite import AppwriteBackend
from app.backends.ports import Add, Change, Create, Update
from app.config import load_settings
from app.models.errors import Conflict, LimitReached, Unavailable
from tests.support.appwrite import connection_to, environment_of
from tests.support.appwrite_server.client import StandInProject
from tests.support.appwrite_server.faults import FaultKind
from tests.support.rows import row_of

STEPS = ("transactions.create", "transactions.stage", "transactions.commit")
KINDS = [kind for kind in FaultKind if kind is not FaultKind.WRONG_KEY]
PRICE, PURSE = 5, 12


def open_shop(backend: AppwriteBackend) -> None:
    backend.documents.commit(
        [
            Create("characters", "buyer", row_of("characters", gold=PURSE)),
            Create("characters", "seller", row_of("characters", gold=0)),
            Create("items", "sword", row_of("items", owner_id="seller")),
        ]
    )


def sale(number: int, version: int) -> list[Change]:
    return [
        Create("transactions", f"sale_{number}", row_of("transactions")),
        Add("characters", "buyer", "gold", -PRICE, at_least=0),
        Add("characters", "seller", "gold", PRICE),
        Update("items", "sword", {"owner_id": "buyer"}, version),
    ]


def sales(backend: AppwriteBackend) -> int:
    """How many sales there were; fails if anything of one is missing, or there twice."""
    documents = backend.documents
    rows = len(documents.list("transactions", limit=100).rows)
    buyer, seller = (documents.get("characters", name).data["gold"] for name in ("buyer", "seller"))
    sword = documents.get("items", "sword")
    assert (buyer, seller, sword.version) == (PURSE - rows * PRICE, rows * PRICE, rows + 1)
    assert sword.data["owner_id"] == ("buyer" if rows else "seller")
    return rows


def tried(backend: AppwriteBackend, changes: list[Change]) -> bool:
    """Whether the backend says that it happened."""
    try:
        backend.documents.commit(changes)
    except Unavailable:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("step", STEPS)
def test_a_fault_leaves_all_or_nothing_and_the_answer_is_true(
    shop: StandInProject, hasty: AppwriteBackend, step: str, kind: FaultKind
) -> None:
    open_shop(hasty)
    shop.fault(kind, step)
    happened = tried(hasty, sale(1, 1))
    assert sales(hasty) == int(happened)
    shop.clear_faults()  # whatever the server was still at, it does now
    time.sleep(0.1)
    assert sales(hasty) == int(happened)
    if happened:
        with pytest.raises(Conflict):
            hasty.documents.commit(sale(1, 1))
    else:
        hasty.documents.commit(sale(1, 1))
    assert sales(hasty) == 1


@pytest.mark.parametrize("kind", [FaultKind.ERROR_AFTER, FaultKind.RESET_AFTER, FaultKind.SLOW_AFTER])
@pytest.mark.parametrize(
    "changes",
    [
        [Add("characters", "buyer", "gold", -1, at_least=0)],
        [Update("items", "sword", {"quantity": 7}, 1)],
        [Create("items", "shield", row_of("items"))],
    ],
    ids=["add", "update", "create"],
)
def test_what_happened_without_an_answer_is_found(
    shop: StandInProject, hasty: AppwriteBackend, kind: FaultKind, changes: list[Change]
) -> None:
    open_shop(hasty)
    shop.fault(kind, "rows.create" if isinstance(changes[0], Create) else "transactions.commit")
    hasty.documents.commit(changes)
    buyer = hasty.documents.get("characters", "buyer")
    sword = hasty.documents.get("items", "sword")
    is_add, is_update = isinstance(changes[0], Add), isinstance(changes[0], Update)
    assert (buyer.data["gold"], sword.version) == (PURSE - is_add, 1 + is_update)
    assert (hasty.documents.find("items", "shield") is None) == (is_add or is_update)


@pytest.mark.parametrize("kind", [FaultKind.ERROR_BEFORE, FaultKind.BAD_GATEWAY, FaultKind.RESET_BEFORE])
def test_a_server_that_stays_away_is_unavailable_and_nothing_was_done(
    shop: StandInProject, hasty: AppwriteBackend, kind: FaultKind
) -> None:
    open_shop(hasty)
    shop.fault(kind, times=None)
    for call in (
        lambda: hasty.documents.commit(sale(1, 1)),
        lambda: hasty.documents.get("items", "sword"),
        lambda: hasty.documents.list("items"),
        lambda: hasty.accounts.create_guest("Wanderer"),
        lambda: hasty.accounts.check_password("ann@example.com", "correct horse battery"),
        hasty.check,
    ):
        with pytest.raises(Unavailable):
            call()
    shop.clear_faults()
    assert sales(hasty) == 0


def test_a_transaction_that_expired_is_begun_anew(
    shop: StandInProject, hasty: AppwriteBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_shop(hasty)
    begin, begun = hasty.tables.create_transaction, []

    def as_slowly_as_can_be(ttl: float | None) -> Transaction:
        begun.append(begin(ttl))
        if len(begun) == 1:
            shop.advance(61)
        return begun[-1]

    monkeypatch.setattr(hasty.tables, "create_transaction", as_slowly_as_can_be)
    hasty.documents.commit(sale(1, 1))
    assert (sales(hasty), len(begun)) == (1, 2)


def test_a_loser_of_a_race_is_told_so_though_his_answer_was_lost(
    shop: StandInProject, hasty: AppwriteBackend
) -> None:
    open_shop(hasty)
    hasty.documents.commit(sale(1, 1))
    shop.fault(FaultKind.BAD_GATEWAY, "transactions.commit")
    with pytest.raises((Conflict, LimitReached)):
        hasty.documents.commit(sale(2, 1))
    assert sales(hasty) == 1


def test_a_throttled_client_waits_longer(shop: StandInProject, hasty: AppwriteBackend) -> None:
    shop.fault(FaultKind.THROTTLED, times=None)
    with pytest.raises(Unavailable) as refused:
        hasty.documents.get("items", "sword")
    assert refused.value.retry_after_s == 10


@pytest.mark.parametrize("column", ["quantity", "version", "made_by"])
def test_a_column_that_is_gone_is_nobodys_fault_and_nothing_is_done(
    shop: StandInProject, hasty: AppwriteBackend, column: str
) -> None:
    open_shop(hasty)
    shop.lose_column(hasty.database_id, "items", column)
    with pytest.raises(Unavailable):
        hasty.documents.commit([Create("items", "shield", row_of("items"))])
    with pytest.raises(Unavailable):
        hasty.documents.commit(
            [Add("characters", "buyer", "gold", 1), Create("items", "helmet", row_of("items"))]
        )
    assert hasty.documents.get("characters", "buyer").data["gold"] == PURSE


def test_the_api_answers_503_and_says_when_to_come_back(
    shop: StandInProject, redis_url: str, tmp_path: Path
) -> None:
    told = environment_of(connection_to(shop))
    client = create_app(
        load_settings(FLASK_ENV="test", REDIS_URL=redis_url, data_dir=tmp_path, **told)
    ).test_client()
    assert client.post("/api/v1/auth/guest", json={}).status_code == 201
    for kind, seconds in (
        (FaultKind.ERROR_BEFORE, "2"),
        (FaultKind.THROTTLED, "10"),
        (FaultKind.WRONG_KEY, "2"),
    ):
        shop.clear_faults()
        shop.fault(kind, times=None)
        refused = client.get("/api/v1/characters")
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, seconds)
        assert refused.get_json()["error"]["code"] == "unavailable"
        assert client.get("/api/v1/health/ready").status_code == 503
    shop.clear_faults()
    assert client.get("/api/v1/health/ready").status_code == 200
