"""What was understood of words that nothing fits, so that the answer can say "You cannot open the well"."""

from collections.abc import Iterator

from app.game_logic.parser.commands import commands
from app.game_logic.parser.here import Here
from app.game_logic.parser.lexicon import STOPWORDS
from app.game_logic.parser.matching import Fit, Names, content, fit
from app.game_logic.parser.reading import Command, Undecided
from app.game_logic.parser.readings.common import split_at
from app.game_logic.parser.text import Words
from app.game_logic.parser.verbs import Verb
from app.models.intents import Unclear

_SPEECH = frozenset({Verb.ASK, Verb.TALK, Verb.QUESTION})


def explain(here: Here, said: str, words: Words, undecided: Undecided | None) -> Unclear:
    """The verb as typed if it is known; the noun by its name where it stands for something in scope, else as typed
    behind a known verb."""
    command = next(commands(words), None)
    verb = _verb(here, command) if command else None
    noun = _noun(here, command, words)
    return Unclear(said, verb, noun, undecided.names if undecided else ())


def _verb(here: Here, command: Command) -> str:
    """As typed, but for speech and questions, which come in too many forms."""
    if command.verb is Verb.QUESTION:
        return "ask" if here.partner else "look at"
    return command.verb.value if command.verb in _SPEECH else " ".join(command.said)


def _noun(here: Here, command: Command | None, words: Words) -> str | None:
    if command is None:
        return _named_at_the_end(here, words)
    left = command.rest
    if command.verb in _SPEECH:
        left = split_at(("", *left), {"about", "regarding", "concerning"})[1] or left
    while left and left[0] in STOPWORDS:
        left = left[1:]
    while left and left[-1] in STOPWORDS:
        left = left[:-1]
    return (_name_of(here, left) or " ".join(left)) if left else None


def _named_at_the_end(here: Here, words: Words) -> str | None:
    """Of "juggle the old lamp" the lamp, though nobody knows the verb."""
    for start in range(len(words)):
        if name := _name_of(here, words[start:]):
            return name
    return None


def _name_of(here: Here, words: Words) -> str | None:
    wanted = content(words)
    fits = ((how, name) for name, names in _everything(here) if (how := fit(wanted, names)) is not None)
    best = min(fits, key=lambda one: one[0], default=None)
    return best[1] if best and best[0] <= Fit.PART else None


def _everything(here: Here) -> Iterator[tuple[str, Names]]:
    things = (here.foes, here.features, here.people, here.encounters, here.items, here.exits, here.party)
    for group in things:
        yield from ((thing.name, thing.names) for thing in group)
