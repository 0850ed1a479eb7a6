"""A party decides together: one asks, the other answers, and both see what comes of it without looking anew."""

from playwright.sync_api import Page, expect

from browser.conftest import PHONE, WIDE, NewPage
from browser.gathering import Member, set_out
from browser.playing import until_told
from browser.test_two_browsers import IN_STEP_MS
from coc_play import Stack


def hear_toasts(page: Page) -> None:
    """From now on what is said in the corner is kept: it is gone again before a slow machine looks."""
    page.evaluate(
        """() => {
            window.toasts = [];
            const hear = (all) => {
                for (const { addedNodes } of all) for (const one of addedNodes) window.toasts.push(one.textContent);
            };
            new MutationObserver(hear).observe(document.getElementById("toasts"), { childList: true });
        }"""
    )


def must_have_heard(page: Page, words: str) -> None:
    page.wait_for_function(
        "words => window.toasts.some((one) => one.includes(words))", arg=words, timeout=IN_STEP_MS
    )


def choose(page: Page, words: str) -> None:
    """One of the things that the party can be asked for."""
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator("#ask").get_by_role("button", name=words).click()


def test_one_asks_the_other_agrees_and_both_go_on_rest_and_take_it_back(
    new_page: NewPage, stack: Stack
) -> None:
    leader, friend = Member(stack, "Ylva Osk", "BASIC"), Member(stack, "Tore Osk")
    session_id = set_out(leader, friend)
    pages = []
    for member, size in ((leader, WIDE), (friend, PHONE)):
        watched = new_page(size)
        member.signs_in(watched.page.context)
        watched.page.goto(f"/play/{session_id}")
        until_told(watched.page)
        hear_toasts(watched.page)
        pages.append(watched)
    desk, phone = pages

    phone.page.get_by_role("button", name="Ask", exact=True).click()
    phone.look("ask")
    phone.page.locator("#ask").get_by_role("button", name="Go out").click()
    expect(phone.page.locator("#vote-panel")).to_contain_text("You ask", timeout=IN_STEP_MS)
    phone.look("vote")
    must_have_heard(desk.page, f"{friend.name} asks: Go out?")
    desk.look("vote")
    desk.page.locator("#vote-panel").get_by_role("button", name="Go out").click()
    for watched in pages:
        expect(watched.page.locator("#playhead h1")).to_have_text("The Inn Yard", timeout=IN_STEP_MS)
        expect(watched.page.locator("#vote-panel [data-vote]")).to_have_count(0)
        until_told(watched.page)
    must_have_heard(phone.page, "Go out? Agreed.")

    choose(desk.page, "Take the last turn back")
    expect(phone.page.locator("#vote-panel [data-vote]")).to_be_visible(timeout=IN_STEP_MS)
    phone.page.locator("#vote-panel").get_by_role("button", name="No").click()
    must_have_heard(desk.page, "Take the last turn back? Voted down.")
    for watched in pages:
        watched.must_be_clean()
