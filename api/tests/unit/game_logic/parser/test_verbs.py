"""The table of verbs is sound."""

from collections import Counter

from app.game_logic.parser.lexicon import NOISE, phrase_list
from app.game_logic.parser.table import READERS
from app.game_logic.parser.verbs import PHRASES, VERBS, Verb


def test_every_phrase_belongs_to_one_verb() -> None:
    said = Counter(phrase for phrases in VERBS.values() for phrase in phrase_list(phrases))
    assert [phrase for phrase, count in said.items() if count > 1] == []


def test_every_verb_can_be_said_and_is_read() -> None:
    assert set(VERBS) == set(Verb) - {Verb.ACT}
    assert set(READERS) == set(Verb)


def test_phrases_stand_as_words_arrive() -> None:
    assert [phrase for phrase in PHRASES if not phrase or NOISE.intersection(phrase)] == [("a",)]
