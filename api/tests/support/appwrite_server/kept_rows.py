"""The rows of a table, found by what a column holds without a look at each of them, and put back if a commit fails."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tests.support.appwrite_server.collation import collated

Row = dict[str, Any]


class KeptRows(dict[str, Row]):
    """Rows by id, in their natural order. A row is replaced, never changed in place."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        super().__init__({row["$id"]: row for row in rows})
        self._holders: dict[str, dict[Any, set[str]]] = {}
        """Of each column that was asked for: the ids of the rows by its value."""
        self._changes: list[tuple[str, Row | None]] | None = None

    def __setitem__(self, row_id: str, row: Row) -> None:
        was = self.get(row_id)
        super().__setitem__(row_id, row)
        self._note(row_id, was, row)

    def __delitem__(self, row_id: str) -> None:
        was = self[row_id]
        super().__delitem__(row_id)
        self._note(row_id, was, None)

    def holding(self, wanted: Mapping[str, Sequence[Any]]) -> list[Row]:
        """At least the rows with one of the wanted values in every one of these columns, none of which is an array; in
        their natural order."""
        ids = min((self._ids_of(column, values) for column, values in wanted.items()), key=len)
        return sorted((self[row_id] for row_id in ids), key=lambda row: int(row["$sequence"]))

    def _ids_of(self, column: str, values: Sequence[Any]) -> set[str]:
        if column not in self._holders:
            holders = self._holders[column] = {}
            for row_id, row in self.items():
                holders.setdefault(collated(row.get(column)), set()).add(row_id)
        by_value = self._holders[column]
        return set().union(*(by_value.get(collated(value), ()) for value in values))

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Whatever is changed meanwhile is put back if an exception ends it."""
        changes: list[tuple[str, Row | None]] = []
        self._changes = changes
        try:
            yield
        except Exception:
            self._changes = None
            self._put_back(changes)
            raise
        finally:
            self._changes = None

    def _put_back(self, changes: Sequence[tuple[str, Row | None]]) -> None:
        is_shuffled = False
        for row_id, was in reversed(changes):
            if was is None:
                del self[row_id]
            else:
                is_shuffled |= row_id not in self  # it was deleted, and comes back as the last
                self[row_id] = was
        if is_shuffled:
            rows = sorted(self.values(), key=lambda row: int(row["$sequence"]))
            super().clear()
            super().update({row["$id"]: row for row in rows})

    def _note(self, row_id: str, was: Row | None, row: Row | None) -> None:
        if self._changes is not None:
            self._changes.append((row_id, was))
        for column, holders in self._holders.items():
            if was is not None:
                holders[collated(was.get(column))].discard(row_id)
            if row is not None:
                holders.setdefault(collated(row.get(column)), set()).add(row_id)
