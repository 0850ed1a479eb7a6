"""Uploaded portraits of characters."""

from dataclasses import dataclass

import structlog

from app.backends.ports import Documents, Row, Update
from app.backends.retrying import commit_loaded, until_settled
from app.models.errors import NotFound, Unavailable
from app.models.ids import CharacterId, SessionId, UserId
from app.models.tables import CHARACTERS
from app.services.loading import session_row_of
from app.services.portrait_files import PortraitFiles
from app.services.portrait_image import portrait_of
from app.services.records.characters import load_owned

log = structlog.get_logger(__name__)

PORTRAIT_TYPE = "image/webp"


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture of `PORTRAIT_TYPE`. `digest` changes with it."""

    picture: bytes
    digest: str


class PortraitService:
    """How a character looks is no part of the game's state: it may change in the middle of a fight."""

    def __init__(self, documents: Documents, files: PortraitFiles) -> None:
        self._documents = documents
        self._files = files

    def upload(self, user_id: UserId, character_id: CharacterId, data: bytes, media_type: str) -> None:
        """Makes it the character's portrait. Raises NotFound, and what `portrait_of` raises."""
        load_owned(self._documents, user_id, character_id)
        picture = portrait_of(data, media_type)
        digest = self._files.store(character_id, picture)
        self._set(user_id, character_id, digest)

    def find(self, user_id: UserId, character_id: CharacterId) -> Portrait:
        """The uploaded portrait of one's own character, or of one that one travels with. Raises NotFound, also to
        everybody else."""
        row = self._documents.get(CHARACTERS.name, character_id)
        digest = row.data["portrait_hash"]
        if not row.data["is_active"] or not isinstance(digest, str):
            raise NotFound
        if row.data["user_id"] != user_id:
            self._require_companion(user_id, row)
        return Portrait(self._files.read(character_id, digest), digest)

    def remove(self, user_id: UserId, character_id: CharacterId) -> None:
        """The character has no uploaded portrait any more. Raises NotFound."""
        self._set(user_id, character_id, None)

    def _require_companion(self, user_id: UserId, row: Row) -> None:
        session_id = row.data["session_id"]
        if not isinstance(session_id, str):
            raise NotFound
        session_row_of(self._documents, user_id, SessionId(session_id))

    def _set(self, user_id: UserId, character_id: CharacterId, digest: str | None) -> None:
        def attempt() -> None:
            stored = load_owned(self._documents, user_id, character_id)
            if stored.portrait_hash != digest:
                change = {"portrait_hash": digest}
                commit_loaded(
                    self._documents, [Update(CHARACTERS.name, character_id, change, stored.version)]
                )

        until_settled(attempt)
        try:
            self._files.forget(character_id, keep=digest)
        except Unavailable:
            # What counts is committed; the next upload or the character's end clears away what is left.
            log.warning("portrait_left_behind", character_id=character_id)
