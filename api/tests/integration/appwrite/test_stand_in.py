"""What no recording shows of the stand-in: races, faults, counts, projects apart from each other."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.support.appwrite_plain import TABLE, Plain, add
from tests.support.appwrite_server.client import StandInProject
from tests.support.appwrite_server.faults import FaultKind
from tests.support.appwrite_server.process import AppwriteServer, running_appwrite
from tests.support.appwrite_server.routing import route_names

BUYERS = 6
LISTINGS = 40


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppwriteServer]:
    with running_appwrite(tmp_path_factory.mktemp("stand-in") / "appwrite.log") as started:
        yield started


@pytest.fixture
def project(server: AppwriteServer) -> Iterator[StandInProject]:
    made = server.new_project(build_ms=0)
    yield made
    made.clear_faults()
    made.remove()


@pytest.fixture
def plain(project: StandInProject) -> Plain:
    opened = Plain(project)
    opened.make_table()
    return opened


def test_reads_are_no_snapshot_and_updates_are_lost(project: StandInProject, plain: Plain) -> None:
    plain.make_row("hero", gold=0)

    def earn(times: int) -> int:
        mine, done = Plain(project), 0
        while done < times:
            gold = mine.row("hero")["gold"]
            staged = mine.stage({"action": "update", "on": "hero", "data": {"gold": gold + 1}})
            done += mine.commit(staged).ok
        return done

    with ThreadPoolExecutor(4) as pool:
        earned = sum(pool.map(earn, [15] * 4))
    assert earned == 60
    assert plain.row("hero")["gold"] < 60, "nobody met anybody: this was no race"


def test_bounded_increments_sell_each_listing_once(project: StandInProject, plain: Plain) -> None:
    plain.make_row("seller")
    for number in range(BUYERS):
        plain.make_row(f"buyer{number}", gold=10)
    for number in range(LISTINGS):
        plain.make_row(f"listing{number}")

    def buy(buyer: int) -> Counter[str]:
        mine, ends = Plain(project), Counter[str]()
        for number in range(LISTINGS):
            listing = f"listing{number}"
            staged = mine.stage(
                add(f"buyer{buyer}", "gold", -1, min=0),
                add(listing, "version", 1, max=1),
                {"action": "update", "on": listing, "data": {"name": f"{listing} of {buyer}"}},
                add("seller", "gold", 1),
            )
            answer = mine.commit(staged)
            ends["sold" if answer.ok else answer.json()["type"]] += 1
        return ends

    with ThreadPoolExecutor(BUYERS) as pool:
        ends = sum(pool.map(buy, range(BUYERS)), Counter[str]())
    gold = [plain.row(f"buyer{number}")["gold"] for number in range(BUYERS)]
    assert ends["sold"] == LISTINGS
    assert plain.row("seller")["gold"] == LISTINGS == BUYERS * 10 - sum(gold)
    assert ends == {"sold": LISTINGS, "attribute_limit_exceeded": (BUYERS - 1) * LISTINGS}


@pytest.mark.parametrize("name", ["HERO", "hero ", "héro"])
def test_case_accents_and_blanks_at_the_end_make_no_other_text(plain: Plain, name: str) -> None:
    plain.make_row("hero")
    taken = plain.send("POST", f"{TABLE}/rows", {"rowId": "other", "data": {"name": name}})
    assert (taken.status_code, taken.json()["type"]) == (409, "row_already_exists")


def test_a_transaction_that_ended_may_be_forgotten(project: StandInProject, plain: Plain) -> None:
    plain.make_row("hero")
    project.set(forgets_transactions=True)
    staged = plain.stage(add("hero", "gold", 1))
    assert plain.commit(staged).json()["status"] == "committed"
    assert plain.commit(staged).json()["type"] == "transaction_not_found"


@pytest.mark.parametrize(
    ("kind", "status", "error", "is_done"),
    [
        (FaultKind.THROTTLED, 429, "general_rate_limit_exceeded", False),
        (FaultKind.ERROR_BEFORE, 500, "general_unknown", False),
        (FaultKind.ERROR_AFTER, 500, "general_unknown", True),
        (FaultKind.WRONG_KEY, 401, "user_unauthorized", False),
    ],
)
def test_an_error_before_or_after_the_work(
    project: StandInProject, plain: Plain, kind: FaultKind, status: int, error: str, is_done: bool
) -> None:
    plain.make_row("hero", gold=1)
    staged = plain.stage(add("hero", "gold", 1))
    project.fault(kind, "transactions.commit")
    answer = plain.commit(staged)
    assert (answer.status_code, answer.json()["type"]) == (status, error)
    assert "Retry-After" not in answer.headers
    assert plain.row("hero")["gold"] == (2 if is_done else 1)
    assert plain.commit(staged).ok is not is_done, "the fault is over"


@pytest.mark.parametrize(("kind", "gold"), [(FaultKind.RESET_BEFORE, 1), (FaultKind.RESET_AFTER, 2)])
def test_a_connection_that_breaks(project: StandInProject, plain: Plain, kind: FaultKind, gold: int) -> None:
    plain.make_row("hero", gold=1)
    staged = plain.stage(add("hero", "gold", 1))
    project.fault(kind, "transactions.commit")
    with pytest.raises(requests.ConnectionError):
        plain.commit(staged)
    assert plain.row("hero")["gold"] == gold


@pytest.mark.parametrize(("kind", "gold"), [(FaultKind.SLOW_BEFORE, 1), (FaultKind.SLOW_AFTER, 2)])
def test_a_slow_answer_until_the_faults_are_cleared(
    project: StandInProject, plain: Plain, kind: FaultKind, gold: int
) -> None:
    plain.make_row("hero", gold=1)
    staged = plain.stage(add("hero", "gold", 1))
    project.fault(kind, "transactions.commit", delay_s=30)
    with pytest.raises(requests.ReadTimeout):
        plain.commit(staged, timeout_s=0.3)
    assert plain.row("hero")["gold"] == gold
    project.clear_faults()
    deadline = time.monotonic() + 5
    while plain.row("hero")["gold"] != 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert plain.row("hero")["gold"] == 2, "the request was worked on although its sender had left"


def test_a_gateway_answers_with_a_page(project: StandInProject, plain: Plain) -> None:
    project.fault(FaultKind.BAD_GATEWAY, "rows.*")
    answer = plain.send("GET", f"{TABLE}/rows/hero")
    assert (answer.status_code, answer.headers["Content-Type"]) == (502, "text/html; charset=UTF-8")


def test_an_answer_without_a_content_type(project: StandInProject, plain: Plain) -> None:
    project.fault(FaultKind.NO_CONTENT_TYPE)
    answer = plain.send("GET", f"{TABLE}/rows/hero")
    assert (answer.status_code, answer.headers.get("Content-Type")) == (500, None)


def test_faults_wait_for_their_request(project: StandInProject, plain: Plain) -> None:
    plain.make_row("hero")
    project.fault(FaultKind.ERROR_BEFORE, "rows.get", skip=1, times=2)
    answers = [plain.send("GET", f"{TABLE}/rows/hero").status_code for _ in range(4)]
    assert answers == [200, 500, 500, 200]


def test_round_trips_are_counted_by_route(project: StandInProject, plain: Plain) -> None:
    plain.make_row("hero")
    project.forget_counts()
    plain.commit(plain.stage(add("hero", "gold", 1)))
    plain.row("hero")
    expected = ("transactions.create", "transactions.stage", "transactions.commit", "rows.get")
    assert project.counts() == dict.fromkeys(expected, 1)
    assert project.round_trips() == 4
    assert set(project.counts()) <= set(route_names())


def test_every_request_takes_its_latency(project: StandInProject, plain: Plain) -> None:
    plain.make_row("hero")
    project.set(latency_ms=50)
    started = time.monotonic()
    plain.row("hero")
    assert time.monotonic() - started >= 0.05


def test_a_column_that_was_lost(project: StandInProject, plain: Plain) -> None:
    plain.make_row("hero")
    project.lose_column("game", "characters", "gold")
    answer = plain.send("PATCH", f"{TABLE}/rows/hero", {"data": {"gold": 1}})
    assert answer.json()["message"] == 'Invalid document structure: Unknown attribute: "gold"'


def test_another_project_is_another_world(server: AppwriteServer, plain: Plain) -> None:
    other = Plain(server.new_project())
    assert other.send("GET", "/tablesdb/game").status_code == 404
    assert plain.send("GET", "/tablesdb/game").status_code == 200
