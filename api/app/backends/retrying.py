"""Load, decide, commit, and once more when somebody was faster."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.backends.ports import Change, Documents
from app.models.errors import Conflict, NotFound

T = TypeVar("T")

MAX_ATTEMPTS = 5


def until_settled(attempt: Callable[[], T], attempts: int = MAX_ATTEMPTS) -> T:
    """What `attempt` returns; on Conflict it runs again from its start, five times in all unless `attempts` says else.

    Raises the last Conflict.
    """
    for _ in range(attempts - 1):
        try:
            return attempt()
        except Conflict:
            continue
    return attempt()


def commit_loaded(documents: Documents, changes: Sequence[Change]) -> None:
    """Commits changes to rows that were loaded a moment ago: one that is gone by now is a Conflict like any other."""
    try:
        documents.commit(changes)
    except NotFound as error:
        raise Conflict from error
