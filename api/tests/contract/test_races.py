"""Several real processes at once."""

import itertools
import re

from app.backends.ports import Create
from app.models.enums import TokenPurpose
from tests.support import racing
from tests.support.backends import Backend
from tests.support.racing import PROCESSES, Place, Racers
from tests.support.rows import row_of


def create(backend: Backend, row_id: str, **given: object) -> None:
    backend.documents.commit([Create("characters", row_id, row_of("characters", **given))])


def gold(backend: Backend, row_id: str) -> object:
    return backend.documents.get("characters", row_id).data["gold"]


def test_processes_that_start_at_once_find_one_store(place: Place, racers: Racers) -> None:
    racers.race(place, racing.open_only)
    opened = place.open()
    create(opened, "hero")
    assert opened.documents.get("characters", "hero").version == 1
    opened.close()


def test_no_update_is_lost(backend: Backend, place: Place, racers: Racers) -> None:
    create(backend, "hero", level=0)
    conflicts = racers.race(place, racing.raise_level, "hero", 60)
    row = backend.documents.get("characters", "hero")
    assert (row.data["level"], row.version) == (PROCESSES * 60, PROCESSES * 60 + 1)
    assert sum(conflicts) > 0, "nobody met anybody: this was no race"


def test_no_coin_is_spent_twice(backend: Backend, place: Place, racers: Racers) -> None:
    create(backend, "hero", gold=150)
    spent = racers.race(place, racing.spend, "hero", 60)
    assert (sum(spent), gold(backend, "hero")) == (150, 0)


def test_a_name_is_taken_once(backend: Backend, place: Place, racers: Racers) -> None:
    names = [f"name{number}" for number in range(60)]
    taken = racers.race(place, racing.take_names, names)
    assert sorted(itertools.chain(*taken)) == sorted(names)


def test_a_listing_is_sold_once_and_gold_is_conserved(backend: Backend, place: Place, racers: Racers) -> None:
    create(backend, "buyer", gold=40)
    create(backend, "seller", gold=0)
    bought = racers.race(place, racing.buy, "buyer", "seller", 60)
    sales = backend.documents.list("transactions", limit=100).rows
    assert len(sales) == sum(bought) == 40
    assert (gold(backend, "buyer"), gold(backend, "seller")) == (0, 40)


def test_an_address_ends_with_one_user(backend: Backend, place: Place, racers: Racers) -> None:
    made = racers.race(place, racing.register, "ann@example.com")
    owner = backend.accounts.find_by_email("ann@example.com")
    assert owner is not None
    assert owner.id in made


def test_a_link_works_once_however_many_open_it(backend: Backend, place: Place, racers: Racers) -> None:
    user = backend.accounts.create("ann@example.com", "correct horse battery", "Ann")
    backend.recovery.send(user.id, TokenPurpose.RESET_PASSWORD, "https://play.example.com/reset")
    found = re.search(r"secret=(\S+)", backend.mails()[0].text)
    assert found is not None
    assert racers.race(place, racing.reset, user.id, found[1]).count(True) == 1
