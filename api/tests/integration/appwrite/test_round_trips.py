"""How often a player waits for a server that is far away. The stand-in answers after 40 ms, so that requests which go
out together are seen to be out together."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.appwrite import connection_to, kept
from tests.support.appwrite_server.client import StandInProject
from tests.support.tabletop import Tabletop, Trips, tabletop

LATENCY_MS = 40


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> Trips:
    return Trips(monkeypatch)


@pytest.fixture
def table(
    shop: StandInProject, tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch, trips: Trips
) -> Iterator[Tabletop]:
    """Somebody on an adventure."""
    kept(tmp_path, connection_to(shop))
    with tabletop(tmp_path, redis_url, monkeypatch) as opened:
        opened.set_out()
        opened.play("look around")
        shop.set(latency_ms=LATENCY_MS)
        trips.since_then()
        yield opened


@pytest.mark.parametrize("words", ["look around", "go out", "take some bread"])
def test_a_turn_from_its_acceptance_to_its_telling(table: Tabletop, trips: Trips, words: str) -> None:
    turn_id = table.accept(words)
    assert trips.since_then() <= (2, 5)
    table.resolve()
    assert trips.since_then() <= (5, 8)
    table.tell(turn_id)
    assert trips.since_then() <= (5, 5)


def test_a_turn_of_a_fight_takes_no_more(table: Tabletop, trips: Trips) -> None:
    for words in ("go out", "attack the wicklings"):
        table.play(words)
    trips.since_then()
    table.play("attack")
    waits, requests = trips.since_then()
    assert waits - 1 <= 12, "one is the test's own look at the row"
    assert requests - 1 <= 18


@pytest.mark.parametrize("page", ["", "/inventory"])
def test_the_page_of_a_character(table: Tabletop, trips: Trips, page: str) -> None:
    table.get(f"/characters/{table.character_id}{page}")
    assert trips.since_then() <= (1, 2)


def test_the_first_request_of_a_login_asks_who_it_is(table: Tabletop, trips: Trips) -> None:
    known = table.services.ports.backend.logins
    known._known.clear()  # type: ignore[attr-defined]  # a login forgotten
    table.get(f"/characters/{table.character_id}")
    assert trips.since_then() <= (3, 4)


def test_the_page_of_a_session(table: Tabletop, trips: Trips) -> None:
    table.get(f"/sessions/{table.session_id}")
    assert trips.since_then() <= (3, 4)
