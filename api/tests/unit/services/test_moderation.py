"""The blocklist: found however it is dressed up, and nowhere else."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.errors import Invalid
from app.services.moderation import BLOCKLIST, Blocklist, Unscreened

LIST = Blocklist(frozenset({"gloomtwit", "scunner"}))
SHIPPED = [
    line.strip()
    for line in BLOCKLIST.read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(
    "text",
    [
        "gloomtwit", "You GLOOMTWIT!", "what a gl00mtw1t", "glоomtwit with a Cyrillic o", "gloooomtwiiiit", "glòomtwit",
        "“gloomtwit”", "g l o o m t w i t", "scunner, go home", "ｇｌｏｏｍｔｗｉｔ",
    ],
)  # fmt: skip
def test_a_listed_word_is_found_however_it_is_dressed_up(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        LIST.require_clean(text, "text")
    assert (refused.value.code, refused.value.details) == ("moderated", {"field": "text"})


@pytest.mark.parametrize(
    "text", ["", "gloom twit", "the gloomtwitten lane", "Scunnerton", "go out", "𝔘 🗡️ 你好", "- - -"]
)
def test_what_only_holds_it_is_left_alone(text: str) -> None:
    LIST.require_clean(text, "text")


@pytest.mark.parametrize("word", SHIPPED)
def test_every_shipped_word_is_found_and_none_inside_another(word: str) -> None:
    shipped = Blocklist.of_file()
    with pytest.raises(Invalid):
        shipped.require_clean(f"well, {word.upper()}.", "text")
    shipped.require_clean(f"un{word}ville", "text")


@given(st.text(max_size=200))
def test_any_text_is_screened_without_a_fault(text: str) -> None:
    with suppress(Invalid):
        LIST.require_clean(text, "text")


def test_a_host_may_screen_in_other_ways() -> None:
    Unscreened().require_clean("gloomtwit", "text")
