"""What several fields of readings share."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from app.game_logic.parser.here import Here
from app.game_logic.parser.matching import same
from app.game_logic.parser.nouns import Match, Thing, find, read_phrase
from app.game_logic.parser.reading import Reading, Stretch
from app.game_logic.parser.text import Words
from app.game_logic.parser.verbs import PARTICLES
from app.models.intents import Intent
from app.models.world import Exit

T = TypeVar("T")

TOOL_WORDS = frozenset({"with", "using", "by"})


def named(
    here: Here,
    things: Sequence[Thing[T]],
    words: Words,
    intent: Callable[[Thing[T]], Intent],
    stretch: Stretch = Stretch.OWN,
    *,
    is_risky: bool = False,
) -> Iterator[Reading]:
    """A reading for each of the things that the words name."""
    for match in find(things, read_phrase(words), here.last_target):
        thing = match.thing
        yield Reading(intent(thing), thing.name, match.fit, stretch, match.slips, is_risky)


def starts_with(words: Words, phrase: Words) -> Words | None:
    """What follows the phrase, or None. Its particle may stand at the end: "force the chest open"."""
    size = len(phrase)
    if len(words) < size or not phrase or not same(words[0], phrase[0]):
        return None
    if all(map(same, words[:size], phrase)):
        return words[size:]
    if size > 1 and phrase[-1] in PARTICLES and words[-1] == phrase[-1]:
        head = size - 1
        if all(map(same, words[:head], phrase[:-1])):
            return words[head:-1]
    return None


def split_at(words: Words, markers: Collection[str]) -> tuple[Words, Words]:
    """Before and after the first marker that has something before it; the second is empty where there is none."""
    for index, word in enumerate(words):
        if index and word in markers:
            return words[:index], words[index + 1 :]
    return words, ()


def exits_named(here: Here, words: Words) -> list[Match[Exit]]:
    """The ways out that the words name, by what they are called or by where they lead."""
    return find(here.exits, read_phrase(words), here.last_target)
