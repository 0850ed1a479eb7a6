"""Noun phrases: which one of several is meant, and what in sight it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from app.game_logic.parser.lexicon import (
    NEAREST,
    NUMBERS,
    ORDINALS,
    OTHER,
    PRONOUNS,
    QUANTITIES,
    STRONGEST,
    WEAKEST,
)
from app.game_logic.parser.matching import Fit, Names, content, fit, misspelling
from app.game_logic.parser.text import Words

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Choice = Literal["weakest", "strongest", "nearest", "other"]

_CHOICES: tuple[tuple[frozenset[str], Choice], ...] = (
    (WEAKEST, "weakest"),
    (STRONGEST, "strongest"),
    (NEAREST, "nearest"),
    (OTHER, "other"),
)


@dataclass(frozen=True, slots=True)
class Thing(Generic[T_co]):
    """Something a player can name: its id (in intents), its names, and the definition or instance behind it."""

    id: str
    name: str
    names: Names
    of: T_co


@dataclass(frozen=True, slots=True)
class Match(Generic[T_co]):
    thing: Thing[T_co]
    fit: Fit
    slips: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """`whole` are all words that carry meaning, `words` those left when `number` ("second wolf"; -1 is the last),
    `label` ("wolf 2"), `quantity` ("three bandages"; -1 is all) and `choice` ("the other rat") are taken out."""

    whole: Words
    words: Words
    number: int | None = None
    label: int | None = None
    quantity: int | None = None
    choice: Choice | None = None

    @property
    def is_pronoun(self) -> bool:
        """ "it", "her", "that": what was named last."""
        return (
            bool(self.words)
            and self.choice is None
            and self.number is None
            and PRONOUNS.issuperset(self.words)
        )

    @property
    def is_open(self) -> bool:
        """Says which, but not of what: "the second one", "the weakest", "the other"."""
        return bool(self.whole) and not self.is_pronoun and PRONOUNS.issuperset(self.words)


def read_phrase(words: Words) -> Phrase:
    """Takes a noun phrase apart. Total: any words give a phrase."""
    whole = content(words)
    left = list(whole)
    number = _leading(left, ORDINALS)
    quantity = _leading(left, QUANTITIES, alone=False)
    choice = None
    for which, meaning in _CHOICES:
        if left and left[0] in which:
            choice = meaning
            left.pop(0)
            break
    label = _trailing_number(left)
    while len(left) > 1 and left[0] in PRONOUNS:
        left.pop(0)
    return Phrase(whole, tuple(left), number, label, quantity, choice)


def _leading(words: list[str], meanings: Mapping[str, int], *, alone: bool = True) -> int | None:
    if words and words[0] in meanings and (alone or len(words) > 1):
        return meanings[words.pop(0)]
    return None


def _trailing_number(words: list[str]) -> int | None:
    if len(words) > 1 and words[-1] in NUMBERS and words[-1] != "one":
        number = NUMBERS[words.pop()]
        if len(words) > 1 and words[-1] in ("number", "no"):
            words.pop()
        return number
    return None


def find(things: Sequence[Thing[T]], phrase: Phrase, last_target: str | None) -> list[Match[T]]:
    """What the phrase can name among these, in their order, with how well. An open phrase names nothing by itself; a
    misspelt name counts only where nothing fits as written."""
    if phrase.choice == "other":
        things = [thing for thing in things if thing.id != last_target]
    if phrase.is_pronoun:
        return [Match(thing, Fit.EXACT) for thing in things if thing.id == last_target]
    for words in dict.fromkeys((phrase.whole, () if phrase.is_open else phrase.words)):
        found = [Match(thing, how) for thing in things if (how := fit(words, thing.names)) is not None]
        if found:
            return found
    if phrase.is_open:
        return []
    return [
        Match(thing, Fit.MISSPELT, slips)
        for thing in things
        if (slips := misspelling(phrase.words, thing.names)) is not None
    ]
