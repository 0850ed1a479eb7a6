"""How sentences follow one another."""

from app.ai.offline.rhythm import Rhythm, opening_of


def best(rhythm: Rhythm, *sentences: str) -> str:
    return rhythm.best([(number, text) for number, text in enumerate(sentences)])[1]


def test_a_telling_does_not_begin_like_those_before_it() -> None:
    rhythm = Rhythm(["The wickling lunges.", "You wait for it."])
    assert best(rhythm, "You wait a while.", "The wickling sways.", "Nothing stirs.") == "Nothing stirs."
    assert best(rhythm, "The wickling sways.", "You wait a while.", "You sit down.") == "You sit down."


def test_a_sentence_does_not_begin_like_the_one_before_it() -> None:
    rhythm = Rhythm(())
    rhythm.add("You swing.")
    assert best(rhythm, "You miss it by a hand.", "It leans away from that.") == "It leans away from that."


def test_long_and_short_take_turns() -> None:
    rhythm = Rhythm(())
    rhythm.add("A rush, a scrape, and it is past.")
    assert best(rhythm, "Then it turns round and comes on.", "It turns.") == "It turns."


def test_of_equal_ones_the_first_is_taken() -> None:
    assert best(Rhythm(()), "It turns.", "It waits.") == "It turns."


def test_an_opening_is_two_words_whatever_stands_between() -> None:
    assert opening_of("“Hm,” says Ludo.") == ("hm", "says")
    assert opening_of("…") == ()
