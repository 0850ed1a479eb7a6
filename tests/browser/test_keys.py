"""The play page by keyboard alone: the whole of it, and the single keys with their switch."""

import re

from playwright.sync_api import Page, expect

from browser.conftest import NewPage
from browser.playing import begin_as_guest, say, until_told, words


def _focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.id || document.activeElement.className || 'body'")
    return found


def _tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Tab until the focus is there, as somebody without a mouse would."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab")


def test_one_plays_by_keyboard_alone_from_the_first_prompt(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    page.goto("/")
    _tab_to(page, "main form button, main form input[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/begin")
    _tab_to(page, "main button[type=submit]:not([formaction])")
    page.keyboard.press("Enter")
    page.wait_for_url("**/play/*")
    until_told(page)
    page.keyboard.press("/")
    assert _focused(page) == "action"
    page.keyboard.type("go out")
    page.keyboard.press("Enter")
    expect(page.locator("#t-place")).to_have_text("The Inn Yard")
    until_told(page)
    page.keyboard.press("Escape")
    attack = page.locator(".suggestions .chip", has_text="Attack").first
    page.keyboard.press(attack.get_attribute("data-key-hint") or "?")
    expect(page.locator("#combat")).to_be_visible()
    until_told(page)
    for _ in range(40):
        if not page.locator("#combat").count():
            break
        version = page.locator("#stage").get_attribute("data-version")
        page.keyboard.press("Escape")
        page.keyboard.press("t")
        page.keyboard.press("1")
        expect(page.locator("#stage")).not_to_have_attribute("data-version", version or "")
        expect(page.locator("#log .sending")).to_have_count(0)
    expect(page.locator("#log .spoils").last).to_be_visible()


def test_the_map_is_walked_by_arrows_and_leads_where_one_chooses(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    say(page, "go out")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(page.locator("#map .chart-here")).to_be_focused()
    watched.look("map")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#map .chart-place:focus")).to_have_attribute(
        "aria-label", re.compile("^The Last Candle, in from here.*Safe")
    )
    page.keyboard.press("Enter")
    expect(page.locator("#playhead h1")).to_have_text("The Last Candle")
    expect(page.locator("#map")).to_be_hidden()


def test_no_key_acts_while_one_writes(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    turns = page.locator("#log article").count()
    words(page).focus()
    page.keyboard.type("1 ugh? grm / s")
    expect(words(page)).to_have_value("1 ugh? grm / s")
    expect(page.locator("#keys")).to_be_hidden()
    assert page.locator("#log article").count() == turns
    assert "#" not in page.url or page.url.endswith("#main")


def test_keys_are_listed_and_can_be_turned_off(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    page.keyboard.press("Escape")
    page.locator("body").press("?")
    expect(page.locator("#keys")).to_be_visible()
    watched.look("keys")
    page.get_by_label("Single keys act").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.locator("body").press("?")
    page.locator("body").press("g")
    page.locator("body").press("m")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator("#map")).to_be_hidden()
    expect(page.locator("[data-key-hint]")).to_have_count(0)
    page.reload()
    until_told(page)
    page.locator("body").press("?")
    expect(page.locator("#keys")).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_label("Single keys act")).not_to_be_checked()


def test_what_was_said_before_comes_back_with_the_arrows(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    say(page, "look around")
    say(page, "wait")
    box = words(page)
    box.press("ArrowUp")
    expect(box).to_have_value("wait")
    box.press("ArrowUp")
    expect(box).to_have_value("look around")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(box).to_have_value("")
    box.fill("half a thought")
    box.press("ArrowUp")
    expect(box).to_have_value("half a thought")


def test_the_mode_is_chosen_by_keyboard(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    page.locator("input[name=mode]:checked").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Say", exact=True)).to_be_checked()
    expect(words(page)).to_have_attribute("placeholder", "What do you say?")
    page.keyboard.press("m")
    expect(page.get_by_label("Story", exact=True)).to_be_checked()
