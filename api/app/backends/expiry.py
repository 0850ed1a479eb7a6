"""Removes what nobody can use any more."""

from datetime import datetime

from app.backends.ports import Documents, Op, Where
from app.backends.walks import delete_every
from app.models.tables import LOGINS, USER_TOKENS

_AT_ONCE = 100


def delete_expired(documents: Documents, now: datetime) -> int:
    """Deletes at most a hundred logins and a hundred mail tokens past their time; returns how many."""
    deleted = 0
    for table in (LOGINS, USER_TOKENS):
        rows = documents.list(table.name, [Where("expires_at", Op.LE, now)], limit=_AT_ONCE).rows
        deleted += delete_every(documents, table.name, rows)
    return deleted
