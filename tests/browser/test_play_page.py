"""The play page in each of its usual states, at a desk and in a pocket, in the dark and by day."""

import pytest
from playwright.sync_api import ViewportSize, expect

from browser.conftest import PHONE, NewPage
from browser.playing import begin_as_guest, fight_to_the_end, meet_the_first_foes, open_panel, say, until_told


def test_it_reads_well_whatever_is_open(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    page = watched.page
    begin_as_guest(watched, "vanguard")
    watched.look("play-opening")
    say(page, "talk to Bettany Oake")
    watched.look("play-talk")
    say(page, "go out")
    watched.show("play")
    for panel in ("Place", "Pack", "Quests", "Map"):
        open_panel(page, panel)
        expect(page.locator(".ghost-lines")).to_be_hidden()
        watched.look(f"play-{panel.lower()}")
    page.keyboard.press("Escape")
    say(page, "attack")
    watched.show("fight")
    assert fight_to_the_end(page) > 0
    until_told(page)
    watched.look("play-won")


@pytest.mark.parametrize("text_size", ["small", "huge"])
def test_it_holds_letters_of_any_size(new_page: NewPage, size: ViewportSize, text_size: str) -> None:
    watched = new_page(size)
    page = watched.page
    begin_as_guest(watched)
    look = {"name": "coc_look", "value": f"system.{text_size}.system", "url": page.url}
    page.context.add_cookies([{"name": look["name"], "value": look["value"], "url": look["url"]}])
    page.reload()
    until_told(page)
    watched.look(f"play-letters-{text_size}")
    say(page, "go out")
    say(page, "attack")
    watched.look(f"fight-letters-{text_size}")
    expect(page.get_by_label("What do you do?")).to_be_in_viewport()


def test_a_finger_finds_every_control_on_a_phone(new_page: NewPage) -> None:
    watched = new_page({"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = watched.page
    begin_as_guest(watched)
    say(page, "go out")
    for step in ("", "Place", "Pack"):
        if step:
            open_panel(page, step)
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, a, summary, textarea, label.mode")]
              .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".visually-hidden"))
              .filter((one) => !one.matches(".skip-link, .condition, p a"))
              .filter((one) => one.getBoundingClientRect().height > 1)
              .map((one) => [one.className || one.textContent.trim(), Math.round(one.getBoundingClientRect().height)])
              .filter(([, height]) => height < 43)"""
        )
        assert not small, small
        expect(page.get_by_label("What do you do?")).to_be_in_viewport()


def test_on_a_phone_the_log_of_a_fight_is_at_its_newest_line(new_page: NewPage) -> None:
    watched = new_page(PHONE)
    page = watched.page
    begin_as_guest(watched)
    meet_the_first_foes(page)
    until_told(page)
    log = page.locator("#log")
    left = "log => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight)"
    page.get_by_role("link", name="Story", exact=True).click()
    assert log.evaluate(left) <= 1
    page.locator(".move[data-aim^=enemy]:enabled").first.click()
    expect(page.locator("#log article")).to_have_count(4)
    until_told(page)
    assert log.evaluate(left) <= 1
