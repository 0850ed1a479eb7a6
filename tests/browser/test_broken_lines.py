"""Forms on slow and broken networks: sent once, or not at all, and nothing typed is lost."""

import re
import time

from playwright.sync_api import Page, Route, expect

from browser.conftest import NewPage
from browser.playing import begin_as_guest

NAME, EMAIL = "Una Vale", "una@example.org"
SLOW_S = 1.5


def _type(page: Page) -> None:
    page.goto("/register")
    page.get_by_label("What shall we call you?").fill(NAME)
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill("seven mossy lanterns by the ferry")


def _send(page: Page) -> None:
    page.get_by_role("button", name="Make the account").click(no_wait_after=True)


def _must_be_there(page: Page) -> None:
    assert page.get_by_label("What shall we call you?").input_value() == NAME
    assert page.get_by_label("E-mail").input_value() == EMAIL


def test_offline_a_form_waits_and_says_so(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    _type(page)
    page.context.set_offline(True)
    expect(page.locator("#unsent")).to_contain_text("You are offline.")
    _send(page)
    expect(page.get_by_role("alert")).to_contain_text("What you typed is still here")
    _must_be_there(page)
    watched.look("offline-form")
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_have_count(0)
    _send(page)
    expect(page.get_by_role("heading", name="Confirm your e-mail")).to_be_visible()


def test_an_aborted_form_comes_back_with_its_words(new_page: NewPage) -> None:
    watched = new_page()
    watched.expected.add("Failed to load resource")
    page = watched.page
    _type(page)

    def cut(route: Route) -> None:
        route.abort("connectionreset")

    page.route("**/register", cut)
    _send(page)
    expect(page).to_have_url(re.compile("^chrome-error:"))
    page.unroute("**/register")
    page.goto("/register")
    _must_be_there(page)
    assert page.get_by_label("Password").input_value() == ""
    page.goto("/login")
    page.goto("/register")
    assert page.get_by_label("E-mail").input_value() == ""


def test_on_a_slow_line_a_form_is_sent_once(new_page: NewPage) -> None:
    page = new_page().page
    _type(page)
    sent: list[str] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            time.sleep(SLOW_S)
        route.continue_()

    page.route("**/register", hold)
    page.evaluate(
        """() => { const button = document.querySelector('form[action$=register] button[type=submit]');
          button.click(); button.click(); setTimeout(() => button.click(), 200); }"""
    )
    expect(page.get_by_role("heading", name="Confirm your e-mail")).to_be_visible()
    assert len(sent) == 1


def test_an_ended_sign_in_gives_back_what_was_typed(new_page: NewPage) -> None:
    watched = new_page()
    watched.expected |= {"401"}
    page = watched.page
    begin_as_guest(watched)
    page.goto("/account")
    page.get_by_label("E-mail").fill("not lost@example.org")
    page.context.clear_cookies(name="coc_session")
    page.evaluate("document.querySelector('form[action$=keep]').noValidate = true")
    page.get_by_role("button", name="Keep my heroes").click()
    expect(page.get_by_role("status")).to_contain_text("what you typed is kept")
    watched.look("login-expired", whole=True)
    page.get_by_role("button", name="Play as a guest").click()
    page.goto("/resume")
    expect(page.get_by_text("not lost@example.org")).to_be_visible()
    watched.look("resume", whole=True)
    page.get_by_role("button", name="Leave it, and go back").click()
    expect(page).to_have_url(re.compile("/account$"))
