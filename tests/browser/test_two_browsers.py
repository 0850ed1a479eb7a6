"""Playing together: a wide window and a phone in one fight, one of which is closed in the middle and comes back."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, ViewportSize, expect

from browser.checks import Watched
from browser.conftest import PHONE, WIDE, NewPage
from browser.gathering import Member, set_out
from browser.playing import MOST_MOVES, say, until_told, words
from coc_play import Stack

IN_STEP_MS = 15_000
ENABLED = ".move[data-aim^=enemy]:enabled"
MET_AFTER = 4
"""Moves of the fight until the phone is closed."""


def enter(new_page: NewPage, member: Member, session_id: str, size: ViewportSize = WIDE) -> Watched:
    """The member's page of that adventure, with everything told."""
    watched = new_page(size, has_touch=size is PHONE)
    member.signs_in(watched.page.context)
    watched.page.goto(f"/play/{session_id}")
    until_told(watched.page)
    return watched


def turn_line(page: Page) -> Locator:
    return page.locator("#turn-line")


def shown(page: Page) -> dict[str, Any]:
    """What two pages of one party must show alike, as this one shows it."""
    found: dict[str, Any] = page.evaluate(
        """() => ({
            version: document.getElementById("stage").dataset.version,
            place: document.querySelector("#playhead h1").textContent,
            vitals: Object.fromEntries([...document.querySelectorAll("#party [data-vitals]")]
                .map((one) => [one.dataset.vitals, one.dataset.hp])),
            fighters: Object.fromEntries([...document.querySelectorAll("#combat [data-vitals]")]
                .map((one) => [one.dataset.vitals, one.dataset.hp])),
            tale: Object.fromEntries([...document.querySelectorAll("#log [data-turn]")]
                .map((one) => [one.dataset.seq, [one.dataset.status, ...[...one.querySelectorAll(".telling p")]
                    .map((part) => part.textContent.trim())]])),
        })"""
    )
    return found


def must_be_alike(one: Page, other: Page) -> None:
    """Waits until both have told everything and stand at the same version; then all that both show is the same."""
    expect(other.locator("#stage")).to_have_attribute(
        "data-version",
        re.compile(rf"^{one.locator('#stage').get_attribute('data-version')}$"),
        timeout=IN_STEP_MS,
    )
    until_told(one)
    until_told(other)
    ours, theirs = shown(one), shown(other)
    shared = ours["tale"].keys() & theirs["tale"].keys()
    assert len(shared) > 1
    assert {seq: ours["tale"][seq] for seq in shared} == {seq: theirs["tale"][seq] for seq in shared}
    for part in ("version", "place", "vitals", "fighters"):
        assert ours[part] == theirs[part], part


def strike(page: Page) -> None:
    """The first move against an enemy; until the page has what came of it."""
    version = page.locator("#stage").get_attribute("data-version") or ""
    page.locator(ENABLED).first.click()
    expect(page.locator("#stage")).not_to_have_attribute("data-version", version, timeout=IN_STEP_MS)


def at_the_move(*pages: Page) -> Page | None:
    """The page whose player is at the move, once there is one; None when the fight is over."""
    for _ in range(200):
        for page in pages:
            if not page.locator("#combat").count() and page.locator("#stage:not(.stage-combat)").count():
                return None
            if page.locator(ENABLED).count():
                return page
        pages[0].wait_for_timeout(50)
    raise AssertionError("nobody is at the move")


def test_a_phone_and_a_desk_fight_together_and_one_comes_back(new_page: NewPage, stack: Stack) -> None:
    leader, friend = Member(stack, "Nora Quay", "BASIC"), Member(stack, "Otto Spar", class_id="lampwright")
    session_id = set_out(leader, friend, turn_deadline_s=600)
    desk = enter(new_page, leader, session_id)
    phone = enter(new_page, friend, session_id, PHONE)
    expect(turn_line(desk.page)).to_contain_text("Your turn")
    expect(turn_line(phone.page)).to_contain_text("Nora Quay is at the move")

    say(desk.page, "go out")
    expect(turn_line(phone.page)).to_contain_text("Your turn")
    expect(phone.page.locator(".toast", has_text="It is your turn.")).to_be_visible()
    assert phone.page.title().startswith("● The Inn Yard")
    words(phone.page).fill("attack the wicklings")
    words(phone.page).press("Enter")
    for page in (desk.page, phone.page):
        expect(page.locator("#combat")).to_be_visible(timeout=IN_STEP_MS)
    desk.show("party")
    phone.show("party")

    moves = 0
    while (mover := at_the_move(desk.page, phone.page)) is not None and moves < MOST_MOVES:
        strike(mover)
        moves += 1
        if moves == MET_AFTER:
            must_be_alike(desk.page, phone.page)
            phone.page.context.close()
            if desk.page.locator(ENABLED).count():  # the tale goes on without them
                strike(desk.page)
            phone = enter(new_page, friend, session_id, PHONE)
            must_be_alike(desk.page, phone.page)
    assert MET_AFTER < moves < MOST_MOVES
    must_be_alike(desk.page, phone.page)
    for page in (desk.page, phone.page):
        expect(page.locator("#combat")).to_have_count(0)
