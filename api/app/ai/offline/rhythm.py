"""How sentences follow one another: none begins like the one before it, and short ones stand between long ones."""

import re
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_WORD = re.compile(r"[\w’'-]+")
_ALIKE_WORDS = 2
"""Lengths that differ by no more sound alike."""


class Rhythm:
    """What was said so far. `openings` are the beginnings of other tellings, newest first."""

    def __init__(self, openings: Sequence[str]) -> None:
        self._openings = [opening_of(text) for text in openings]
        self._last = ""

    def add(self, sentence: str) -> None:
        """The sentence is said."""
        self._openings = [opening_of(sentence)]
        self._last = sentence

    def best(self, choices: Sequence[tuple[T, str]]) -> tuple[T, str]:
        """The choice whose sentence goes best with what was said; of equal ones the first."""
        return min(choices, key=lambda choice: self._discord(choice[1]))

    def _discord(self, sentence: str) -> int:
        opening = opening_of(sentence)
        same = opening in self._openings
        begins_alike = bool(self._openings) and opening[:1] == self._openings[0][:1]
        lengths = [len(_WORD.findall(text)) for text in (self._last, sentence)]
        sounds_alike = bool(self._last) and abs(lengths[0] - lengths[1]) <= _ALIKE_WORDS
        return 4 * same + 2 * begins_alike + sounds_alike


def opening_of(text: str) -> tuple[str, ...]:
    """The first two words, in small letters."""
    return tuple(word.lower() for word in _WORD.findall(text[:80])[:2])
