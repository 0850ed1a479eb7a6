"""The store on Appwrite's tables."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from appwrite.services.tables_db import TablesDB

from app.backends import checks
from app.backends.appwrite.commits import Commits
from app.backends.appwrite.errors import Refused, translated
from app.backends.appwrite.queries import ListQuery
from app.backends.appwrite.rows import decode
from app.backends.ports import A, B, Change, Clock, Order, Page, Row, Where
from app.models.errors import NotFound

_READERS = 64
"""As many as the API has threads: nobody waits for a second read because others have theirs."""


class AppwriteDocuments:
    """`Documents` on one database of a project, shared by threads and processes."""

    def __init__(self, tables: TablesDB, database_id: str, clock: Clock) -> None:
        self._tables = tables
        self._database_id = database_id
        self._readers = ThreadPoolExecutor(_READERS, "appwrite-reader")
        self._commits = Commits(tables, database_id, clock)

    def get(self, table: str, row_id: str) -> Row:
        row = self.find(table, row_id)
        if row is None:
            raise NotFound
        return row

    def find(self, table: str, row_id: str) -> Row | None:
        declared = checks.table_of(table)
        if not checks.is_row_id(row_id):
            return None
        with translated():
            try:
                found: Any = self._tables.get_row(self._database_id, table, row_id)
            except Refused as refused:
                if refused.kind == "row_not_found":
                    return None
                raise
            return decode(declared, found.id, found.permissions, found.data)

    def list(
        self,
        table: str,
        where: Sequence[Where] = (),
        order: Sequence[Order] = (),
        limit: int = 25,
        cursor: str | None = None,
    ) -> Page:
        declared = checks.table_of(table)
        checks.check_query(declared, where, order, limit)
        query = ListQuery(declared, where, order, limit)
        queries = query.queries(cursor)
        if query.is_empty:
            return Page((), None)
        with translated():
            found: Any = self._tables.list_rows(self._database_id, table, queries, total=False).rows
            rows = tuple(decode(declared, one.id, one.permissions, one.data) for one in found[:limit])
        return Page(rows, query.next_cursor(rows[-1]) if len(found) > limit else None)

    def both(self, first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
        later = self._readers.submit(copy_context().run, second)
        try:
            return first(), later.result()
        finally:
            later.cancel()

    def commit(self, changes: Sequence[Change]) -> None:
        checks.check_changes(changes)
        if changes:
            self._commits.run(changes)
