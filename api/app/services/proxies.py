"""Playing for somebody who is away, as that player chose: what may be done, and what it never touches."""

from dataclasses import replace

from app.backends.ports import Documents
from app.game_logic.parser import parse
from app.models.enums import TurnKind
from app.models.errors import Forbidden
from app.models.ids import CharacterId, SessionId, UserId
from app.models.intents import Intent, Move, Talk, UseAbility, Wait
from app.models.world import World
from app.services.loading import session_row_of
from app.services.records.sessions import load_from_row
from app.services.standing_in import require_proxy
from app.services.turns import NewAction

IN_PEACE = (Move, Wait, Talk)
IN_FIGHTS = (UseAbility,)


class NotForProxy(Forbidden):
    """Purse and pack of who is away are nobody else's, and neither is what they decide for themselves."""

    code, message = (
        "not_for_proxy",
        "For somebody who is away you can only move on, wait, talk, or fight by abilities.",
    )


class Proxies:
    """Reads only."""

    def __init__(self, documents: Documents, world: World) -> None:
        self._documents = documents
        self._world = world

    def meant(self, user_id: UserId, session_id: SessionId, new: NewAction, absent: CharacterId) -> NewAction:
        """The action with what it means for the one who is away, fixed before it is accepted: whatever is not allowed
        is refused alike, so that nobody learns of a pack by asking. Raises NotFound, NotForProxy, and what
        `require_proxy` names."""
        row = session_row_of(self._documents, user_id, session_id)
        require_proxy(row, user_id, absent)
        state = load_from_row(self._documents, row).state
        if new.kind is not TurnKind.PLAYER or absent not in state.characters:
            raise NotForProxy
        intent: Intent = new.intent or parse(new.action, state, absent, self._world)
        if not isinstance(intent, IN_PEACE if state.combat is None else IN_FIGHTS):
            raise NotForProxy
        return replace(new, intent=intent)
