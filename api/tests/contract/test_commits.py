"""`Documents.commit`: all or nothing, compare-and-set, bounded adds."""

import pytest

from app.backends.ports import Add, Change, Create, Delete, Update
from app.models.errors import Conflict, LimitReached, NotFound
from tests.support.backends import Backend
from tests.support.rows import row_of


def create(backend: Backend, row_id: str = "hero", **given: object) -> None:
    backend.documents.commit([Create("characters", row_id, row_of("characters", **given), ("ann",))])


def test_a_new_row_stands_at_version_one(backend: Backend) -> None:
    create(backend, level=3)
    row = backend.documents.get("characters", "hero")
    assert (row.version, row.data["level"], row.readers) == (1, 3, ("ann",))
    assert row.created_at == row.updated_at == backend.clock.now()


def test_an_update_merges_what_it_names_and_raises_the_version(backend: Backend) -> None:
    create(backend, level=3, name="Brand")
    backend.wait(minutes=1)
    backend.documents.commit([Update("characters", "hero", {"level": 4}, 1)])
    row = backend.documents.get("characters", "hero")
    assert (row.version, row.data["level"], row.data["name"]) == (2, 4, "Brand")
    assert (row.updated_at - row.created_at).total_seconds() == 60


def test_an_update_of_nothing_still_raises_the_version(backend: Backend) -> None:
    create(backend)
    backend.documents.commit([Update("characters", "hero", {}, 1)])
    assert backend.documents.get("characters", "hero").version == 2


def test_readers_stay_unless_they_are_replaced(backend: Backend) -> None:
    create(backend)
    backend.documents.commit([Update("characters", "hero", {"level": 2}, 1)])
    assert backend.documents.get("characters", "hero").readers == ("ann",)
    backend.documents.commit([Update("characters", "hero", {}, 2, readers=("bob", "any"))])
    assert set(backend.documents.get("characters", "hero").readers) == {"bob", "any"}
    backend.documents.commit([Update("characters", "hero", {}, 3, readers=())])
    assert backend.documents.get("characters", "hero").readers == ()


def test_an_add_changes_the_counter_and_leaves_the_version(backend: Backend) -> None:
    create(backend, gold=10)
    backend.documents.commit([Add("characters", "hero", "gold", -4), Add("characters", "hero", "gold", 1)])
    row = backend.documents.get("characters", "hero")
    assert (row.data["gold"], row.version) == (7, 1)


def test_an_add_stops_at_its_bounds(backend: Backend) -> None:
    create(backend, gold=10)
    backend.documents.commit([Add("characters", "hero", "gold", -10, at_least=0)])
    backend.documents.commit([Add("characters", "hero", "gold", 10, at_most=10)])
    with pytest.raises(LimitReached):
        backend.documents.commit([Add("characters", "hero", "gold", -11, at_least=0)])
    with pytest.raises(LimitReached):
        backend.documents.commit([Add("characters", "hero", "gold", 1, at_most=10)])
    assert backend.documents.get("characters", "hero").data["gold"] == 10


def test_a_bound_that_an_add_moves_away_from_holds_nothing_up(backend: Backend) -> None:
    create(backend, gold=10)
    backend.documents.commit([Add("characters", "hero", "gold", -1, at_most=5)])
    backend.documents.commit([Add("characters", "hero", "gold", 1, at_least=50)])
    assert backend.documents.get("characters", "hero").data["gold"] == 10


def test_an_add_and_an_update_of_one_row_go_together(backend: Backend) -> None:
    create(backend, gold=1)
    backend.documents.commit(
        [Add("characters", "hero", "gold", 5), Update("characters", "hero", {"level": 9}, 1)]
    )
    row = backend.documents.get("characters", "hero")
    assert (row.data["gold"], row.data["level"], row.version) == (6, 9, 2)


def test_a_deleted_row_is_gone_and_its_id_free(backend: Backend) -> None:
    create(backend)
    backend.documents.commit([Delete("characters", "hero", 1)])
    assert backend.documents.find("characters", "hero") is None
    create(backend)
    assert backend.documents.get("characters", "hero").version == 1


def test_a_commit_of_nothing_is_fine(backend: Backend) -> None:
    backend.documents.commit([])


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Create("characters", "hero", row_of("characters")), Conflict),
        (Create("characters", "other", row_of("characters", name_key="taken")), Conflict),
        (Update("characters", "second", {"name_key": "taken"}, 1), Conflict),
        (Update("characters", "hero", {"level": 2}, 2), Conflict),
        (Update("characters", "nobody", {"level": 2}, 1), NotFound),
        (Update("characters", "../users/ann", {"level": 2}, 1), NotFound),
        (Delete("characters", "hero", 1), Conflict),
        (Delete("characters", "nobody", 1), NotFound),
        (Add("characters", "nobody", "gold", 1), NotFound),
        (Add("characters", "hero", "gold", -1, at_least=0), LimitReached),
        (Add("characters", "second", "gold", 2**53), LimitReached),
    ],
)
def test_one_refused_change_undoes_all(backend: Backend, change: Change, error: type[Exception]) -> None:
    create(backend, gold=0, name_key="taken")
    create(backend, "second", gold=1)
    for version in (1, 2):
        backend.documents.commit([Update("characters", "hero", {}, version)])
    before = [backend.documents.get("characters", row_id) for row_id in ("hero", "second")]
    innocent: list[Change] = [
        Create("items", "sword", row_of("items")),
        Add("characters", "second", "gold", 1),
    ]
    for changes in ([*innocent, change], [change, *innocent]):
        with pytest.raises(error):
            backend.documents.commit(changes)
    assert backend.documents.find("items", "sword") is None
    assert [backend.documents.get("characters", row_id) for row_id in ("hero", "second")] == before


def test_rows_without_a_value_do_not_collide_in_a_unique_index(backend: Backend) -> None:
    guests = [backend.accounts.create_guest("A guest").id for _ in range(2)]
    assert guests[0] != guests[1]
