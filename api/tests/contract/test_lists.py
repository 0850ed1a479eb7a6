"""`Documents.list`: conditions, order, pages."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.backends.ports import Create, Delete, Op, Order, Where
from app.models.errors import Invalid
from tests.support.backends import Backend
from tests.support.rows import A_MOMENT, row_of

BY_SEQ = [Order("seq")]
NEWEST_FIRST = [Order("seq", descending=True)]


def add_turns(backend: Backend, session: str, seqs: Sequence[int], **given: object) -> None:
    backend.documents.commit(
        [
            Create(
                "session_turns",
                f"{session}-{seq:03}",
                row_of("session_turns", session_id=session, seq=seq, action_id=f"a{seq}", **given),
            )
            for seq in seqs
        ]
    )


def of(session: str) -> Where:
    return Where("session_id", Op.EQ, session)


def seqs(backend: Backend, *where: Where, order: Sequence[Order] = BY_SEQ, limit: int = 100) -> list[object]:
    page = backend.documents.list("session_turns", where, order, limit=limit)
    return [row.data["seq"] for row in page.rows]


def test_only_rows_that_meet_every_condition(backend: Backend) -> None:
    add_turns(backend, "s1", range(1, 7))
    add_turns(backend, "s2", [3])
    assert seqs(backend, of("s1"), Where("seq", Op.GT, 2), Where("seq", Op.LE, 5)) == [3, 4, 5]
    assert seqs(backend, of("s1"), Where("seq", Op.GE, 5)) == [5, 6]
    assert seqs(backend, of("s1"), Where("seq", Op.LT, 2)) == [1]
    assert seqs(backend, of("s1"), Where("seq", Op.IN, [6, 1, 99])) == [1, 6]
    assert seqs(backend, of("s1"), Where("id", Op.EQ, "s1-002")) == [2]
    assert seqs(backend, of("nobody")) == []
    assert seqs(backend, of("s1"), Where("seq", Op.IN, [])) == []


def test_conditions_on_truths_and_times(backend: Backend) -> None:
    add_turns(backend, "s1", [1], status="accepted", accepted_at=A_MOMENT)
    add_turns(backend, "s1", [2], status="accepted", accepted_at=A_MOMENT + timedelta(milliseconds=1))
    before = Where("accepted_at", Op.LE, A_MOMENT)
    assert seqs(backend, Where("status", Op.EQ, "accepted"), before) == [1]
    for number, is_active in enumerate((True, False)):
        data = row_of("characters", user_id="ann", is_active=is_active)
        backend.documents.commit([Create("characters", f"c{number}", data)])
    active = [Where("user_id", Op.EQ, "ann"), Where("is_active", Op.EQ, True)]
    assert [row.id for row in backend.documents.list("characters", active).rows] == ["c0"]


def test_rows_without_a_value_are_found_by_none_alone(backend: Backend) -> None:
    for number, session in enumerate((None, "s1")):
        data = row_of("characters", session_id=session)
        backend.documents.commit([Create("characters", f"c{number}", data)])

    def found(where: Where) -> list[str]:
        return [row.id for row in backend.documents.list("characters", [where]).rows]

    assert found(Where("session_id", Op.EQ, None)) == ["c0"]
    assert found(Where("session_id", Op.GE, "")) == ["c1"]


def test_order_is_total(backend: Backend) -> None:
    add_turns(backend, "s1", [3, 1, 2], status="same")
    same = Where("status", Op.EQ, "same")
    rows = backend.documents.list("session_turns", [same], [Order("status")]).rows
    assert [row.id for row in rows] == ["s1-001", "s1-002", "s1-003"]
    rows = backend.documents.list("session_turns", [same], [Order("status", descending=True)]).rows
    assert [row.id for row in rows] == ["s1-003", "s1-002", "s1-001"]
    rows = backend.documents.list("session_turns", [same], [Order("id", descending=True)]).rows
    assert [row.id for row in rows] == ["s1-003", "s1-002", "s1-001"]
    assert seqs(backend, same, order=NEWEST_FIRST) == [3, 2, 1]


def test_without_an_order_rows_come_by_id(backend: Backend) -> None:
    add_turns(backend, "s1", [2, 3, 1])
    assert seqs(backend, of("s1"), order=()) == [1, 2, 3]


def walk(backend: Backend, order: Sequence[Order], limit: int) -> list[str]:
    found, cursor = [], None
    while True:
        page = backend.documents.list("session_turns", (), order, limit=limit, cursor=cursor)
        assert len(page.rows) <= limit
        found += [row.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return found


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
@pytest.mark.parametrize(
    "order",
    [
        [],
        [Order("seq")],
        [Order("seq", descending=True)],
        [Order("status"), Order("seq", descending=True)],
        [Order("status", descending=True), Order("accepted_at")],
        [Order("accepted_at"), Order("id", descending=True)],
    ],
)
def test_pages_hold_every_row_once_in_order(backend: Backend, order: list[Order], limit: int) -> None:
    add_turns(backend, "s1", [1, 2, 3], status="accepted")
    add_turns(backend, "s2", [1, 2], status="resolved")
    add_turns(backend, "s3", [1, 2], status="accepted")
    assert walk(backend, order, limit) == walk(backend, order, 100)
    assert len(set(walk(backend, order, limit))) == 7


def test_pages_are_stable_while_rows_come_and_go(backend: Backend) -> None:
    add_turns(backend, "s1", [10, 20, 30, 40, 50])
    first = backend.documents.list("session_turns", [of("s1")], NEWEST_FIRST, limit=2)
    assert [row.data["seq"] for row in first.rows] == [50, 40]
    add_turns(backend, "s1", [35, 60])
    backend.documents.commit([Delete("session_turns", "s1-040", 1), Delete("session_turns", "s1-020", 1)])
    rest = backend.documents.list(
        "session_turns", [of("s1")], NEWEST_FIRST, limit=10, cursor=first.next_cursor
    )
    assert [row.data["seq"] for row in rest.rows] == [35, 30, 10]
    assert rest.next_cursor is None


def cursor_of(backend: Backend) -> str:
    add_turns(backend, "s1", [1, 2, 3])
    cursor = backend.documents.list("session_turns", [of("s1")], BY_SEQ, limit=1).next_cursor
    assert cursor is not None
    return cursor


def test_a_cursor_belongs_to_its_query(backend: Backend) -> None:
    cursor = cursor_of(backend)
    for where, order in (([of("s2")], BY_SEQ), ([of("s1")], NEWEST_FIRST), ([], BY_SEQ)):
        with pytest.raises(Invalid):
            backend.documents.list("session_turns", where, order, cursor=cursor)
    with pytest.raises(Invalid):
        backend.documents.list("characters", cursor=cursor)


@given(st.one_of(st.text(max_size=60), st.binary(max_size=60).map(lambda raw: raw.decode("latin-1"))))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_made_up_cursor_is_refused(backend: Backend, cursor: str) -> None:
    with pytest.raises(Invalid):
        backend.documents.list("session_turns", [of("s1")], BY_SEQ, cursor=cursor)


def test_a_damaged_cursor_is_refused(backend: Backend) -> None:
    cursor = cursor_of(backend)
    for damaged in (cursor[:-3], cursor + "AAAA", cursor.swapcase(), "A" * 100_000):
        with pytest.raises(Invalid):
            backend.documents.list("session_turns", [of("s1")], BY_SEQ, cursor=damaged)


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_limits_out_of_bounds_are_programming_errors(backend: Backend, limit: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        backend.documents.list("items", limit=limit)


@pytest.mark.parametrize(
    "where",
    [
        Where("quantity", Op.EQ, 1),
        Where("nothing", Op.EQ, 1),
        Where("owner_id", Op.EQ, 7),
        Where("owner_id", Op.IN, "abc"),
        Where("owner_id", Op.IN, ["x"] * 101),
        Where("owner_id", Op.EQ, None),
    ],
)
def test_conditions_need_an_index_and_a_value_of_its_kind(backend: Backend, where: Where) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ, the kind is the promise
        backend.documents.list("items", [where])


def test_order_needs_an_index_and_no_rows_without_a_value(backend: Backend) -> None:
    with pytest.raises(ValueError, match="index"):
        backend.documents.list("items", order=[Order("quantity")])
    with pytest.raises(ValueError, match="None"):
        backend.documents.list("session_turns", order=[Order("resolved_at")])
    resolved = Where("resolved_at", Op.LE, A_MOMENT)
    assert backend.documents.list("session_turns", [resolved], [Order("resolved_at")]).rows == ()
