"""`list` in Appwrite's queries: conditions, keyset pages, order.

Pages go on behind the last row's values, not behind the row itself: Appwrite's own cursors end when it is deleted.
"""

from collections.abc import Callable, Sequence
from typing import Any

from appwrite.query import Query

from app.backends.appwrite.rows import time_text, to_wire
from app.backends.cursors import decode_cursor, encode_cursor, query_mark, with_id
from app.backends.ports import Op, Order, Row, Where
from app.models.tables import Column, ColumnKind, Table

_Build = Callable[[str, Any], str]

_METHODS: dict[Op, _Build] = {
    Op.EQ: Query.equal,
    Op.IN: Query.equal,
    Op.LT: Query.less_than,
    Op.LE: Query.less_than_equal,
    Op.GT: Query.greater_than,
    Op.GE: Query.greater_than_equal,
}
_ID = Column("id", ColumnKind.STRING)


class ListQuery:
    """A checked query on one table. `limit` rows are shown; one more is fetched to know whether there are any."""

    def __init__(self, table: Table, where: Sequence[Where], order: Sequence[Order], limit: int) -> None:
        self._table = table
        self._where = where
        self._order = with_id(order)
        self._limit = limit
        self._mark = query_mark(table.name, where, order)

    @property
    def is_empty(self) -> bool:
        """Whether no row can meet the conditions."""
        return any(one.op is Op.IN and not one.value for one in self._where)

    def queries(self, cursor: str | None) -> list[str]:
        """Raises Invalid for a cursor that is not this query's."""
        found = [self._condition(one) for one in self._where]
        if cursor is not None:
            kinds = [self._key_type(one) for one in self._order]
            found.append(self._after(self._order, decode_cursor(cursor, self._mark, kinds)))
        return [*found, *(_ordered(one) for one in self._order), Query.limit(self._limit + 1)]

    def next_cursor(self, last: Row) -> str:
        """Where the page that ends with this row ended."""
        return encode_cursor(self._mark, [self._key(one.column, last) for one in self._order])

    def _condition(self, where: Where) -> str:
        if where.value is None:
            return str(Query.is_null(_name(where.column)))
        column = self._column(where.column)
        values: Any = where.value if where.op is Op.IN else [where.value]
        sent = [to_wire(column, value) for value in values]
        return str(_METHODS[where.op](_name(where.column), sent if where.op is Op.IN else sent[0]))

    def _after(self, order: Sequence[Order], key: Sequence[Any]) -> str:
        """`a > x or (a = x and (b > y or …))`."""
        name, value = _name(order[0].column), key[0]
        if self._column(order[0].column).kind is ColumnKind.BOOLEAN:
            value = bool(value)
        beyond = _METHODS[Op.LT if order[0].descending else Op.GT](name, value)
        if len(order) == 1:
            return str(beyond)
        behind = Query.and_queries([Query.equal(name, value), self._after(order[1:], key[1:])])
        return str(Query.or_queries([beyond, behind]))

    def _key(self, column: str, row: Row) -> str | int | None:
        value: Any = row.id if column == "id" else row.data[column]
        if self._column(column).kind is ColumnKind.DATETIME:
            return time_text(value)
        return int(value) if isinstance(value, bool) else value

    def _key_type(self, order: Order) -> type:
        numbers = (ColumnKind.INTEGER, ColumnKind.BOOLEAN)
        return int if self._column(order.column).kind in numbers else str

    def _column(self, name: str) -> Column:
        return _ID if name == "id" else self._table.column(name)


def _ordered(order: Order) -> str:
    name = _name(order.column)
    return str(Query.order_desc(name) if order.descending else Query.order_asc(name))


def _name(column: str) -> str:
    return "$id" if column == "id" else column
