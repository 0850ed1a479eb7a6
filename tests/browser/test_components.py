"""Components that open and close: by mouse, by keyboard, and back to where one was."""

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import NewPage


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """The page of all components."""
    watched = new_page(reduced_motion="reduce")
    watched.page.goto("/dev/components")
    return watched.page


def test_a_dialog_opens_holds_the_focus_and_gives_it_back(page: Page) -> None:
    opener = page.get_by_role("button", name="Open a dialog")
    opener.press("Enter")
    dialog = page.get_by_role("dialog", name="Leave it behind?")
    expect(dialog).to_be_visible()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog).to_be_hidden()


def test_a_number_says_why(page: Page) -> None:
    number = page.get_by_role("button", name="Attack 37, why?")
    number.press("Enter")
    card = page.locator("#why-attack")
    expect(card).to_be_visible()
    expect(card).to_contain_text("Lamplighter’s Hook")
    expect(card).to_contain_text("−3")
    number_id = number.evaluate("one => (one.id ||= 'the-number')")
    page.wait_for_function(
        """(id) => {
            const top = (one) => document.getElementById(one).getBoundingClientRect().top;
            return Math.abs(top("why-attack") - top(id)) < 400;
        }""",
        arg=number_id,
    )
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_bones_show_only_after_a_while(page: Page) -> None:
    page.reload(wait_until="commit")
    bones = page.locator(".skeleton").first
    expect(bones).to_be_visible()
    delay = bones.evaluate("(one) => getComputedStyle(one).animationDelay")
    assert delay == "0.3s"


def test_cards_and_faces_are_chosen_by_arrow_keys(page: Page) -> None:
    heroic = page.get_by_role("radio", name="Heroic")
    heroic.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Grim")).to_be_checked()
    face = page.locator("input[name=portrait][value=portrait_03]")
    face.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=portrait][value=portrait_04]")).to_be_checked()


def test_every_target_is_large_enough_for_a_thumb(page: Page) -> None:
    small = page.evaluate(
        """() => [...document.querySelectorAll('.button, .tab, summary, .why-number, .check, .option')]
          .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5)
          .map((one) => one.className + ': ' + one.textContent.trim())"""
    )
    assert small == []
