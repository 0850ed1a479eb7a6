"""A turn of the log as a player sees it."""

from typing import Any

from app.game_logic.view.dice import dice_views
from app.game_logic.view.log import log_lines
from app.models.plain import EVENTS
from app.models.session import Turn
from app.models.views import TurnView


def turn_view(turn: Turn) -> TurnView:
    """The turn as its row holds it: with visible events only."""
    plain: Any = EVENTS.dump_python(turn.events, mode="json")
    return TurnView(
        id=turn.id,
        session_id=turn.session_id,
        seq=turn.seq,
        kind=turn.kind,
        status=turn.status,
        action=turn.action,
        character_id=turn.character_id,
        character_name=turn.character_name,
        code=turn.code,
        message=turn.message,
        log=log_lines(turn.events, turn.names),
        dice=dice_views(turn.events, turn.names),
        events=tuple(plain),
        narration_status=turn.narration_status,
        narration=turn.narration,
        attempt=turn.attempt,
        is_undone=turn.is_undone,
        session_version=turn.session_version,
        state_hash=turn.state_hash,
        accepted_at=turn.accepted_at,
        resolved_at=turn.resolved_at,
    )
