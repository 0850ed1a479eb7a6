"""Accounts in a browser: made, named, looked after and left, with every mistake one can make on the way."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.checks import Watched
from browser.conftest import PHONE, NewPage
from coc_play import Stack

PASSWORD = "seven mossy lanterns by the ferry"


def _become_a_guest(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Play now").click()
    page.wait_for_url("**/begin")


def _make_an_account(page: Page, stack: Stack, name: str, email: str) -> None:
    page.goto("/register")
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", name="Confirm your e-mail")).to_be_visible()
    page.goto("/dev/mailbox")
    letter = page.locator("article", has_text=email).first
    link = letter.get_by_role("link").first.get_attribute("href") or ""
    page.goto("/verify" + link.partition("/verify")[2])
    page.get_by_role("button", name="Confirm this address").click()
    _sign_in(page, email)


def _sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/(characters|account|resume|play)"))


@pytest.fixture
def watched(new_page: NewPage) -> Watched:
    """A page at a desk that may be refused something."""
    one = new_page()
    one.expected |= {"422", "401", "429"}
    return one


NAMES_TO_REFUSE = {
    "missing": "   ",
    "zero-width": "Wren\u200bAlder",
    "bidi": "\u202erenW",
    "two scripts": "Wrеn",  # a Cyrillic letter is the point
    "control": "Wren\u0007",
}


@pytest.mark.parametrize("name", NAMES_TO_REFUSE.values(), ids=NAMES_TO_REFUSE.keys())
def test_a_name_that_cannot_be_is_refused_beside_its_field(watched: Watched, name: str) -> None:
    page = watched.page
    page.goto("/register")
    page.evaluate("document.querySelector('form[action$=register]').noValidate = true")
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_label("E-mail").fill("wren@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    field = page.get_by_label("What shall we call you?")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    reason = page.locator(f"#{field.get_attribute('aria-describedby')}")
    expect(reason).to_be_visible()
    assert page.get_by_label("E-mail").input_value() == "wren@example.org"
    assert page.get_by_label("Password").input_value() == ""
    watched.must_be_accessible()


@pytest.mark.parametrize(
    ("email", "password", "at_fault"),
    [
        ("", PASSWORD, "E-mail"),
        ("not an address", PASSWORD, "E-mail"),
        ("x" * 250 + "@example.org", PASSWORD, "E-mail"),
        ("wren@example.org", "", "Password"),
        ("wren@example.org", "short", "Password"),
        ("wren@example.org", "p" * 300, "Password"),
        ("wren@example.org", "password1234", "Password"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(
    watched: Watched, email: str, password: str, at_fault: str
) -> None:
    page = watched.page
    page.goto("/register")
    page.evaluate(
        """() => { for (const one of document.querySelectorAll('.field input')) one.removeAttribute('maxlength');
          document.querySelector('form[action$=register]').noValidate = true; }"""
    )
    page.get_by_label("What shall we call you?").fill("Wren")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Make the account").click()
    field = page.get_by_label(at_fault)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(page.locator(".field-error")).to_have_count(1)
    assert page.get_by_label("What shall we call you?").input_value() == "Wren"


def test_an_account_from_the_first_letter_to_the_last(watched: Watched, stack: Stack) -> None:
    page = watched.page
    _make_an_account(page, stack, "Wren Aldertop", "wren.aldertop@example.org")
    page.goto("/account")
    page.get_by_label("Name", exact=True).fill("Wren of the Ferry")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("status")).to_contain_text("That is what we call you now.")
    watched.look("account-renamed", whole=True)
    page.goto("/account/data")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download my data").click()
    assert "Wren of the Ferry" in download.value.path().read_text(encoding="utf-8")
    page.get_by_label("Your password").fill("not the right one at all")
    page.get_by_label("Yes, delete everything").check()
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_label("Your password")).to_be_focused()
    watched.look("account-not-deleted", whole=True)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("heading", name="Farewell")).to_be_visible()
    page.goto("/login")
    page.get_by_label("E-mail").fill("wren.aldertop@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()


def test_settings_change_the_page_at_once_and_on_the_next_device(new_page: NewPage, stack: Stack) -> None:
    page = new_page().page
    _make_an_account(page, stack, "Isolt Farrow", "isolt@example.org")
    page.goto("/account/settings")
    for choice in ("Light", "Huge", "Still", "Grim"):
        page.get_by_role("radio", name=choice).check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(231, 218, 191)"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "22px"
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--calm')") == "0ms"
    elsewhere = new_page(PHONE)
    elsewhere.page.goto("/login")
    _sign_in(elsewhere.page, "isolt@example.org")
    expect(elsewhere.page.locator("html")).to_have_attribute("data-text-size", "huge")
    for path in ("/account", "/account/settings", "/account/devices", "/account/data", "/characters", "/"):
        elsewhere.page.goto(path)
        elsewhere.must_be_accessible()


def test_the_other_device_is_signed_out_by_one_press(new_page: NewPage, stack: Stack) -> None:
    page = new_page().page
    _make_an_account(page, stack, "Odran Pyke", "odran@example.org")
    lost = new_page().page
    lost.goto("/login")
    _sign_in(lost, "odran@example.org")
    page.goto("/account/devices")
    expect(page.locator(".device")).to_have_count(2)
    page.locator(".device", has_not=page.get_by_text("this one")).get_by_role("button").click()
    expect(page.locator(".device")).to_have_count(1)
    lost.goto("/account")
    expect(lost).to_have_url(re.compile("/login"))


def test_a_stranger_chooses_how_it_looks(new_page: NewPage) -> None:
    watched = new_page(color_scheme="light")
    page = watched.page
    page.goto("/login")
    page.get_by_role("link", name="Appearance").click()
    page.get_by_role("radio", name="Dark Ink").check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("/login$"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 12, 11)"


def test_after_signing_out_back_shows_nothing_private(new_page: NewPage) -> None:
    page = new_page().page
    _become_a_guest(page)
    page.goto("/account/devices")
    expect(page.get_by_text("this one")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.wait_for_url(re.compile(r"/$"))
    page.go_back()
    expect(page).to_have_url(re.compile("/login"))
    assert "this one" not in page.content()


def test_the_keyboard_goes_through_a_form_in_its_order(new_page: NewPage) -> None:
    page = new_page().page
    page.goto("/login")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    names = []
    for _ in range(7):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate("(document.activeElement.name || document.activeElement.textContent).trim()")
        )
    assert names == [
        "email", "password", "remember", "Sign in", "Forgot your password?", "Make an account", "Play as a guest",
    ]  # fmt: skip
