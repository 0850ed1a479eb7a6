"""Appwrite's errors in the game's words."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from appwrite.exception import AppwriteException
from pydantic import ValidationError

from app.models.errors import Conflict, Unavailable

log = structlog.get_logger(__name__)

TOO_MANY_REQUESTS = 429
THROTTLED_S = 10
"""How long clients are asked to wait: Appwrite's 429 does not say."""


class Refused(Exception):
    """A clear no: nothing was changed. `kind` is Appwrite's type of the error."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        self.status, self.kind, self.message = status, kind, message
        super().__init__(f"{status} {kind}: {message}")


class Lost(Exception):
    """No answer, or none that can be read: what was asked for may have happened. `status` is 0 without an answer."""

    def __init__(self, status: int, kind: str) -> None:
        self.status, self.kind = status, kind
        super().__init__(f"{status} {kind}")


@contextmanager
def readable() -> Iterator[None]:
    """What the SDK cannot read is a lost answer."""
    try:
        yield
    except (ValidationError, AppwriteException, KeyError, TypeError, AttributeError) as error:
        raise Lost(0, f"unreadable ({type(error).__name__})") from error


@contextmanager
def translated() -> Iterator[None]:
    """Taken ids and unique values become Conflict; whatever else fails is Unavailable, and the log says why."""
    try:
        with readable():
            yield
    except Lost as lost:
        log.warning("appwrite_lost", status=lost.status, kind=lost.kind)
        raise Unavailable from lost
    except Refused as refused:
        raise as_game_error(refused) from refused


def as_game_error(refused: Refused) -> Conflict | Unavailable:
    """For refusals that no caller knows better: a key without rights, a table that is missing, a limit."""
    if refused.status == 409:
        return Conflict()
    if refused.status == TOO_MANY_REQUESTS:
        log.warning("appwrite_throttles", kind=refused.kind)
        return Unavailable(retry_after_s=THROTTLED_S)
    log.error("appwrite_refuses", status=refused.status, kind=refused.kind, message=refused.message)
    return Unavailable()
