"""The whole tale by the page alone, from the first words to its end: by keyboard, and by finger on a phone."""

import pytest
from playwright.sync_api import expect

from browser.adventuring import Finger, Hand, Keyboard, main_tale
from browser.checks import Watched
from browser.conftest import PHONE, WIDE, NewPage
from browser.playing import begin_as_guest
from coc_play import Stack

MAIN_QUEST = "The Unpaid Toll"
REFUSED = "409 (CONFLICT)"
"""What the rules refuse is told on the page; the browser notes the status besides."""


@pytest.fixture(params=["keyboard", "finger"])
def hand(request: pytest.FixtureRequest) -> Hand:
    """At a desk without a mouse, and on a phone."""
    return Keyboard() if request.param == "keyboard" else Finger()


@pytest.fixture
def watched(hand: Hand, new_page: NewPage) -> Watched:
    """A guest at the beginning of the tale, who reads whole paragraphs."""
    phone = {"has_touch": True, "is_mobile": True}
    size, options = (WIDE, {}) if isinstance(hand, Keyboard) else (PHONE, phone)
    opened = new_page(size, reduced_motion="reduce", **options)
    opened.expected.add(REFUSED)
    begin_as_guest(opened, "vanguard")
    return opened


def test_the_whole_tale_is_played_to_its_end(watched: Watched, hand: Hand, stack: Stack) -> None:
    page = watched.page
    tale = main_tale(page, hand, stack.api_url)
    tale.win_the_first_fight()
    expect(page.locator("#log .spoils-victory").last).to_contain_text("experience")
    tale.play_to_the_end()
    expect(page.locator("#log .quest-end-main").last).to_contain_text(MAIN_QUEST)
    page.goto(page.locator("#quests .to-journal").get_attribute("href") or "")
    expect(page.locator("article", has_text=MAIN_QUEST).first).to_contain_text("completed")
