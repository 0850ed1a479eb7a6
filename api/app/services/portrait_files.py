"""Where uploaded portraits lie: one file for each picture, named by its character and its content."""

import hashlib

from app.backends.ports import Files
from app.models.ids import CharacterId

_DIGITS = 9
"""So many of the hash fit beside a character's id; they only tell pictures of one character apart."""


def hash_of(picture: bytes) -> str:
    """What the picture is called in addresses: a new one has another name."""
    return hashlib.sha256(picture).hexdigest()[:_DIGITS]


class PortraitFiles:
    """A file never changes: another picture is another file, and the character's row says which one counts."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def store(self, character_id: CharacterId, picture: bytes) -> str:
        """Keeps the picture and returns its hash. Raises Unavailable."""
        digest = hash_of(picture)
        self._files.put(_file_id(character_id, digest), picture)
        return digest

    def read(self, character_id: CharacterId, digest: str) -> bytes:
        """Raises NotFound, Unavailable."""
        return self._files.get(_file_id(character_id, digest))

    def forget(self, character_id: CharacterId, keep: str | None = None) -> None:
        """Removes every picture of the character but the one of that hash, also those that an interrupted upload left
        behind. Raises Unavailable."""
        for file_id in self._files.ids(character_id):
            if keep is None or file_id != _file_id(character_id, keep):
                self._files.remove(file_id)


def _file_id(character_id: CharacterId, digest: str) -> str:
    return f"{character_id}.{digest}"
