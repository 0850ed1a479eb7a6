"""SQL that reads and changes rows. Names come from `tables.py` alone; every value is bound."""
# ruff: noqa: S608 - for the reason above

from collections.abc import Iterable
from functools import cache

from app.backends.embedded.schema import quoted, shape_of
from app.models.tables import Table


@cache
def select_sql(table: Table) -> str:
    """Every column, up to WHERE."""
    return f"SELECT {_listed(shape_of(table).columns)} FROM {quoted(table.name)}"


@cache
def insert_sql(table: Table) -> str:
    names = shape_of(table).columns
    places = ", ".join("?" * len(names))
    return f"INSERT INTO {quoted(table.name)} ({_listed(names)}) VALUES ({places})"


def update_sql(table: Table, names: Iterable[str]) -> str:
    """Values of `names` in their order, then the id."""
    settings = ", ".join(f"{quoted(name)} = ?" for name in names)
    return f"UPDATE {quoted(table.name)} SET {settings} WHERE id = ?"


@cache
def add_sql(table: Table, column: str) -> str:
    """Amount, time, id, amount, lowest, highest."""
    name = quoted(column)
    return (
        f"UPDATE {quoted(table.name)} SET {name} = {name} + ?, updated_at = ?"
        f" WHERE id = ? AND {name} + ? BETWEEN ? AND ?"
    )


@cache
def delete_sql(table: Table) -> str:
    return f"DELETE FROM {quoted(table.name)} WHERE id = ?"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(quoted(name) for name in names)
