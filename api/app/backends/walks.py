"""Lists longer than a page."""

from collections.abc import Iterator, Sequence

from app.backends.checks import MAX_LIMIT
from app.backends.ports import MAX_OPERATIONS, Delete, Documents, Row, Where
from app.models.errors import Conflict, NotFound

_DELETES_AT_ONCE = MAX_OPERATIONS // 2


def every(documents: Documents, table: str, *where: Where) -> Iterator[Row]:
    """All rows that meet the conditions, by id."""
    cursor = None
    while True:
        page = documents.list(table, where, limit=MAX_LIMIT, cursor=cursor)
        yield from page.rows
        cursor = page.next_cursor
        if cursor is None:
            return


def delete_every(documents: Documents, table: str, rows: Sequence[Row]) -> int:
    """Deletes those rows in batches and returns how many; what another process changed or deleted first is retried."""
    deleted = 0
    for start in range(0, len(rows), _DELETES_AT_ONCE):
        batch = rows[start : start + _DELETES_AT_ONCE]
        try:
            documents.commit([Delete(table, row.id, row.version) for row in batch])
            deleted += len(batch)
        except (Conflict, NotFound):
            deleted += sum(_delete_latest(documents, table, row.id) for row in batch)
    return deleted


def _delete_latest(documents: Documents, table: str, row_id: str) -> bool:
    while (row := documents.find(table, row_id)) is not None:
        try:
            documents.commit([Delete(table, row.id, row.version)])
        except (Conflict, NotFound):
            continue
        return True
    return False
