"""Which passwords are taken: 12 to 128 characters, verbatim, and nothing that an attacker tries first.

No rule asks for digits or symbols. Guessable is what remains short once common words, the person's own words, digits,
repeats and keyboard runs are taken away.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from app.models.errors import Invalid

MIN_LENGTH = 12
MAX_LENGTH = 128

_WORDS_FILE = Path(__file__).with_name("common_words.txt")
_OWN_WORDS = ("codeofconquest", "conquest")
_MIN_DISTINCT = 5
_MIN_WORD = 4
_MAX_COMMON_WORDS = 2
_MIN_REMAINDER = 4
_RUN_LENGTH = 4
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
)
_LOOK_ALIKES = str.maketrans("0134578@$!|", "oieastbasii")


def check_password(password: str, own_words: Iterable[str | None] = ()) -> None:
    """Raises Invalid `weak_password`. `own_words` are the person's: e-mail address, name."""
    if len(password) < MIN_LENGTH:
        raise _weak(f"Use at least {MIN_LENGTH} characters; a few unrelated words are easy to remember.")
    if len(password) > MAX_LENGTH:
        raise _weak(f"Use at most {MAX_LENGTH} characters.")
    if _is_guessable(password.casefold(), _personal(own_words)):
        raise _weak("This one is easily guessed. A few unrelated words are easy to remember.")


def _weak(reason: str) -> Invalid:
    return Invalid(reason, code="weak_password", details={"field": "password"})


def _is_guessable(password: str, personal: frozenset[str]) -> bool:
    if len(set(password)) < _MIN_DISTINCT or _is_repeated(password):
        return True
    text = _without_runs(password)
    known, words = _known_places(text.translate(_LOOK_ALIKES), personal)
    rest = {char for place, char in enumerate(text) if place not in known and char.isalpha()}
    return words <= _MAX_COMMON_WORDS and len(rest) < _MIN_REMAINDER


def _is_repeated(text: str) -> bool:
    """Whether a shorter piece, written again and again, makes up the text."""
    return text in (text + text)[1:-1]


def _without_runs(text: str) -> str:
    """The text without four or more neighbours of the alphabet, the digits or a keyboard's row, in either direction."""
    for run in _RUNS:
        for line in (run, run[::-1]):
            for length in range(len(line), _RUN_LENGTH - 1, -1):
                for start in range(len(line) - length + 1):
                    text = text.replace(line[start : start + length], " " * length)
    return text


def _known_places(text: str, personal: frozenset[str]) -> tuple[set[int], int]:
    """Where known words stand, longest first, and how many different common ones there are."""
    places: set[int] = set()
    found = 0
    for word in sorted(_common() | personal, key=len, reverse=True):
        start = text.find(word)
        found += start >= 0 and word not in personal
        while start >= 0:
            places.update(range(start, start + len(word)))
            text = text[:start] + " " * len(word) + text[start + len(word) :]
            start = text.find(word)
    return places, found


def _personal(own_words: Iterable[str | None]) -> frozenset[str]:
    parts = (part for text in own_words if text for part in re.split(r"[\W_]+", text.casefold()))
    return frozenset(part.translate(_LOOK_ALIKES) for part in (*parts, *_OWN_WORDS) if len(part) >= _MIN_WORD)


@cache
def _common() -> frozenset[str]:
    lines = _WORDS_FILE.read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(word.translate(_LOOK_ALIKES) for word in words)
