"""The parser's one entry: words in, intent out."""

from app.game_logic.parser.commands import (
    begins_a_name,
    commands,
    corrected,
    first_command,
    noun_readings,
    verb_readings,
)
from app.game_logic.parser.here import Here, look_around
from app.game_logic.parser.lexicon import LEADING, NEGATIONS
from app.game_logic.parser.matching import Fit, content, fit
from app.game_logic.parser.reading import Command, Reading, decide, strong
from app.game_logic.parser.readings import features, people
from app.game_logic.parser.text import Words, clauses, clean, name_words, strip_lead
from app.game_logic.parser.unclear import explain
from app.game_logic.parser.verbs import PHRASES, Verb
from app.models.ids import CharacterId
from app.models.intents import Ask, Intent, Unclear
from app.models.session import SessionState
from app.models.world import World


def parse(text: str, state: SessionState, actor_id: CharacterId, world: World) -> Intent:
    """What the actor wants to do, by the first sentence that says anything. Pure, total, and deterministic: any text
    gives an intent; what fits nothing in scope is `Unclear` with the verb and the noun as far as they were understood.

    The actor must be one of the state's characters. Whether the intent is legal is for the rules to say.
    """
    said = clean(text)
    found = clauses(said)
    if not found:
        return Ask("help") if said and not said.strip("?") else Unclear(said)
    here = look_around(state, actor_id, world)
    telling = [clause for clause in found if not LEADING.union(",").issuperset(clause)]
    return _understand(here, said, (telling or found)[0])


def _understand(here: Here, said: str, clause: Words) -> Intent:
    readings = _verbatim(here, clause) or _addressed(here, clause)
    if readings:
        return readings[0].intent
    words = _without_name(here, _plain(here, clause))
    if words[0] in NEGATIONS:
        return Unclear(said)
    decision = decide(_readings(here, words))
    if isinstance(decision, Reading):
        return decision.intent
    return explain(here, said, words, decision)


def _verbatim(here: Here, clause: Words) -> list[Reading]:
    """What the game itself shows as a possibility, word for word."""
    words = tuple(word for word in clause if word != ",")
    return [*people.verbatim(here, words), *features.verbatim(here, words)]


def _addressed(here: Here, clause: Words) -> list[Reading]:
    """ "Maud, where is the mill?" """
    if "," not in clause:
        return []
    comma = clause.index(",")
    name, rest = clause[:comma], strip_lead(clause[comma + 1 :])
    if not rest or all(fit(content(name), one.names) is None for one in here.people):
        return []
    return list(people.talk(here, Command(Verb.ASK, (), (*name, *rest))))


def _plain(here: Here, clause: Words) -> Words:
    """The first command of the clause without what leads up to it, unless the clause is a phrase of the table as it
    stands: "do that again"."""
    words = tuple(word for word in clause if word != ",")
    return words if words in PHRASES else strip_lead(first_command(here, clause))


def _without_name(here: Here, words: Words) -> Words:
    """ "Wren attacks the wolf", said by Wren."""
    name = name_words(here.actor.name)
    if name and len(words) > len(name) and words[: len(name)] == name:
        return strip_lead(words[len(name) :])
    return words


def _readings(here: Here, words: Words) -> list[Reading]:
    """Verbs as written before nouns alone, both before misspelt ones. A thing's whole name may beat a verb."""
    by_verb = verb_readings(here, words)
    if by_verb and not begins_a_name(here, words[0]):
        return by_verb
    by_noun = noun_readings(here, words)
    if by_verb:
        return by_verb + strong(by_noun, Fit.ALIAS)
    if plain := strong(by_noun, Fit.PART):
        return plain
    if next(commands(words), None) is not None:
        return []
    right = corrected(here, words)
    return (verb_readings(here, right) if right else []) or [
        one for one in by_noun if one.fit is Fit.MISSPELT
    ]
