"""How a declared table looks on Appwrite: its columns by type, the technical ones, and what a row may take.

A row of MariaDB holds 65,535 bytes in itself; text columns lie outside and take 20. Columns are optional on the
server, so that later ones can be added to tables with rows; `checks` guards what is required.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.models.tables import Column, ColumnKind, Index, Table

MAX_ROW_WIDTH = 65_535
MAX_INDEX_LENGTH = 768
"""Characters of all columns of an index together."""
MAX_KEY = 36
_TEXT_WIDTH = 20
_EMPTY_ROW_WIDTH = 1067
"""What the server's own columns take."""
_LONG = 255
"""Longer strings that are in no index lie outside of the row."""


class WireType(StrEnum):
    """Types of columns, as Appwrite names them."""

    VARCHAR = "varchar"
    TEXT = "text"
    MEDIUMTEXT = "mediumtext"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATETIME = "datetime"


@dataclass(frozen=True, slots=True)
class WireColumn:
    """`size` in characters, for VARCHAR alone."""

    key: str
    type: WireType
    size: int = 0
    is_array: bool = False

    @property
    def width(self) -> int:
        """Bytes of the row, as the server counts them."""
        if self.is_array:
            return _TEXT_WIDTH
        match self.type:
            case WireType.VARCHAR:
                return self.size * 4 + (1 if self.size <= 255 else 2)
            case WireType.TEXT | WireType.MEDIUMTEXT:
                return _TEXT_WIDTH
            case WireType.INTEGER:
                return 8
            case WireType.BOOLEAN:
                return 1
            case WireType.DATETIME:
                return 7


VERSION = "version"
MADE_AT = "made_at"
CHANGED_AT = "changed_at"
MADE_BY = "made_by"
"""The commit that made the row: how a commit of unknown outcome is told from somebody else's."""

TECHNICAL = (
    WireColumn(VERSION, WireType.INTEGER),
    WireColumn(MADE_AT, WireType.DATETIME),
    WireColumn(CHANGED_AT, WireType.DATETIME),
    WireColumn(MADE_BY, WireType.VARCHAR, 36),
)

MARKS = Table("commit_marks", (), (Index((MADE_AT,)),))
"""One row for each commit that makes no other row: proof that it happened. Deleted after a day."""


def wire_column(table: Table, column: Column) -> WireColumn:
    """JSON may be as long as a whole row, so it is mediumtext: `text` ends at 65,535 bytes."""
    match column.kind:
        case ColumnKind.JSON:
            return WireColumn(column.name, WireType.MEDIUMTEXT)
        case ColumnKind.STRINGS:
            return WireColumn(column.name, WireType.VARCHAR, column.size, is_array=True)
        case ColumnKind.STRING if column.size <= _LONG or column.name in table.indexed:
            return WireColumn(column.name, WireType.VARCHAR, column.size)
        case ColumnKind.STRING:
            return WireColumn(column.name, WireType.TEXT)
        case ColumnKind.INTEGER:
            return WireColumn(column.name, WireType.INTEGER)
        case ColumnKind.BOOLEAN:
            return WireColumn(column.name, WireType.BOOLEAN)
        case ColumnKind.DATETIME:
            return WireColumn(column.name, WireType.DATETIME)


@cache
def wire_columns(table: Table) -> tuple[WireColumn, ...]:
    """The technical columns, then the declared ones."""
    return (*TECHNICAL, *(wire_column(table, column) for column in table.columns))


def row_width(table: Table) -> int:
    """Bytes that a row takes in itself."""
    return _EMPTY_ROW_WIDTH + sum(column.width for column in wire_columns(table))


def index_key(index: Index) -> str:
    """The name of an index: 36 characters at most, so it may be cut."""
    return f"{'ux' if index.unique else 'ix'}_{'_'.join(index.columns)}"[:MAX_KEY].rstrip("_")
