"""Cursors: where a page ended, as an opaque string that only the same query accepts."""

import base64
import hashlib
import json
from collections.abc import Sequence

from app.backends.ports import Order, Where
from app.backends.values import json_text
from app.models.errors import Invalid

MAX_CURSOR_CHARACTERS = 4096


def query_mark(table: str, where: Sequence[Where], order: Sequence[Order]) -> str:
    """A short fingerprint of the query."""
    parts = (
        table,
        [(w.column, w.op.value, str(w.value)) for w in where],
        [(o.column, o.descending) for o in order],
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def with_id(order: Sequence[Order]) -> tuple[Order, ...]:
    """The id makes the order total, in the direction of the column before it. What stands after it has no effect."""
    before_id: list[Order] = []
    for column in order:
        if column.column == "id":
            return (*before_id, column)
        before_id.append(column)
    return (*before_id, Order("id", descending=bool(order) and order[-1].descending))


def encode_cursor(mark: str, key: Sequence[str | int | None]) -> str:
    """`key` are the last row's values of the order columns."""
    text = json_text([mark, *key])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, mark: str, kinds: Sequence[type]) -> tuple[str | int, ...]:
    """The key. Raises Invalid for anything that `encode_cursor` would not have made for this query."""
    try:
        if len(cursor) > MAX_CURSOR_CHARACTERS:
            raise ValueError("too long")
        decoded = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        found_mark, *key = json.loads(decoded)
        if found_mark != mark or [type(value) for value in key] != list(kinds):
            raise ValueError("of another query")
        json_text(key)
    except (ValueError, TypeError, RecursionError) as error:
        raise Invalid("This page cursor is not valid for this list.") from error
    return tuple(key)
