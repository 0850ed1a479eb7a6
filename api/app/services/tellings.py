"""Asking for a turn's narration."""

from app.backends.ports import Queue
from app.models.errors import Unavailable
from app.models.ids import TurnId


def ask_for_narration(queue: Queue, turn_id: TurnId) -> None:
    """A queue that is away only delays it: the sweeper asks again."""
    try:
        queue.enqueue("generate_dm_response", turn_id)
    except Unavailable:
        return
