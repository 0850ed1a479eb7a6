"""The page while things happen: streams, second tabs, lost lines, slow fingers."""

import re
import time

from playwright.sync_api import Route, ViewportSize, expect

from browser.conftest import NewPage
from browser.playing import begin_as_guest, meet_the_first_foes, say, until_told, words
from coc_play import Stack

HELD_S = 3.0


def test_a_telling_is_announced_once_and_whole(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    page.evaluate(
        """() => {
          window.heard = [];
          new MutationObserver((changes) => {
            for (const change of changes) for (const node of change.addedNodes)
              if (node.nodeType === 1 && !node.closest("[aria-hidden]")) window.heard.push(node.textContent.trim());
          }).observe(document.getElementById("log"), { childList: true, subtree: true });
        }"""
    )
    say(page, "look around")
    paragraph = page.locator("#log article").last.locator(".telling p").first.inner_text()
    heard = page.evaluate("window.heard.filter((text) => text)")
    assert sum(text.count(paragraph) for text in heard) == 1


def test_a_second_tab_hears_of_the_first(new_page: NewPage) -> None:
    watched = new_page()
    begin_as_guest(watched)
    second = watched.page.context.new_page()
    second.goto(watched.page.url)
    until_told(second)
    say(watched.page, "go out")
    expect(second.locator("#t-place")).to_have_text(watched.page.locator("#t-place").inner_text())
    expect(second.locator("#log article")).to_have_count(watched.page.locator("#log article").count())


def test_what_is_typed_survives_what_happens_meanwhile(new_page: NewPage) -> None:
    watched = new_page()
    begin_as_guest(watched)
    second = watched.page.context.new_page()
    second.goto(watched.page.url)
    until_told(second)
    second.get_by_label("What do you do?").fill("half a thou")
    say(watched.page, "go out")
    expect(second.locator("#t-place")).to_have_text(watched.page.locator("#t-place").inner_text())
    expect(second.get_by_label("What do you do?")).to_have_value("half a thou")


def test_words_stay_when_the_game_cannot_be_reached(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    watched.expected |= {"ERR_FAILED", "Failed to fetch"}
    page.route("**/action", lambda route: route.abort())
    page.get_by_label("What do you do?").fill("look around")
    page.get_by_label("What do you do?").press("Enter")
    expect(page.locator("#notices")).to_contain_text("What you typed is still here")
    expect(page.get_by_label("What do you do?")).to_have_value("look around")
    watched.look("unreachable")
    page.unroute("**/action")
    page.get_by_label("What do you do?").press("Enter")
    until_told(page)
    expect(page.locator("#log .echo").last).to_contain_text("look around")


def test_shift_enter_breaks_the_line(new_page: NewPage) -> None:
    watched = new_page()
    begin_as_guest(watched)
    box = watched.page.get_by_label("What do you do?")
    box.fill("one")
    box.press("Shift+Enter")
    box.type("two")
    expect(box).to_have_value("one\ntwo")


def test_the_page_finds_its_line_again(new_page: NewPage, stack: Stack) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    watched.expected |= {"WebSocket", "ERR_CONNECTION_REFUSED", "Failed to load resource"}
    stack.kill("gateway")
    try:
        expect(page.locator("#connection")).to_be_visible()
        watched.look("line-broken")
        say(page, "go out")
    finally:
        stack.restart("gateway")
    expect(page.locator("#connection")).to_be_hidden(timeout=30_000)


def test_where_no_rows_are_pushed_the_page_asks_by_itself_and_speaks_of_no_broken_line(
    new_page: NewPage,
) -> None:
    watched = new_page()
    page = watched.page

    def without_a_socket(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"realtime": None, "presence": None})

    page.route("**/ticket", without_a_socket)
    begin_as_guest(watched)
    say(page, "look around")
    page.wait_for_timeout(4000)  # longer than a broken line is waited for
    expect(page.locator("#connection")).to_be_hidden()


def test_markup_in_an_action_stays_words(new_page: NewPage) -> None:
    watched = new_page()
    begin_as_guest(watched)
    words = '<img src=x onerror="alert(1)"> <b hx-get="/logout" hx-trigger="load">hm</b>'
    say(watched.page, words)
    expect(watched.page.locator("#log .echo").last).to_contain_text(words)
    assert watched.page.locator("#log img").count() == 0


def test_a_turn_is_taken_back_on_every_page_that_shows_it(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    second = page.context.new_page()
    second.goto(page.url)
    until_told(second)
    say(page, "go out")
    until_told(second)
    words(page).fill("half a thought")
    page.get_by_role("button", name="Take back").click()
    for tab in (page, second):
        expect(tab.locator("#playhead h1")).to_have_text("The Last Candle")
        expect(tab.locator("#log .turn-undone")).to_contain_text("go out")
        expect(tab.locator("#log .turn-undo")).to_have_count(1)
    expect(words(page)).to_have_value("half a thought")
    watched.look("taken-back")


def test_words_are_said_and_written_as_well_as_done(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    page = watched.page
    begin_as_guest(watched)
    page.get_by_label("Say", exact=True).check()
    say(page, "Is anybody here?")
    expect(page.locator("#log .echo-say")).to_contain_text("Is anybody here?")
    expect(page.get_by_label("Say", exact=True)).to_be_checked()
    page.get_by_label("Story", exact=True).check()
    say(page, "I sit down, and the chair complains.")
    expect(page.locator("#log .echo-story")).to_contain_text("the chair complains")
    watched.look("said-and-written")


def test_a_telling_is_told_again_and_stopped(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    say(page, "look around")
    before = page.locator("#log article").last.get_attribute("data-attempt")
    page.get_by_role("button", name="Tell it again").click()
    expect(page.locator("#log article").last).not_to_have_attribute("data-attempt", before or "")
    # It may be told before one can stop it: then there is nothing to press.
    page.locator(".tool-stop").evaluate_all("found => found.forEach((one) => one.click())")
    until_told(page)
    expect(page.locator("#log article").last.locator(".telling p").first).to_be_visible()
    expect(page.get_by_role("button", name="Tell it again")).to_have_count(1)


def test_a_telling_begun_anew_clears_what_was_streamed_before(new_page: NewPage) -> None:
    page = new_page().page
    page.goto("/")
    events = (
        'event: token\ndata: {"n": 0, "text": "Old words.", "attempt": 0}\n\n'
        'event: again\ndata: {"attempt": 1}\n\n'
        'event: token\ndata: {"n": 0, "text": "New words.", "attempt": 1}\n\n'
    )
    page.route("**/a-stream/1", lambda route: route.fulfill(content_type="text/event-stream", body=events))
    page.evaluate(
        """async () => {
          const { Telling } = await import("/static/js/stream.js");
          const turn = document.createElement("article");
          turn.innerHTML = "<div id=told data-stream></div>";
          document.querySelector("main").append(turn);
          const telling = new Telling({ getTurn: () => turn, refreshTurn: async () => {}, onText: () => {} });
          telling.useTemplate("/a-stream/{turn_id}");
          telling.read("1");
        }"""
    )
    expect(page.locator("#told")).to_have_text("New words.")


def test_an_action_whose_answer_was_lost_is_taken_for_sent_once_it_stands_in_the_log(
    new_page: NewPage,
) -> None:
    watched = new_page()
    watched.expected |= {"Failed to load resource", "Failed to fetch"}
    page = watched.page
    begin_as_guest(watched)
    before = page.locator("#log article").count()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/action", lose, times=1)
    words(page).fill("look around")
    words(page).press("Enter")
    expect(page.locator("#log article")).to_have_count(before + 1)
    until_told(page)
    expect(words(page)).to_have_value("")
    expect(page.get_by_text("The game cannot be reached")).to_have_count(0)
    say(page, "look around")
    expect(page.locator("#log article")).to_have_count(before + 2)


def test_a_turn_that_got_on_while_it_was_fetched_does_not_stay_behind(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    second = page.context.new_page()
    second.goto(page.url)
    until_told(second)

    def hold(route: Route) -> None:
        body = route.fetch().text()
        time.sleep(HELD_S)
        told = r'data-status="resolved" data-narration="\w+"'
        route.fulfill(
            body=re.sub(told, 'data-status="accepted" data-narration="pending" data-live', body),
            content_type="text/html",
        )

    second.route("**/turns/latest*", hold, times=1)
    before = second.locator("#log article").count()
    say(page, "look around")
    expect(second.locator("#log article")).to_have_count(before + 1)
    until_told(second)


def test_somebody_is_aimed_at_whatever_became_of_the_ranks(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    meet_the_first_foes(page)
    until_told(page)
    aimed = page.locator("#combat input[name=enemy_id]:checked:enabled")
    page.evaluate(
        """() => {
          for (const one of document.querySelectorAll("#combat input[name=enemy_id]")) one.checked = false;
          const ctx = { request: { method: "GET" } };
          document.dispatchEvent(new CustomEvent("htmx:after:swap", { detail: { ctx } }));
        }"""
    )
    expect(aimed).to_have_count(1)
