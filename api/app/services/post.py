"""Mail goes out beside the request: how long an answer takes then tells nobody whether an address is known."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog

from app.models.errors import GameError

log = structlog.get_logger(__name__)


class Post:
    """Hands mail over in the background, one at a time. What fails is logged, and can be asked for again."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")

    def later(self, send: Callable[[], None]) -> None:
        """Runs `send` soon; errors of the game's own kind are logged, not raised."""
        self._thread.submit(_try, send)

    def flush(self) -> None:
        """Returns when everything handed in before has been tried."""
        self._thread.submit(lambda: None).result()


def _try(send: Callable[[], None]) -> None:
    try:
        send()
    except GameError as error:
        log.warning("mail_failed", code=error.code)
    except Exception:  # nobody waits for this thread: what is not logged here is lost
        log.exception("mail_failed")
