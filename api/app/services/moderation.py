"""What nobody has to read: a list of words, found also where they are dressed up."""

import re
import unicodedata
from pathlib import Path
from typing import Protocol

from app.models.errors import Invalid
from app.services.look_alikes import skeleton

BLOCKLIST = Path(__file__).parents[2] / "config" / "blocklist.txt"
_LEET = str.maketrans("431057@$!", "aeiostasi")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[@$!\w]+")


class Moderation(Protocol):
    """Says whether a player's words may be shown to others. A screen of a provider's would take the list's place
    here; none is built in."""

    def require_clean(self, text: str, field: str) -> None:
        """Raises Invalid `moderated`, naming the field."""


class Blocklist:
    """Whole words only: a place may end in one without being one. Case, accents, look-alike letters, digits for letters
    and letters drawn out (`niiice`) make no difference."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = frozenset(_folded(word) for word in words)

    @classmethod
    def of_file(cls, path: Path = BLOCKLIST) -> "Blocklist":
        """One word a line; `#` begins a remark. Raises OSError."""
        lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
        return cls(frozenset(line for line in lines if line))

    def require_clean(self, text: str, field: str) -> None:
        """Raises Invalid `moderated`."""
        if any(form in self._words for form in _forms(text)):
            raise Invalid(
                "Somebody would be hurt by a word of that. Say it differently.",
                code="moderated",
                details={"field": field},
            )


class Unscreened:
    """For a host who moderates in other ways."""

    def require_clean(self, text: str, field: str) -> None:
        """Everything may stand."""


def _forms(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text)
    words = _WORD.findall(plain)
    spelt = "".join(word for word in plain.split() if len(word) == 1)
    """Letters set apart: `b a d`."""
    return {_folded(word) for word in (*words, spelt)} - {""}


def _folded(word: str) -> str:
    """Look-alikes as one letter, and each letter once however long it is drawn out."""
    return re.sub(r"(.)\1+", r"\1", skeleton(word.lower().translate(_LEET)))
