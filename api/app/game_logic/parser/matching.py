"""How well a phrase names a thing: exactly, by an alias, in part, with words too many, or misspelt."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from app.game_logic.parser.lexicon import IRREGULAR_SINGULARS, STOPWORDS
from app.game_logic.parser.text import Words, name_words

MAX_NAME_WORDS = 8
"""Longer phrases are no misspelt names."""


class Fit(IntEnum):
    """Better fits are smaller."""

    EXACT = 0
    ALIAS = 1
    HEAD = 2
    """Part of a name, its last word included: "keeper" for "Lighthouse Keeper"."""
    PART = 3
    LOOSE = 4
    """All of a name, and words which the name lacks: "big rusty chest" for "chest"."""
    MISSPELT = 5

    @property
    def is_weak(self) -> bool:
        """A guess: never enough for what cannot be taken back."""
        return self >= Fit.LOOSE


@dataclass(frozen=True, slots=True)
class Names:
    """What a thing is called, as words: its name first, aliases after it."""

    all: tuple[Words, ...]
    vocabulary: frozenset[str]
    forms: frozenset[str]
    """The words of the vocabulary and what they are plurals of."""


@lru_cache(maxsize=4096)
def names_of(name: str, aliases: tuple[str, ...] = ()) -> Names:
    """The names of a thing in the content. Cached: content does not change while a process lives."""
    found = tuple(dict.fromkeys(filter(None, (content(name_words(one)) for one in (name, *aliases)))))
    vocabulary = frozenset(word for words in found for word in words)
    return Names(found, vocabulary, frozenset().union(*map(forms, vocabulary)))


def content(words: Words) -> Words:
    """Without the small words that stand between others; all of them if nothing else is there."""
    return tuple(word for word in words if word not in STOPWORDS) or words


def fit(phrase: Words, names: Names) -> Fit | None:
    """The best fit of a phrase (already `content`) without regard to misspelling, or None."""
    if all(names.forms.isdisjoint(forms(word)) for word in phrase):
        return None
    fits = (_fit_one(phrase, name) for name in names.all)
    best = min((one for one in fits if one is not None), default=None)
    if best is Fit.EXACT and not _same_words(phrase, names.all[0]):
        return Fit.ALIAS
    if (
        best is None
        and _says_something(phrase)
        and not any(names.forms.isdisjoint(forms(word)) for word in phrase)
    ):
        return Fit.PART
    return best


def _fit_one(phrase: Words, name: Words) -> Fit | None:
    if _same_words(phrase, name):
        return Fit.EXACT
    if _says_something(phrase) and all(any(same(word, part) for part in name) for word in phrase):
        return Fit.HEAD if same(phrase[-1], name[-1]) else Fit.PART
    if all(any(same(word, part) for word in phrase) for part in name) and same(phrase[-1], name[-1]):
        return Fit.LOOSE
    return None


def _says_something(phrase: Words) -> bool:
    """A part of a name must have a word of three letters: "no" does not name the "Signet of No Estate"."""
    return any(len(word) > 2 for word in phrase)


def _same_words(phrase: Words, name: Words) -> bool:
    return len(phrase) == len(name) and all(map(same, phrase, name))


def same(one: str, other: str) -> bool:
    """The same word but for its number: "wolves" and "wolf"."""
    return one == other or not forms(one).isdisjoint(forms(other))


@lru_cache(maxsize=8192)
def forms(word: str) -> frozenset[str]:
    """The word and what it may be the plural of."""
    found = {word}
    if word in IRREGULAR_SINGULARS:
        found.add(IRREGULAR_SINGULARS[word])
    if word.endswith("men"):
        found.add(word[:-3] + "man")
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        found.add(word[:-1])
        for ending, singulars in (("es", ("",)), ("ies", ("y",)), ("ves", ("f", "fe"))):
            if word.endswith(ending):
                found.update(word.removesuffix(ending) + singular for singular in singulars)
    return frozenset(found)


def misspelling(phrase: Words, names: Names) -> int | None:
    """How many slips turn the phrase into (part of) a name; None if it is too far from all."""
    if not _says_something(phrase) or len(phrase) > MAX_NAME_WORDS:
        return None
    total = 0
    for word in phrase:
        slips = min(
            (one for part in names.vocabulary if (one := slips_between(word, part)) is not None), default=None
        )
        if slips is None:
            return None
        total += slips
    return total


@lru_cache(maxsize=16384)
def slips_between(typed: str, word: str) -> int | None:
    """Twice the Damerau-Levenshtein distance (optimal string alignment), one more if the first letters differ; None
    if that is more than a word of this length forgives: nothing up to 3 letters, 1 up to 5, 2 up to 8, else 3."""
    if same(typed, word):
        return 0
    allowed = _allowed(len(word))
    if not allowed or abs(len(typed) - len(word)) > allowed or len(set(typed) ^ set(word)) > 2 * allowed:
        return None
    slips = 2 * distance(typed, word) + (typed[0] != word[0])
    return slips if slips <= 2 * allowed else None


def _allowed(length: int) -> int:
    if length <= 3:
        return 0
    if length <= 5:
        return 1
    return 2 if length <= 8 else 3


def distance(one: str, other: str) -> int:
    """Damerau-Levenshtein distance in its optimal-string-alignment form (Boytsov 2011): insertions, deletions,
    replacements and swaps of neighbours, no piece being changed twice."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        now = [row]
        for column, target in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (char != target))
            if row > 1 and column > 1 and char == other[column - 2] and one[row - 2] == target:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
