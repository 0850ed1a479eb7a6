"""Pages are read off an index: their cost does not grow with the table."""

from collections.abc import Sequence

import pytest

from app.backends.embedded import EmbeddedBackend
from app.backends.ports import Create, Op, Order, Where
from tests.support.rows import A_MOMENT, row_of


def plan(backend: EmbeddedBackend, table: str, where: Sequence[Where], order: Sequence[Order]) -> str:
    """How SQLite finds the second page."""
    statements: list[str] = []
    cursor = backend.documents.list(table, where, order, limit=1).next_cursor
    assert cursor is not None
    with backend.connections.read() as connection:
        connection.set_trace_callback(statements.append)
        backend.documents.list(table, where, order, limit=1, cursor=cursor)
        connection.set_trace_callback(None)
        steps = connection.execute(f"EXPLAIN QUERY PLAN {statements[-1]}").fetchall()
    return "; ".join(step[3] for step in steps)


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ([Where("session_id", Op.EQ, "s1")], [Order("seq", descending=True)]),
        ([Where("session_id", Op.EQ, "s1"), Where("seq", Op.GT, 0)], [Order("seq")]),
        ([Where("status", Op.EQ, "accepted")], [Order("accepted_at")]),
        ([Where("status", Op.EQ, "accepted"), Where("accepted_at", Op.LE, A_MOMENT)], [Order("accepted_at")]),
        ([], []),
    ],
)
def test_no_page_is_found_by_scanning_or_sorting(
    embedded: EmbeddedBackend, where: list[Where], order: list[Order]
) -> None:
    rows = [
        row_of("session_turns", session_id="s1", seq=seq, status="accepted", accepted_at=A_MOMENT)
        for seq in (1, 2, 3)
    ]
    embedded.documents.commit(
        [Create("session_turns", f"t{number}", data) for number, data in enumerate(rows)]
    )
    found = plan(embedded, "session_turns", where, order)
    assert "SEARCH" in found
    assert "TEMP B-TREE FOR ORDER BY" not in found
