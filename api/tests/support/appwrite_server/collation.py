"""How the server's database compares: case, accents and blanks at the end do not count in texts."""

import unicodedata
from functools import lru_cache
from typing import Any


def collated(value: Any) -> Any:
    """The value as the database compares it."""
    return _collated_text(value) if isinstance(value, str) else value


@lru_cache(maxsize=200_000)
def _collated_text(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.rstrip(" "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()
