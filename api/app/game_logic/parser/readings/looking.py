"""Looking: at the place, at what is in sight, at oneself."""

from collections.abc import Iterator, Mapping

from app.game_logic.parser.here import Here
from app.game_logic.parser.lexicon import DIRECTIONS, word_set
from app.game_logic.parser.matching import content, fit, names_of
from app.game_logic.parser.nouns import Thing
from app.game_logic.parser.reading import Command, Reading, Stretch
from app.game_logic.parser.readings.common import exits_named, named
from app.game_logic.parser.text import Words
from app.game_logic.parser.verbs import PHRASES, Verb
from app.models.intents import Ask, Intent, Look

_SURROUNDINGS = word_set(
    "around about here room place area surroundings everything all me us location where map environment i we"
)
_ABOUT_ONESELF: Mapping[Verb | None, Intent] = {
    Verb.INVENTORY: Ask("inventory"),
    Verb.JOURNAL: Ask("journal"),
    Verb.SELF: Ask("self"),
    Verb.HELP: Ask("help"),
}
"""What "check inventory" and "show quests" look at."""


def look(here: Here, command: Command) -> Iterator[Reading]:
    """At the place, at something in sight, or at oneself. To search a thing that has nothing to be searched, or to ask
    what it is, is to look at it."""
    stretch = Stretch.OWN if command.verb is Verb.LOOK else Stretch.STANDS_IN
    words = content(command.rest)
    if not words or _SURROUNDINGS.issuperset(words):
        yield Reading(Look(), here.location.name, stretch=stretch)
        return
    meta = PHRASES.get(command.rest) or PHRASES.get(words)
    if meta in _ABOUT_ONESELF:
        yield Reading(_ABOUT_ONESELF[meta], stretch=Stretch.NEAR)
    yield from look_at(here, command.rest, stretch)
    yield from _place(here, words)
    for match in exits_named(here, command.rest):
        yield Reading(Look(), match.thing.name, match.fit, Stretch.LAST_RESORT, match.slips)


def look_at(here: Here, words: Words, stretch: Stretch) -> Iterator[Reading]:
    """At an enemy, a feature, a person, an item or a companion that the words name."""
    yield from named(here, here.foes, words, _look, stretch)
    yield from named(here, here.features, words, _look, stretch)
    yield from named(here, here.people, words, _look, stretch)
    yield from named(here, here.kinds, words, _look, stretch)
    yield from named(here, here.encounters, words, _look, Stretch.LAST_RESORT)
    yield from named(here, here.items, words, _look, stretch)
    yield from named(here, here.party, words, _look, stretch)


def _look(thing: Thing[object]) -> Intent:
    return Look(target=thing.id)


def _place(here: Here, words: Words) -> Iterator[Reading]:
    """The place by its name, or a direction: what lies there stands in the description of the place."""
    is_named = fit(words, names_of(here.location.name, here.location.aliases)) is not None
    if is_named or (len(words) == 1 and words[0] in DIRECTIONS):
        yield Reading(Look(), here.location.name, stretch=Stretch.STANDS_IN)
