"""Mechanics. Each job asks for the same thing: resolve what the session has accepted, in order."""

from app.models.ids import SessionId
from app.tasks.runtime import services


def process_action(session_id: str) -> int:
    """Resolves the accepted turns of a session; returns how many. Safe to run twice or side by side."""
    return len(services().advance.run(SessionId(session_id)))


def process_combat_round(session_id: str) -> int:
    """The same for a session in a fight: one turn is the player's action and what follows until the next player's."""
    return len(services().advance.run(SessionId(session_id)))


def finalize_combat(session_id: str) -> int:
    """Verifies the log of a session whose fight is over and keeps a checkpoint; returns the checkpoint's seq."""
    return services().checkpoints.verify(SessionId(session_id))
