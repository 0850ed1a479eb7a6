"""The store on SQLite."""

from collections.abc import Callable, Sequence

from app.backends import checks
from app.backends.embedded.changes import apply, fetch
from app.backends.embedded.connections import Connections
from app.backends.embedded.outbox import Announcements, Outbox
from app.backends.embedded.queries import fetch_page
from app.backends.ports import A, B, Change, Clock, Order, Page, Row, Where
from app.models.errors import NotFound


class EmbeddedDocuments:
    """`Documents` on one file, shared by threads and processes."""

    def __init__(self, connections: Connections, outbox: Outbox, clock: Clock) -> None:
        self._connections = connections
        self._outbox = outbox
        self._clock = clock

    def get(self, table: str, row_id: str) -> Row:
        row = self.find(table, row_id)
        if row is None:
            raise NotFound
        return row

    def find(self, table: str, row_id: str) -> Row | None:
        declared = checks.table_of(table)
        if not checks.is_row_id(row_id):
            return None
        with self._connections.read() as connection:
            return fetch(connection, declared, row_id)

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
        with self._connections.read() as connection:
            return fetch_page(connection, declared, where, order, limit, cursor)

    def both(self, first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
        return first(), second()

    def commit(self, changes: Sequence[Change]) -> None:
        checks.check_changes(changes)
        if not changes:
            return
        with self._connections.write() as connection:
            now = self._clock.now()
            announcements = Announcements(connection, self._clock)
            for change in changes:
                announcements.note(change)
                apply(connection, change, now)
            has_news = announcements.write(now)
        if has_news:
            self._outbox.drain_after_commit()
