"""What needs nobody else: rest, waiting, questions about oneself, skills."""

from collections.abc import Iterator, Mapping

from app.game_logic.parser.here import Here
from app.game_logic.parser.lexicon import word_set
from app.game_logic.parser.matching import Fit, content
from app.game_logic.parser.reading import Command, Reading, Stretch
from app.game_logic.parser.readings.common import named
from app.game_logic.parser.readings.targets import aims
from app.game_logic.parser.text import Words
from app.game_logic.parser.verbs import Verb
from app.models.intents import Ask, Begin, Intent, LearnSkill, Respec, Rest, Unclear, UseAbility, Wait

_LONG = word_set("night morning dawn sunrise tomorrow long overnight full day bed hours")
_PADDING = word_set("here while bit moment minute little turn some time awhile wounds short briefly now next")
_PLAIN: Mapping[Verb, Intent] = {
    Verb.REST: Rest(long=False),
    Verb.SLEEP: Rest(long=True),
    Verb.WAIT: Wait(),
    Verb.INVENTORY: Ask("inventory"),
    Verb.JOURNAL: Ask("journal"),
    Verb.HELP: Ask("help"),
    Verb.SELF: Ask("self"),
    Verb.RESPEC: Respec(),
}
_WORDY = frozenset({Verb.REST, Verb.SLEEP, Verb.WAIT})
"""May go on: "rest at the inn", "wait for the ferry"."""


def plain(_here: Here, command: Command) -> Iterator[Reading]:
    """Rest, waiting, inventory, journal, help, stats, respec."""
    words = tuple(word for word in content(command.rest) if word not in _PADDING) if command.rest else ()
    if command.verb is Verb.REST and not _LONG.isdisjoint(words):
        yield Reading(Rest(long=True))
    elif not words:
        yield Reading(_PLAIN[command.verb])
    elif command.verb in _WORDY:
        yield Reading(_PLAIN[command.verb], fit=Fit.LOOSE)


def learn(here: Here, command: Command) -> Iterator[Reading]:
    """A node of one's own skill trees."""
    yield from named(here, here.skills, command.rest, lambda thing: LearnSkill(thing.of.id))


def quest(here: Here, words: Words) -> Iterator[Reading]:
    """A quest of the journal, named without a verb."""
    yield from named(here, here.quests, words, lambda thing: Ask("journal", thing.of.id), Stretch.LAST_RESORT)


def again(here: Here, command: Command) -> Iterator[Reading]:
    """What the actor did last; an ability whose target has fallen meanwhile is aimed anew."""
    last = here.memory.last_intent
    if command.rest or last is None or isinstance(last, Begin | Unclear):
        return
    if isinstance(last, UseAbility) and here.is_fight and last.target not in _still_there(here):
        ability = here.world.abilities.get(last.ability)
        for aim in aims(here, ability, ()) if ability else ():
            yield Reading(UseAbility(last.ability, aim.id), aim.name)
        return
    yield Reading(last)


def _still_there(here: Here) -> set[str | None]:
    return {None, *(thing.id for thing in here.foes), *(thing.id for thing in here.party)}
