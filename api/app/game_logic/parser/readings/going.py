"""Going: by direction, by name, back, and out."""

from collections.abc import Iterator

from app.game_logic.parser.here import Here
from app.game_logic.parser.lexicon import DIRECTIONS, OPPOSITES, phrase_list, word_set
from app.game_logic.parser.matching import Fit, content, fit, names_of, slips_between
from app.game_logic.parser.nouns import Thing
from app.game_logic.parser.reading import Command, Reading, Stretch
from app.game_logic.parser.readings import people
from app.game_logic.parser.readings.common import exits_named, named, split_at
from app.game_logic.parser.readings.looking import look_at
from app.game_logic.parser.text import Words
from app.models.enums import Direction
from app.models.ids import PersonId
from app.models.intents import Intent, Look, Move, Talk

_WAY_WORDS = word_set("to towards toward direction way exit path from here further on straight due of")
_CAME_FROM = frozenset(
    phrase_list("out, there, way came, way i came, to where i came from, where i came from")
) | {()}
_IMPLIED = {
    ("climb",): (Direction.UP, Direction.DOWN),
    ("ascend",): (Direction.UP,),
    ("descend",): (Direction.DOWN,),
    ("enter",): (Direction.IN,),
    ("get", "in"): (Direction.IN,),
    ("step", "inside"): (Direction.IN,),
    ("step", "outside"): (Direction.OUT,),
}
"""Verbs that say the direction themselves."""


def go(here: Here, command: Command) -> Iterator[Reading]:
    """Along an exit, by its direction, its name or where it leads. To people one talks; at a feature one looks."""
    if not command.rest and here.partner:
        yield from people.bye(here, command)
    if not command.rest:
        wanted = _IMPLIED.get(command.said, ())
        ways = [way.of.direction for way in here.exits if way.of.direction in wanted]
        yield from (Reading(Move(direction)) for direction in ways[:1])
        return
    yield from by_direction(here, command.rest)
    yield from along(here, command.rest, Stretch.OWN)
    yield from _already_there(here, command.rest)
    yield from named(here, here.people, command.rest, _talk, Stretch.STANDS_IN)
    yield from look_at(here, command.rest, Stretch.LAST_RESORT)


def _already_there(here: Here, words: Words) -> Iterator[Reading]:
    """To go where one is, is to look around."""
    how = fit(content(words), names_of(here.location.name, here.location.aliases))
    if how is not None and how <= Fit.ALIAS:
        yield Reading(Look(), here.location.name, how)


def _talk(thing: Thing[object]) -> Intent:
    return Talk(PersonId(thing.id))


def by_direction(here: Here, words: Words) -> Iterator[Reading]:
    """ "north", "to the north"; and "north to the mill", "up the stairs" where there is such a way."""
    left = tuple(word for word in words if word not in _WAY_WORDS) or words
    direction = DIRECTIONS.get(left[0]) if left else None
    if len(left) == 1:
        yield from [Reading(Move(Direction(direction)))] if direction else _misspelt_direction(left[0])
    elif direction and any(way.of.direction == direction for way in here.exits):
        yield Reading(Move(Direction(direction)), fit=Fit.PART)


def _misspelt_direction(word: str) -> Iterator[Reading]:
    for direction in Direction:
        slips = slips_between(word, direction.value)
        if slips is not None:
            yield Reading(Move(direction), direction.value, Fit.MISSPELT, Stretch.OWN, slips)


def along(here: Here, words: Words, stretch: Stretch) -> Iterator[Reading]:
    """Through an exit that the words name."""
    for match in exits_named(here, words):
        yield Reading(Move(match.thing.of.direction), match.thing.name, match.fit, stretch, match.slips)


def bare(here: Here, words: Words) -> Iterator[Reading]:
    """A direction or an exit without a verb."""
    yield from by_direction(here, words)
    yield from along(here, words, Stretch.STANDS_IN)


def act(here: Here, command: Command) -> Iterator[Reading]:
    """What no feature here answers to: "open the door", where the door is a way out; "pay Sabra", who is here."""
    yield from people.concerning(here, command)
    if command.said in (("open",), ("unlock",)):
        yield from along(here, command.rest, Stretch.LAST_RESORT)


def back(here: Here, command: Command) -> Iterator[Reading]:
    """Where one came from: against the last step, or else through the only way that leads to a known place.
    "Back to the inn" is a way like any other."""
    if command.rest not in _CAME_FROM:
        yield from go(here, command)
    elif (direction := _way_back(here)) is not None:
        yield Reading(Move(direction))


def _way_back(here: Here) -> Direction | None:
    last = here.memory.last_intent
    if isinstance(last, Move):
        return Direction(OPPOSITES[last.direction])
    known = [way for way in here.exits if way.of.to in here.state.visited]
    ways = known if len(known) == 1 else here.exits
    return ways[0].of.direction if len(ways) == 1 else None


def leave(here: Here, command: Command) -> Iterator[Reading]:
    """A conversation that is going on; else the place, by the exit named, outwards, or by its only way."""
    if not command.rest and here.partner:
        yield from people.bye(here, command)
    if command.rest:
        _, by = split_at((*command.said, *command.rest), {"by", "through", "via", "for"})
        yield from along(here, by or command.rest, Stretch.OWN)
        if fit(content(command.rest), names_of(here.location.name, here.location.aliases)) is None:
            return
    outward = [way for way in here.exits if way.of.direction is Direction.OUT]
    ways = outward or (here.exits if len(here.exits) == 1 else ())
    direction = ways[0].of.direction if ways else _way_back(here)
    if direction:
        yield Reading(Move(direction), stretch=Stretch.NEAR)
