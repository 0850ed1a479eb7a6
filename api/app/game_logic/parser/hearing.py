"""Words that are spoken in the world: who is meant, and what they touch on."""

from dataclasses import dataclass

from app.game_logic.parser.here import Here, look_around
from app.game_logic.parser.lexicon import NEGATIONS
from app.game_logic.parser.matching import Fit, content, same
from app.game_logic.parser.nouns import Thing
from app.game_logic.parser.parse import parse
from app.game_logic.parser.reading import Stretch, strong
from app.game_logic.parser.readings.people import topics
from app.game_logic.parser.text import Words, clauses, clean
from app.models.ids import CharacterId, PersonId
from app.models.intents import Intent, Talk
from app.models.session import SessionState
from app.models.world import PersonDef, World


@dataclass(frozen=True, slots=True)
class Heard:
    """`person`: who is spoken to, or hears it first; None where nobody is. `talk`: what it means to them."""

    person: PersonId | None
    talk: Talk | None = None


def hear(words: str, state: SessionState, actor_id: CharacterId, world: World) -> Heard:
    """Who hears the words, and which topic they touch: of somebody named in them, else of the one being talked to, else
    of whoever is here and knows about it. Total, pure and deterministic like `parse`.

    Words are guessed at less than deeds: nothing misspelt counts, and what is said with a "not" raises no topic.
    """
    here = look_around(state, actor_id, world)
    said = tuple(word for clause in clauses(clean(words)) for word in clause if word != ",")
    listeners = _listeners(here, said)
    nobody = Heard(PersonId(listeners[0].id) if listeners else None)
    if NEGATIONS.intersection(said):
        return nobody
    meant: Intent = parse(words, state, actor_id, world)
    if isinstance(meant, Talk):
        return Heard(meant.person, meant)
    for person in listeners:
        for reading in strong(topics(here, person, content(said), Stretch.OWN), Fit.HEAD):
            if isinstance(reading.intent, Talk):
                return Heard(reading.intent.person, reading.intent)
    return nobody


def _listeners(here: Here, said: Words) -> list[Thing[PersonDef]]:
    """Everybody here: those who are named first, then the one being talked to. Names are called, not asked about: where
    somebody is named nobody else feels spoken to."""
    named = [person for person in here.people if _is_named(person, said)]
    return named or sorted(here.people, key=lambda one: one.id != here.partner)


def _is_named(person: Thing[PersonDef], said: Words) -> bool:
    return any(same(word, name) for name in person.names.all[0] for word in said)
