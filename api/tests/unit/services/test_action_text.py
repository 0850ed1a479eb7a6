"""The words of an action as they may stand in the log."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.errors import Invalid
from app.services.action_text import MAX_ACTION_LENGTH, clean_action


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  go north \n", "go north"),
        ("say “hello”\nand wait", "say “hello”\nand wait"),
        ("go\x00 no\x1brth", "go north"),
        ("go \u202enorth\u202c", "go north"),
        ("g\u200bo\ufeff", "go"),
        ("cafe\u200b\u0301", "café"),
        ("cafe\u0301", "café"),
        ("🗡️ attack", "🗡️ attack"),
        ("خذ السيف", "خذ السيف"),
        ("<b>go</b>", "<b>go</b>"),
    ],
)
def test_words_are_kept_and_what_cannot_be_seen_is_not(said: str, kept: str) -> None:
    assert clean_action(said) == kept


@pytest.mark.parametrize("said", ["", "   ", "\n\t", "\u200b", "\x00", "\u202e"])
def test_saying_nothing_is_refused(said: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_action(said)
    assert refused.value.code == "empty_action"


def test_saying_too_much_is_refused() -> None:
    assert clean_action("a" * MAX_ACTION_LENGTH)
    with pytest.raises(Invalid) as refused:
        clean_action("a" * (MAX_ACTION_LENGTH + 1))
    assert refused.value.code == "action_too_long"
    assert refused.value.details == {"max_length": MAX_ACTION_LENGTH, "length": MAX_ACTION_LENGTH + 1}


@given(st.text(max_size=2000))
def test_what_is_accepted_is_clean_and_stays_as_it_is(said: str) -> None:
    try:
        kept = clean_action(said)
    except Invalid:
        return
    assert clean_action(kept) == kept
    assert 0 < len(kept) <= MAX_ACTION_LENGTH
    assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Cs") for char in kept)
    kept.encode()
