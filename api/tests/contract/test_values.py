"""What goes into a row comes out of it, and what may not go in."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.backends.ports import Add, Change, Create, Update
from app.models.errors import NotFound
from app.models.tables import ALL_TABLES
from tests.support.backends import Backend
from tests.support.rows import row_of

NESTED = {
    "größe": ["ß", "漢字", "🗡️", "\u202eright to left", 'quo"te\\', "\n\t\u0000"],
    "numbers": [0, -1, 2**53, 0.1, 1e-9],
    "truths": [True, False, None],
    "deep": {"er": {"and": [{"deeper": {}}, []]}},
    "": "an empty key",
}


def character(**given: object) -> Create:
    return Create("characters", "hero", row_of("characters", **given))


@pytest.mark.parametrize("table", [t.name for t in ALL_TABLES if not t.embedded_only])
def test_every_table_keeps_a_row(backend: Backend, table: str) -> None:
    data = row_of(table)
    backend.documents.commit([Create(table, "row-1", data, ("ann",))])
    found = backend.documents.get(table, "row-1")
    assert {name: found.data[name] for name in data} == data
    assert all(value is None for name, value in found.data.items() if name not in data)


def test_json_comes_back_as_it_was(backend: Backend) -> None:
    backend.documents.commit([character(character_data=NESTED)])
    assert backend.documents.get("characters", "hero").data["character_data"] == NESTED


def test_strings_come_back_as_they_were(backend: Backend) -> None:
    name = "Þórr 漢字 🗡️ 'x'; DROP TABLE characters; --"
    backend.documents.commit([character(name=name, name_key=name.casefold())])
    row = backend.documents.get("characters", "hero")
    assert (row.data["name"], row.data["name_key"]) == (name, name.casefold())


def test_times_come_back_in_utc_cut_to_the_millisecond(backend: Backend) -> None:
    cest = timezone(timedelta(hours=2))
    given = datetime(2026, 7, 1, 1, 2, 3, 456789, tzinfo=cest)
    backend.documents.commit([Create("game_sessions", "s", row_of("game_sessions", last_activity=given))])
    found = backend.documents.get("game_sessions", "s").data["last_activity"]
    assert found == datetime(2026, 6, 30, 23, 2, 3, 456000, tzinfo=UTC)


def test_an_optional_value_can_be_taken_away(backend: Backend) -> None:
    backend.documents.commit([character(session_id="s1")])
    backend.documents.commit([Update("characters", "hero", {"session_id": None}, 1)])
    assert backend.documents.get("characters", "hero").data["session_id"] is None


def test_what_was_read_can_be_changed_without_changing_the_store(backend: Backend) -> None:
    backend.documents.commit([character(character_data={"hp": 1})])
    read = backend.documents.get("characters", "hero").data["character_data"]
    assert isinstance(read, dict)
    read["hp"] = 99
    assert backend.documents.get("characters", "hero").data["character_data"] == {"hp": 1}


@pytest.mark.parametrize("row_id", ["a", "A1.b_c-d", "0" * 36, "sale_01KB3Z5D7C2E9G4H6J8K0M1N3P"])
def test_possible_ids(backend: Backend, row_id: str) -> None:
    backend.documents.commit([Create("items", row_id, row_of("items"))])
    assert backend.documents.get("items", row_id).id == row_id


@pytest.mark.parametrize(
    "row_id", ["", "-a", ".", "../users/x", "a/b", "a b", "ä", "a" * 37, "a\n", "a?b", "%2e"]
)
def test_impossible_ids_name_no_row(backend: Backend, row_id: str) -> None:
    assert backend.documents.find("items", row_id) is None
    with pytest.raises(NotFound):
        backend.documents.get("items", row_id)
    with pytest.raises(ValueError, match="id"):
        backend.documents.commit([Create("items", row_id, row_of("items"))])


LOOP: list[object] = []
LOOP.append(LOOP)


@pytest.mark.parametrize(
    "given",
    [
        {"level": True},
        {"level": 1.0},
        {"level": "1"},
        {"level": None},
        {"level": 2**53 + 1},
        {"level": -(2**53) - 1},
        {"name": 7},
        {"name": "x" * 65},
        {"name": "\ud800"},
        {"is_active": 1},
        {"character_data": {"hp": float("nan")}},
        {"character_data": {"hp": float("inf")}},
        {"character_data": {"name": "\udfff"}},
        {"character_data": {"when": datetime(2026, 1, 1, tzinfo=UTC)}},
        {"character_data": LOOP},
        {"character_data": "x" * 65 * 1024},
        {"hit_points": 7},
        {"id": "other"},
        {"version": 9},
    ],
)
def test_values_that_do_not_fit_are_programming_errors(backend: Backend, given: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ, the kind is the promise
        backend.documents.commit([character(**given)])
    backend.documents.commit([character()])
    with pytest.raises(ValueError):  # noqa: PT011 - likewise
        backend.documents.commit([Update("characters", "hero", given, 1)])


def test_times_need_a_zone(backend: Backend) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - the fault itself
    with pytest.raises(ValueError, match="zone"):
        backend.documents.commit([Create("game_sessions", "s", row_of("game_sessions", last_activity=naive))])


def test_lists_hold_strings_of_the_declared_size(backend: Backend) -> None:
    for turn_order in (["x" * 37], [1], "abc"):
        with pytest.raises(ValueError, match="turn_order"):
            backend.documents.commit(
                [Create("game_sessions", "s", row_of("game_sessions", turn_order=turn_order))]
            )


def test_a_required_column_may_not_be_missing(backend: Backend) -> None:
    data = row_of("characters")
    del data["level"]
    with pytest.raises(ValueError, match="level"):
        backend.documents.commit([Create("characters", "hero", data)])


def test_an_update_may_not_name_a_counter(backend: Backend) -> None:
    backend.documents.commit([character()])
    with pytest.raises(ValueError, match="gold"):
        backend.documents.commit([Update("characters", "hero", {"gold": 1_000_000}, 1)])


def test_an_add_needs_a_counter_and_a_whole_amount(backend: Backend) -> None:
    backend.documents.commit([character()])
    with pytest.raises(ValueError, match="level"):
        backend.documents.commit([Add("characters", "hero", "level", 1)])
    with pytest.raises(ValueError, match="nothing"):
        backend.documents.commit([Add("characters", "hero", "gold", 0)])
    with pytest.raises(ValueError, match="beyond"):
        backend.documents.commit([Add("characters", "hero", "gold", 2**54)])


def test_unknown_tables_are_programming_errors(backend: Backend) -> None:
    with pytest.raises(ValueError, match="table"):
        backend.documents.find("sqlite_master", "x")
    with pytest.raises(ValueError, match="table"):
        backend.documents.commit([Create("heroes", "x", {})])


def test_a_row_grows_to_its_limit_and_no_further(backend: Backend) -> None:
    backend.documents.commit([character(character_data="x" * 60_000)])
    with pytest.raises(ValueError, match="bytes"):
        backend.documents.commit([Update("characters", "hero", {"character_data": "ü" * 33_000}, 1)])
    assert backend.documents.get("characters", "hero").version == 1


def test_one_row_is_changed_once_in_a_commit(backend: Backend) -> None:
    backend.documents.commit([character()])
    twice: list[Change] = [
        Update("characters", "hero", {"level": 2}, 1),
        Update("characters", "hero", {"level": 3}, 2),
    ]
    with pytest.raises(ValueError, match="twice"):
        backend.documents.commit(twice)


def test_a_commit_holds_a_hundred_operations(backend: Backend) -> None:
    creates = [Create("items", f"item{n}", row_of("items")) for n in range(100)]
    backend.documents.commit(creates)
    updates = [Update("items", f"item{n}", {"quantity": 2}, 1) for n in range(51)]
    backend.documents.commit(updates[:50])
    with pytest.raises(ValueError, match="102"):
        backend.documents.commit(updates)
