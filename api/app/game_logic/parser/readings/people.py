"""Talking: to whom, and about what."""

from collections.abc import Iterator

from app.game_logic.dialogue import GOODBYE
from app.game_logic.parser.here import Here
from app.game_logic.parser.lexicon import word_set
from app.game_logic.parser.matching import MAX_NAME_WORDS, Fit, content, same, slips_between
from app.game_logic.parser.nouns import Thing, find, read_phrase
from app.game_logic.parser.reading import Command, Reading, Stretch
from app.game_logic.parser.readings.common import split_at
from app.game_logic.parser.readings.looking import look
from app.game_logic.parser.text import Words, name_words
from app.game_logic.parser.verbs import Verb
from app.models.ids import PersonId
from app.models.intents import Look, Talk
from app.models.world import PersonDef, Topic

_ABOUT = frozenset(
    {"about", "regarding", "concerning", "for", "if", "whether", "that", "what", "where", "who", "why", "how"}
)
_GREETING = word_set(
    "hello hi hey greetings there friend stranger someone anyone somebody everyone anybody again"
    " good morning evening day conversation talking question me something more"
)
_YOU = word_set("you yourself about")
_Person = Thing[PersonDef]


def verbatim(here: Here, words: Words) -> Iterator[Reading]:
    """What the game offers to say, word for word, to the one being talked to."""
    for topic in here.topics(here.partner):
        if here.partner and words == name_words(topic.prompt):
            yield Reading(Talk(here.partner, topic.id), topic.prompt, stretch=Stretch.VERBATIM)


def talk(here: Here, command: Command) -> Iterator[Reading]:
    """ "talk to Maud", "hello", "ask Maud about the mill", "say 'the mill' to Maud"."""
    rest = command.rest
    before, subject = ((), rest[1:]) if rest and rest[0] in _ABOUT else split_at(rest, _ABOUT)
    found = _addressee(here, before if subject else rest, is_greeting=not subject)
    if found is None:
        yield from _anybody(here, content(rest))
        return
    person, fit, left = found
    spare = tuple(word for word in content(left) if word not in _GREETING) if left else ()
    asked = content((*spare, *subject)) if (spare or subject) else ()
    hits = list(topics(here, person, asked, Stretch.OWN)) if asked else []
    yield from hits
    if hits:
        return
    if not asked or (command.verb is Verb.ASK and here.partner != person.id and not spare):
        yield Reading(Talk(PersonId(person.id)), person.name, fit)


def question(here: Here, command: Command) -> Iterator[Reading]:
    """ "what is the well?": a topic of the one being talked to; else one looks; else somebody here may know."""
    for person in here.people:
        stretch = Stretch.OWN if person.id == here.partner else Stretch.STANDS_IN
        yield from topics(here, person, content(command.rest), stretch)
    if here.partner and _YOU.issuperset(command.rest):
        yield Reading(Look(target=here.partner))
    yield from look(here, command)


def _anybody(here: Here, words: Words) -> Iterator[Reading]:
    """Where several could be asked: those who know something about it."""
    for person in here.people:
        yield from topics(here, person, words, Stretch.STANDS_IN)


def concerning(here: Here, command: Command) -> Iterator[Reading]:
    """What is done to a person, where talking is how it is done: "pay Sabra", "give Maud the bell"."""
    named_one = _by_name(here, command.rest)
    if named_one is not None:
        person, left = named_one
        yield from topics(here, person, (*command.said, *left), Stretch.STANDS_IN)


def _addressee(here: Here, words: Words, *, is_greeting: bool) -> tuple[_Person, Fit, Words] | None:
    """The person meant, and the words that do not name them; without any name the one being talked to, or the only one
    here, or (for a mere greeting) the first."""
    if (named_one := _by_name(here, words)) is not None:
        return named_one[0], Fit.ALIAS, named_one[1]
    for match in find(here.people, read_phrase(words), here.last_target):
        return match.thing, match.fit, ()
    facing = [one for one in here.people if one.id == here.partner]
    if facing or len(here.people) == 1 or (here.people and is_greeting and _GREETING.issuperset(words)):
        return (facing or here.people)[0], Fit.EXACT, words
    return None


def _by_name(here: Here, words: Words) -> tuple[_Person, Words] | None:
    """The person whom most of the words name, with the words that do not."""
    best: tuple[_Person, Words] | None = None
    for person in here.people:
        left = tuple(word for word in words if not any(same(word, one) for one in person.names.vocabulary))
        if len(left) < len(best[1] if best else words):
            best = (person, left)
    return best


def topics(here: Here, person: _Person, words: Words, stretch: Stretch) -> Iterator[Reading]:
    """The topics that the words touch, best first: most keyword hits, as written before misspelt."""
    for is_fuzzy in (False, True) if len(words) <= MAX_NAME_WORDS else (False,):
        scored = [(_hits(topic, words, is_fuzzy=is_fuzzy), topic) for topic in here.topics(person.id)]
        best = max((score for score, _ in scored), default=0)
        if best:
            chosen = next(topic for score, topic in scored if score == best)
            fit = Fit.MISSPELT if is_fuzzy else Fit.HEAD
            yield Reading(Talk(PersonId(person.id), chosen.id), chosen.prompt, fit, stretch)
            return


def _hits(topic: Topic, words: Words, *, is_fuzzy: bool) -> int:
    """How many words of the topic's keywords were said; a keyword of several words counts only as a whole."""
    return sum(
        len(keyword)
        for keyword in map(name_words, topic.keywords)
        if keyword and all(any(_is(word, part, is_fuzzy=is_fuzzy) for word in words) for part in keyword)
    )


def _is(word: str, part: str, *, is_fuzzy: bool) -> bool:
    return slips_between(word, part) is not None if is_fuzzy else same(word, part)


def bare(here: Here, words: Words) -> Iterator[Reading]:
    """While talking, a keyword is enough: "the mill?". Anywhere, a name begins a talk."""
    for person in here.people:
        if person.id == here.partner:
            yield from topics(here, person, words, Stretch.NEAR)
    for match in find(here.people, read_phrase(words), here.last_target):
        yield Reading(
            Talk(PersonId(match.thing.id)), match.thing.name, match.fit, Stretch.STANDS_IN, match.slips
        )


def bye(here: Here, _command: Command) -> Iterator[Reading]:
    """Ends the conversation."""
    if here.partner:
        yield Reading(Talk(here.partner, GOODBYE))
