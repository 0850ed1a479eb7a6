"""Who of a party is here and who is writing, on the pages of the others."""

import time

from playwright.sync_api import Locator, Page, ViewportSize, expect

from browser.checks import Watched
from browser.conftest import PHONE, NewPage
from browser.gathering import Member, set_out
from browser.playing import words
from browser.test_two_browsers import enter
from coc_play import Stack

NAMES = iter(
    (
        "Aslaug",
        "Birger",
        "Cilla",
        "Dagfinn",
        "Eyvind",
        "Freydis",
        "Gunnvor",
        "Halvard",
        "Ingrun",
        "Jostein",
        "Kolbrun",
    )
)
GONE_WITHIN_MS = 35_000
"""A socket that was cut off silently is missed after 25 seconds, and shown as away four seconds later."""
TOLD_WITHIN_MS = 25_000


def pair(stack: Stack) -> tuple[Member, Member]:
    name = next(NAMES)
    return Member(stack, f"{name} Holt", "BASIC"), Member(stack, f"{name}s Friend")


def dot(page: Page, member: Member) -> Locator:
    return page.locator(f"[data-here][data-name='{member.name}']")


def must_be(page: Page, member: Member, word: str, within_ms: int = 10_000) -> None:
    """For eyes and for ears."""
    state = "away" if word == "away" else "online"
    expect(dot(page, member)).to_have_attribute("data-state", state, timeout=within_ms)
    expect(dot(page, member)).to_have_text(word)


def writing(page: Page) -> Locator:
    return page.locator("#stage [data-writing]")


def test_one_writes_and_the_other_sees_it_until_it_is_sent(
    new_page: NewPage, stack: Stack, size: ViewportSize
) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    watched = new_page(size)
    leader.signs_in(watched.page.context)
    watched.page.goto(f"/play/{session_id}")
    ours, theirs = watched.page, enter(new_page, friend, session_id, PHONE).page
    must_be(ours, friend, "here")
    must_be(theirs, leader, "here")
    words(theirs).press_sequentially("I th")
    expect(writing(ours)).to_have_text(f"{friend.name} is writing…")
    expect(writing(theirs)).to_have_text("")
    watched.look("writing")
    words(theirs).fill("")
    expect(writing(ours)).to_have_text("")
    theirs.get_by_role("button", name="Chat").click()
    ours.get_by_role("button", name="Chat").click()
    theirs.get_by_label("What you say to the party").press_sequentially("Lanterns out")
    expect(ours.locator("#chat [data-writing]")).to_have_text(f"{friend.name} is writing…")
    watched.look("writing-chat")
    theirs.get_by_label("What you say to the party").press("Enter")
    expect(ours.locator("#chat-log")).to_contain_text("Lanterns out")
    expect(ours.locator("#chat [data-writing]")).to_have_text("")


def test_who_writes_no_more_is_no_longer_said_to_write(new_page: NewPage, stack: Stack) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    ours, theirs = (enter(new_page, one, session_id).page for one in (leader, friend))
    must_be(ours, friend, "here")
    words(theirs).press_sequentially("Hm")
    expect(writing(ours)).to_have_text(f"{friend.name} is writing…")
    expect(writing(ours)).to_have_text("", timeout=12_000)
    must_be(ours, friend, "here")


def test_a_closed_page_is_away_and_one_that_is_loaded_anew_is_not(
    new_page: NewPage, stack: Stack, size: ViewportSize
) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    watched = enter(new_page, leader, session_id, size)
    ours, theirs = watched.page, enter(new_page, friend, session_id)
    must_be(ours, friend, "here")
    remember_states(ours, friend)
    theirs.page.reload()
    ours.wait_for_timeout(6000)
    assert ours.evaluate("window.states") == []
    theirs.page.context.close()
    must_be(ours, friend, "away", GONE_WITHIN_MS)
    watched.look("one-is-away")
    expect(ours.locator(".toast", has_text=f"{friend.name} is away.")).to_be_visible(timeout=TOLD_WITHIN_MS)
    enter(new_page, friend, session_id)
    expect(ours.locator(".toast", has_text=f"{friend.name} is back.")).to_be_visible()
    must_be(ours, friend, "here")


def remember_states(page: Page, member: Member) -> None:
    """From now on `window.states` lists what was shown of that member, change by change."""
    page.evaluate(
        """(name) => {
          window.states = [];
          const party = document.getElementById("party");
          let last = party.querySelector(`[data-name="${name}"]`).dataset.state;
          new MutationObserver(() => {
            const state = party.querySelector(`[data-name="${name}"]`)?.dataset.state;
            if (state !== last) window.states.push(last = state);
          }).observe(party, { subtree: true, childList: true, attributes: true });
        }""",
        member.name,
    )


def test_presence_outlives_a_broken_line_and_nothing_is_called_out_twice(
    new_page: NewPage, stack: Stack
) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    pages: list[Watched] = [enter(new_page, one, session_id) for one in (leader, friend)]
    for watched in pages:
        watched.expected |= {"WebSocket", "ERR_CONNECTION_REFUSED", "Failed to load resource"}
    ours, theirs = (one.page for one in pages)
    must_be(ours, friend, "here")
    remember_states(ours, friend)
    stack.kill("gateway")
    try:
        expect(ours.locator("#connection")).to_be_visible(timeout=15_000)
    finally:
        stack.restart("gateway")
    for page in (ours, theirs):
        expect(page.locator("#connection")).to_be_hidden(timeout=30_000)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        ours.wait_for_timeout(500)
        assert ours.locator(".toast").count() == 0
    assert "away" not in ours.evaluate("window.states")
    words(theirs).press_sequentially("So")
    expect(writing(ours)).to_have_text(f"{friend.name} is writing…")


def test_in_the_room_one_sees_who_is_here(new_page: NewPage, stack: Stack, size: ViewportSize) -> None:
    leader, friend = pair(stack)
    session_id = leader.opens(2)
    friend.joins(leader, session_id)
    watched, other = new_page(size), new_page()
    leader.signs_in(watched.page.context)
    friend.signs_in(other.page.context)
    watched.page.goto(f"/parties/{session_id}")
    must_be(watched.page, friend, "away")
    other.page.goto(f"/parties/{session_id}")
    must_be(watched.page, friend, "here")
    watched.look("room-with-presence")


def test_without_script_the_page_tells_who_is_here(new_page: NewPage, stack: Stack) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    plain = new_page(java_script_enabled=False)
    leader.signs_in(plain.page.context)
    plain.page.goto(f"/play/{session_id}")
    must_be(plain.page, friend, "away")
    must_be(enter(new_page, friend, session_id).page, leader, "away")
    plain.page.reload()
    must_be(plain.page, friend, "here")
    expect(writing(plain.page)).to_have_text("")
