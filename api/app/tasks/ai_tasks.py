"""Narration. Mechanics never wait for these jobs, and a turn that is told already is left alone."""

from app.models.ids import TurnId
from app.tasks.runtime import services


def generate_dm_response(turn_id: str) -> bool:
    """Tells a turn of exploration; returns whether there was anything left to tell."""
    return services().narration.tell(TurnId(turn_id))


def generate_npc_dialogue(turn_id: str) -> bool:
    """Tells a conversation."""
    return services().narration.tell(TurnId(turn_id))


def narrate_combat_action(turn_id: str) -> bool:
    """Tells a turn of a fight."""
    return services().narration.tell(TurnId(turn_id))
