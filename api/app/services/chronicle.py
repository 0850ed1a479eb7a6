"""What a character looks back on, on an adventure and between two."""

from collections.abc import Sequence

from app.backends.ports import Documents
from app.game_logic.view.codex import codex
from app.game_logic.view.journal import journal
from app.models.ids import CharacterId, UserId
from app.models.views import CodexEntry, JournalEntry
from app.models.world import World
from app.services.loading import remembered_state
from app.services.records.characters import load_owned


class ChronicleService:
    """Journal and codex. Either costs the same however long the campaign: a row or two is read."""

    def __init__(self, documents: Documents, world: World) -> None:
        self._documents = documents
        self._world = world

    def journal(self, user_id: UserId, character_id: CharacterId) -> Sequence[JournalEntry]:
        """The quests of the adventure that the character is on, or of its last one. Raises NotFound."""
        stored = load_owned(self._documents, user_id, character_id)
        state = remembered_state(self._documents, user_id, stored)
        return () if state is None else journal(state, self._world)

    def codex(self, user_id: UserId, character_id: CharacterId) -> Sequence[CodexEntry]:
        """All that the character has met, in all its adventures. Raises NotFound."""
        return codex(load_owned(self._documents, user_id, character_id).character, self._world)
