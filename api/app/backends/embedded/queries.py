"""`list` in SQL: conditions, keyset pages, order."""

from collections.abc import Sequence
from sqlite3 import Connection

from app.backends.cursors import decode_cursor, encode_cursor, query_mark, with_id
from app.backends.embedded.rows import SqlValue, decode, to_sql
from app.backends.embedded.schema import quoted
from app.backends.embedded.statements import select_sql
from app.backends.ports import Op, Order, Page, Row, Where
from app.models.tables import Column, ColumnKind, Table

_OPERATORS = {Op.EQ: "=", Op.LT: "<", Op.LE: "<=", Op.GT: ">", Op.GE: ">="}
_ID = Column("id", ColumnKind.STRING)

Clause = tuple[str, list[SqlValue]]
"""A piece of SQL and the values of its question marks."""


def fetch_page(
    connection: Connection,
    table: Table,
    where: Sequence[Where],
    order: Sequence[Order],
    limit: int,
    cursor: str | None,
) -> Page:
    """One page of a checked query. Raises Invalid for a cursor that is not this query's."""
    mark = query_mark(table.name, where, order)
    ordered = with_id(order)
    clauses = [_condition(table, condition) for condition in where]
    if cursor is not None:
        clauses.append(_after(ordered, decode_cursor(cursor, mark, _key_types(table, ordered))))
    sql = f"{select_sql(table)}{_where(clauses)} ORDER BY {_order_by(ordered)} LIMIT ?"
    values = [value for _, part in clauses for value in part]
    found = connection.execute(sql, (*values, limit + 1)).fetchall()
    rows = tuple(decode(row, table) for row in found[:limit])
    has_more = len(found) > limit
    return Page(rows, encode_cursor(mark, _key_of(table, ordered, rows[-1])) if has_more else None)


def _condition(table: Table, where: Where) -> Clause:
    column, name = _column(table, where.column), quoted(where.column)
    if where.op is Op.IN:
        assert isinstance(where.value, list | tuple)  # noqa: S101 - narrows what checks made sure of
        values = [to_sql(column, value) for value in where.value]
        return f"{name} IN ({', '.join('?' * len(values))})", values
    if where.value is None:
        return f"{name} IS NULL", []
    return f"{name} {_OPERATORS[where.op]} ?", [to_sql(column, where.value)]


def _after(order: Sequence[Order], key: Sequence[SqlValue]) -> Clause:
    """Rows behind `key`: `a ≥ x and (a > x or (a = x and (b > y or …)))`; the first part lets the index seek."""
    sql = ""
    values: list[SqlValue] = []
    for column, value in zip(reversed(order), reversed(key), strict=True):
        name, beyond = quoted(column.column), "<" if column.descending else ">"
        if sql:
            sql = f"({name} {beyond}= ? AND ({name} {beyond} ? OR {sql}))"
            values = [value, value, *values]
        else:
            sql, values = f"{name} {beyond} ?", [value]
    return sql, values


def _where(clauses: Sequence[Clause]) -> str:
    return f" WHERE {' AND '.join(sql for sql, _ in clauses)}" if clauses else ""


def _order_by(order: Sequence[Order]) -> str:
    return ", ".join(f"{quoted(column.column)} {'DESC' if column.descending else 'ASC'}" for column in order)


def _key_of(table: Table, order: Sequence[Order], row: Row) -> list[SqlValue]:
    return [
        row.id if column.column == "id" else to_sql(_column(table, column.column), row.data[column.column])
        for column in order
    ]


def _key_types(table: Table, order: Sequence[Order]) -> list[type]:
    numbers = (ColumnKind.INTEGER, ColumnKind.BOOLEAN)
    return [int if _column(table, column.column).kind in numbers else str for column in order]


def _column(table: Table, name: str) -> Column:
    return _ID if name == "id" else table.column(name)
