"""The play page when things are not as they should be: each state says what it is, keeps the words, shows a way on."""

import re
import time

from playwright.sync_api import Page, Request, Route, ViewportSize, expect

from browser.conftest import NewPage
from browser.playing import begin_as_guest, meet_the_first_foes, say, until_told, words
from coc_play import Stack
from coc_play.services import WORKERS

REFUSED = {
    "Failed to load resource",
    "Failed to fetch",
    "ERR_FAILED",
    "ERR_INTERNET_DISCONNECTED",
    "WebSocket",
}


def _slowly(page: Page, path: str, seconds: float) -> None:
    def wait(route: Route) -> None:
        time.sleep(seconds)
        route.continue_()

    page.route(path, wait)


def test_offline_keeps_the_words_and_goes_on_by_itself(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    page = watched.page
    begin_as_guest(watched)
    watched.expected |= REFUSED
    words(page).fill("go out")
    page.context.set_offline(True)
    expect(page.locator("#connection")).to_contain_text("You are offline.")
    words(page).press("Enter")
    expect(page.locator("#notices")).to_contain_text("Your words stay here")
    expect(words(page)).to_have_value("go out")
    watched.look("offline")
    page.context.set_offline(False)
    expect(page.locator("#connection")).to_contain_text("The line is back.", timeout=30_000)
    expect(page.locator("#connection")).to_be_hidden()
    expect(words(page)).to_have_value("go out")
    expect(page.locator("#t-place")).to_have_text("The Last Candle")
    words(page).press("Enter")
    expect(page.locator("#t-place")).to_have_text("The Inn Yard")
    expect(words(page)).to_have_value("")


def test_a_lost_sign_in_keeps_the_words_through_the_login(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    watched.expected |= {"401"}
    login = next(one for one in page.context.cookies() if one["name"].endswith("coc_session"))
    words(page).fill("look at the candle")
    page.context.clear_cookies(name=re.compile("coc_session$"))
    words(page).press("Enter")
    page.wait_for_url("**/login?next=/play/*")
    watched.look("signed-out")
    page.context.add_cookies([{"name": login["name"], "value": login["value"], "url": page.url}])
    page.goto(page.url.partition("next=")[2].partition("&")[0])
    until_told(page)
    expect(words(page)).to_have_value("look at the candle")
    words(page).press("Enter")
    expect(page.locator("#log .echo").last).to_contain_text("look at the candle")


def test_a_busy_game_says_so_and_keeps_the_words(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    watched.expected |= REFUSED | {"503"}
    page.route(
        "**/action", lambda route: route.fulfill(status=503, body="<p>away</p>", content_type="text/html")
    )
    words(page).fill("look around")
    words(page).press("Enter")
    expect(page.locator("#notices")).to_contain_text("cannot be reached")
    expect(words(page)).to_have_value("look around")
    page.unroute("**/action")
    words(page).press("Enter")
    until_told(page)
    expect(page.locator("#log .echo").last).to_contain_text("look around")


def test_two_presses_are_one_action(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    held: list[Route] = []
    page.route("**/action", lambda route: held.append(route))  # noqa: PLW0108 - the library asks its handlers for attributes
    words(page).fill("wait")
    words(page).press("Enter")
    words(page).press("Enter")
    page.get_by_role("button", name="Do it").dblclick()
    expect(page.locator("#log .sending")).to_be_visible()
    (only,) = held
    only.continue_()
    until_told(page)
    expect(page.locator("#log .echo")).to_have_count(1)


def test_what_got_no_answer_is_sent_again_as_the_same_action(new_page: NewPage) -> None:
    """The page hears of it in no other way either: over the socket it would see that the action stands."""
    watched = new_page()
    page = watched.page
    page.route_web_socket("**/*", lambda socket: socket.close())
    begin_as_guest(watched)
    watched.expected |= REFUSED
    sent: list[str] = []

    def lose_the_answer(route: Route, request: Request) -> None:
        sent.append(re.findall(r"action_id=([\w-]+)", request.post_data or "")[0])
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/action", lose_the_answer)
    words(page).fill("wait")
    words(page).press("Enter")
    expect(page.locator("#notices")).to_contain_text("What you typed is still here")
    words(page).press("Enter")
    expect(words(page)).to_have_value("")
    until_told(page)
    words(page).fill("look around")
    words(page).press("Enter")
    until_told(page)
    assert sent[0] == sent[1]
    assert sent[1] != sent[2]
    expect(page.locator("#log .echo")).to_have_count(2)


def test_a_slow_line_shows_the_words_at_once_and_says_that_they_are_on_their_way(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    _slowly(page, "**/action", 1.5)
    words(page).fill("look around")
    words(page).press("Enter")
    expect(page.locator("#log .sending")).to_contain_text("look around", timeout=300)
    expect(page.locator("#log .sending-note")).to_be_visible()
    watched.look("sending")
    until_told(page)
    expect(page.locator("#log .sending")).to_have_count(0)


def test_rules_that_are_away_are_named_and_the_turn_is_kept(new_page: NewPage, stack: Stack) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    for worker in WORKERS:
        stack.kill(worker)
    try:
        words(page).fill("go out")
        words(page).press("Enter")
        expect(page.locator("#log [data-status=accepted]")).to_contain_text("Accepted", timeout=15_000)
        expect(page.locator("#log .accepted-slow")).to_be_visible(timeout=15_000)
        watched.look("worker-away")
    finally:
        stack.restart(*WORKERS)
    expect(page.locator("#playhead h1")).to_have_text("The Inn Yard", timeout=30_000)
    until_told(page)


def test_an_ended_adventure_shows_ways_on(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    page = watched.page
    begin_as_guest(watched)
    play = page.url
    page.goto("/characters")
    page.locator(".hero-card h2 a").first.click()
    page.get_by_text("End the adventure").first.click()
    page.get_by_role("button", name="End the adventure").click()
    page.goto(play)
    expect(page.get_by_role("heading", name="Here the tale rests")).to_be_visible()
    expect(page.get_by_role("link", name="To your characters").last).to_be_visible()
    watched.look("over")


def test_reading_back_is_not_disturbed_and_says_that_there_is_more(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    for text in ("look around", "inventory", "look at the candle"):
        say(page, text)
    second = page.context.new_page()
    second.goto(page.url)
    until_told(second)
    leaving_as_something_comes = """log => {
        log.scrollTop = 0;
        document.dispatchEvent(new CustomEvent("htmx:after:swap", { detail: {} }));
    }"""
    second.locator("#log").evaluate(leaving_as_something_comes)
    say(page, "go out")
    expect(second.locator("#playhead h1")).to_have_text("The Inn Yard")
    expect(second.get_by_role("button", name="New below")).to_be_visible()
    assert second.locator("#log").evaluate("log => log.scrollTop") == 0
    second.get_by_role("button", name="New below").click()
    expect(second.get_by_role("button", name="New below")).to_be_hidden()
    assert second.locator("#log").evaluate("log => log.scrollTop") > 0


def test_older_turns_come_by_scrolling_up(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    begin_as_guest(watched)
    for number in range(22):
        page.locator("body").press("/")
        say(page, f"wait {number % 3 + 1} minutes")
    page.reload()
    until_told(page)
    assert page.locator("#log article").count() == 20
    page.locator("#log").hover()
    page.mouse.wheel(0, -20_000)
    expect(page.locator("#log article")).to_have_count(23)
    assert page.locator("#log").evaluate("log => log.scrollTop") > 100


def test_a_fight_is_read_at_a_glance(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    page = watched.page
    begin_as_guest(watched)
    meet_the_first_foes(page)
    until_told(page)
    now = page.locator(".initiative [aria-current=true]")
    expect(now).to_contain_text("at the move")
    move = page.locator(".move[data-aim=enemy]:enabled").first
    move.focus()
    aimed = page.locator("input[name=enemy_id]:checked").get_attribute("data-name") or "?"
    expect(page.locator("#reckoning")).to_contain_text(f"on {aimed}: ")
    expect(page.locator("#reckoning")).to_contain_text("% to hit")
    watched.look("fight")
    words(page).fill("attack")
    words(page).press("Enter")
    expect(page.locator(".change").first).to_be_visible(timeout=15_000)
    expect(page.locator("#log .echo").last).to_contain_text("attack")


def _until_somebody_is_hurt(page: Page) -> None:
    """Strikes until the page shows a change of hit points: everybody may miss in a round."""
    for _ in range(6):
        page.locator(".move[data-aim=enemy]:enabled").first.click()
        try:
            expect(page.locator(".change").first).to_be_visible(timeout=3_000)
        except AssertionError:
            until_told(page)
        else:
            return
    raise AssertionError("nobody was hurt in six rounds")


def test_nothing_moves_for_those_who_asked_for_stillness(new_page: NewPage) -> None:
    watched = new_page(reduced_motion="reduce")
    page = watched.page
    begin_as_guest(watched)
    meet_the_first_foes(page)
    _until_somebody_is_hurt(page)
    until_told(page)
    # What appears after a delay counts as running until then; what goes on and on would never end.
    page.wait_for_function(
        "document.getAnimations().every((one) => one.playState !== 'running')", timeout=2_000
    )
