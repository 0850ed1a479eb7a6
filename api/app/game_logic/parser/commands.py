"""From a clause to its readings: which verb it begins with, and what is left to name a thing."""

from collections.abc import Iterator

from app.game_logic.parser.here import Here
from app.game_logic.parser.lexicon import LEADING
from app.game_logic.parser.matching import forms, same, slips_between
from app.game_logic.parser.reading import Command, Reading, Stretch
from app.game_logic.parser.readings import features, fights, going, items, looking, oneself, people
from app.game_logic.parser.synonyms import BY_FIRST_WORD, IDLE, SYNONYMS
from app.game_logic.parser.table import READERS
from app.game_logic.parser.text import Words, name_words
from app.game_logic.parser.verbs import LONGEST_PHRASE, PARTICLES, PHRASES, Verb

_ACTIONS = frozenset().union(*SYNONYMS, IDLE)
_FIRST_WORDS = tuple(dict.fromkeys((*(phrase[0] for phrase in PHRASES), *BY_FIRST_WORD, *IDLE)))
_NO_COMMANDS = frozenset({Verb.INVENTORY, Verb.JOURNAL, Verb.HELP, Verb.SELF, Verb.AGAIN})
_GLUE = LEADING | {"and", ","}
_SPEECH = frozenset({Verb.TALK, Verb.ASK, Verb.QUESTION})


def commands(words: Words) -> Iterator[Command]:
    """Every way to split the clause, the longest phrase first; "put the ring on" before "put"."""
    for base in _bases(words):
        if len(base) > 2 and base[-1] in PARTICLES and (verb := PHRASES.get((base[0], base[-1]))):
            yield Command(verb, (base[0], base[-1]), base[1:-1])
        for size in range(min(LONGEST_PHRASE, len(base)), 0, -1):
            said = base[:size]
            if said in PHRASES:
                yield Command(PHRASES[said], said, base[size:])
            elif " ".join(said) in _ACTIONS:
                yield Command(Verb.ACT, said, base[size:])


def _bases(words: Words) -> Iterator[Words]:
    """The words, and the words with the first one reduced from "attacks", "attacking", "attacked"."""
    yield words
    if words:
        for base in _base_forms(words[0]):
            yield (base, *words[1:])


def _base_forms(word: str) -> tuple[str, ...]:
    found = sorted(forms(word) - {word})
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if len(stem) >= 2 and stem != word:
            found += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(found)


def verb_readings(here: Here, words: Words) -> list[Reading]:
    """By the verbs of features and abilities, and by the longest phrase of the table that means something here."""
    found: list[Reading] = []
    for base in _bases(words):
        found = [*features.by_own_verbs(here, base), *fights.abilities(here, base)]
        if found:
            break
    for command in commands(words):
        if readings := list(READERS[command.verb](here, command)):
            return found + readings
    return found


def noun_readings(here: Here, words: Words) -> list[Reading]:
    """Of words without a verb."""
    return [
        *people.bare(here, words),
        *fights.bare(here, words),
        *items.bare(here, words),
        *going.bare(here, words),
        *looking.look_at(here, words, Stretch.STANDS_IN),
        *oneself.quest(here, words),
    ]


def begins_a_name(here: Here, word: str) -> bool:
    """Whether something in sight has the word in its name: "rest" need not mean the verb beside a "rest house"."""
    groups = (
        here.people,
        here.foes,
        here.items,
        here.exits,
        here.features,
        here.kinds,
        here.party,
        here.quests,
    )
    return any(word in thing.names.vocabulary for group in groups for thing in group)


def corrected(here: Here, words: Words) -> Words | None:
    """The words with a misspelt first one put right, or None. Of equally near verbs the first of the table."""
    best: tuple[int, str] | None = None
    for candidate in (*_content_verbs(here), *_FIRST_WORDS):
        slips = slips_between(words[0], candidate)
        if slips and (best is None or slips < best[0]):
            best = (slips, candidate)
    return (best[1], *words[1:]) if best else None


def _content_verbs(here: Here) -> Iterator[str]:
    for feature in here.features:
        for action in here.actions(feature.id):
            yield from (name_words(verb)[0] for verb in action.verbs if name_words(verb))
    for ability in here.abilities:
        yield from (phrase[0] for phrase in fights.phrases_of(ability.of))


def first_command(here: Here, clause: Words) -> Words:
    """Up to "and" or a comma behind which a further verb begins: of "open the chest and go north" the chest. What is
    said to people is never cut."""
    opening = next(commands(tuple(word for word in clause if word not in LEADING)), None)
    if opening is None or opening.verb in _SPEECH:
        return clause
    start = next(index for index, word in enumerate(clause) if word not in _GLUE)
    for index in range(start + 1, len(clause)):
        if clause[index] in ("and", ",") and _begins_command(here, clause[index + 1 :]):
            return clause[:index]
    return clause


def _begins_command(here: Here, words: Words) -> bool:
    left = words
    while left and left[0] in _GLUE:
        left = left[1:]
    command = next(commands(left), None)
    if command is not None:
        return command.verb not in _NO_COMMANDS
    return bool(left) and any(same(left[0], verb) for verb in _content_verbs(here))
