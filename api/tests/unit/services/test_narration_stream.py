"""What a reader of a narration's stream is sent."""

from hypothesis import given
from hypothesis import strategies as st

from app.backends.ports import StreamEvent
from app.services.narration_stream import Listening, token, told_anew, words_of

TEXTS = st.lists(st.text("ab\n.", min_size=1), min_size=1, max_size=8).map(" ".join)


def hear(*events: StreamEvent) -> list[StreamEvent]:
    """What is passed on of these."""
    listening = Listening()
    return [new for event in events if (new := listening.hear(event)) is not None]


def text_of(events: list[StreamEvent]) -> str:
    return "".join(str(event.data["text"]) for event in events if event.event == "token")


def written(text: str, cut: int, attempt: int = 0) -> list[StreamEvent]:
    """A telling word by word, from word `cut` on in one piece, and its end."""
    words = words_of(text)
    singly = [token([word], number, attempt) for number, word in enumerate(words[:cut])]
    rest = [token(words[cut:], cut, attempt)] if words[cut:] else []
    return [*singly, *rest, StreamEvent("done", {"attempt": attempt})]


@given(TEXTS)
def test_words_join_to_the_text(text: str) -> None:
    assert "".join(words_of(text)) == text
    assert all(" " not in word[1:] for word in words_of(text))


@given(TEXTS, st.data())
def test_however_two_writers_cut_it_each_word_comes_once(text: str, data: st.DataObject) -> None:
    most = len(words_of(text))
    one, other = (written(text, data.draw(st.integers(0, most)))[:-1] for _ in range(2))
    mixed: list[StreamEvent] = []
    while one or other:
        source = data.draw(st.sampled_from([each for each in (one, other) if each]))
        mixed.append(source.pop(0))
    assert text_of(hear(*mixed)) == text


def test_a_new_telling_begins_again() -> None:
    old, new = written("One two.", 9), written("Three four five.", 1, 1)
    begun = hear(old[0], told_anew(1), *old[1:], *new)
    assert [event.event for event in begun] == ["token", "again", "token", "token", "done"]
    assert text_of(begun[2:]) == "Three four five."


def test_who_comes_late_is_not_told_that_it_begins_again() -> None:
    new = written("Three four.", 9, 1)
    assert hear(told_anew(1), *new) == new


def test_a_lost_beginning_is_no_harm() -> None:
    assert text_of(hear(*written("Three four.", 9, 1))) == "Three four."


def test_events_of_old_are_of_the_first_telling() -> None:
    events = [StreamEvent("token", {"n": 0, "text": "A"}), StreamEvent("done", {"turn_id": "t"})]
    assert hear(*events) == events
    assert hear(told_anew(1), StreamEvent("token", {"n": 0, "text": "A", "attempt": 0})) == []
