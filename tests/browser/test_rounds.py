"""Acting all at once, and for somebody who is away: two browsers, a wide one and a phone."""

import re

from playwright.sync_api import Page, expect

from browser.conftest import PHONE, WIDE, NewPage
from browser.gathering import Member, set_out
from browser.playing import until_told, words
from browser.test_party_play import do, long_ago, mover
from browser.test_two_browsers import ENABLED, IN_STEP_MS, enter, must_be_alike, turn_line
from coc_play import Stack

MOST_MOVES_UNTIL_IT_IS_HERS = 20


def hand_in(page: Page, text: str) -> None:
    """Sends it, and waits until the panel has it."""
    words(page).fill(text)
    words(page).press("Enter")
    expect(page.locator("[data-handed-in]")).to_have_text(text)


def mean(page: Page, mode: str) -> None:
    """Chooses how the words are meant."""
    page.locator(".mode", has=page.locator(f"[value={mode}]")).click()


def change_what_was_said(page: Page) -> None:
    """Something said comes back as something said; then something is to be done instead."""
    mean(page, "say")
    hand_in(page, "Shall we?")
    mean(page, "do")
    page.get_by_role("link", name="Change").click()
    expect(words(page)).to_have_value("Shall we?")
    expect(page.locator("#composer [name=mode]:checked")).to_have_value("say")
    mean(page, "do")


def mark(page: Page, name: str) -> str:
    """What the panel says of a member."""
    return page.locator(".round-member", has_text=name).locator(".visually-hidden").inner_text()


def test_two_hand_in_one_changes_and_takes_back_and_both_see_the_same(
    new_page: NewPage, stack: Stack
) -> None:
    leader = Member(stack, "Runa Dark", "BASIC")
    friend = Member(stack, "Stellan Dark")
    session_id = set_out(leader, friend, mode="round", turn_deadline_s=3600)
    desk = new_page(WIDE)
    phone = new_page(PHONE, has_touch=True)
    for watched, member in ((desk, leader), (phone, friend)):
        member.signs_in(watched.page.context)
        watched.page.goto(f"/play/{session_id}")
        until_told(watched.page)
    expect(turn_line(desk.page)).to_contain_text("Round 1: what do you do?")
    desk.look("round-open")

    hand_in(desk.page, "wait")
    expect(desk.page.locator(".round-says")).to_have_text(f"Waiting for {friend.name}.")
    expect(phone.page.locator(".round-says")).to_have_text("Waiting for you.", timeout=IN_STEP_MS)
    assert mark(phone.page, leader.name) == ": handed in"
    expect(phone.page.locator("[data-handed-in]")).to_have_count(0)
    expect(desk.page.locator("#log [data-turn]")).to_have_count(1)
    desk.look("round-handed-in")
    phone.look("round-waited-for")

    change_what_was_said(desk.page)
    hand_in(desk.page, "look around")
    desk.page.locator("#round").get_by_role("button", name="Take back").click()
    expect(desk.page.locator("[data-handed-in]")).to_have_count(0)
    expect(phone.page.locator(".round-says")).to_have_text("Nobody has handed in yet.", timeout=IN_STEP_MS)

    hand_in(phone.page, "wait")
    phone.look("round-handed-in")
    words(desk.page).fill("go out")
    words(desk.page).press("Enter")
    for page in (desk.page, phone.page):
        expect(turn_line(page)).to_contain_text("Round 2", timeout=IN_STEP_MS)
        expect(page.locator("#playhead h1")).to_have_text("The Inn Yard", timeout=IN_STEP_MS)
        expect(page.locator("#log .echo", has_text="wait")).to_have_count(1, timeout=IN_STEP_MS)
        expect(page.locator("#log .echo", has_text="go out")).to_have_count(1, timeout=IN_STEP_MS)
    must_be_alike(desk.page, phone.page)


def test_the_last_of_a_round_sees_what_came_before_their_own(new_page: NewPage, stack: Stack) -> None:
    leader, friend = Member(stack, "Ursel Vane", "BASIC"), Member(stack, "Viggo Wold")
    session_id = set_out(leader, friend, mode="round")
    page = enter(new_page, friend, session_id).page
    do(leader, session_id, "wait")
    expect(page.locator(".round-says")).to_have_text("Waiting for you.", timeout=IN_STEP_MS)
    words(page).fill("go out")
    words(page).press("Enter")
    expect(page.locator("#log .echo")).to_have_count(2, timeout=IN_STEP_MS)
    until_told(page)
    assert [one.strip() for one in page.locator("#log .echo").all_inner_texts()] == [
        f"{leader.name}: wait",
        f"{friend.name}: go out",
    ]


def test_one_goes_away_and_the_other_fights_for_them(new_page: NewPage, stack: Stack) -> None:
    leader, friend = Member(stack, "Wilma Yarrow", "BASIC"), Member(stack, "Orla Zeal")
    session_id = set_out(leader, friend, turn_deadline_s=3600)
    seat = {"fallback": "proxy", "proxy_character_id": leader.character_id}
    friend.client.call("PUT", f"/sessions/{session_id}/seat", seat)
    do(leader, session_id, "wait")
    watched = enter(new_page, leader, session_id, PHONE)
    page = watched.page
    expect(turn_line(page)).to_contain_text("Orla Zeal is at the move")
    long_ago(stack, session_id, "due_at")
    expect(turn_line(page)).to_contain_text("Your turn", timeout=IN_STEP_MS)
    do(leader, session_id, "wait")
    expect(turn_line(page)).to_contain_text("You act for Orla Zeal, who is away", timeout=IN_STEP_MS)
    expect(page.get_by_label("Whom is it for?")).to_have_value(friend.character_id)
    watched.look("acting-for")
    words(page).fill("open the pack")
    words(page).press("Enter")
    watched.expected.add("403")
    expect(page.locator("#composer").get_by_role("alert")).to_contain_text("For somebody who is away")
    expect(words(page)).to_have_value("open the pack")
    watched.look("acting-for-refused")
    words(page).fill("go out")
    words(page).press("Enter")
    expect(page.locator("#playhead h1")).to_have_text("The Inn Yard", timeout=IN_STEP_MS)
    expect(page.locator("#log .echo", has_text="go out")).to_contain_text("Orla Zeal")

    do(leader, session_id, "attack the wicklings")
    for _ in range(MOST_MOVES_UNTIL_IT_IS_HERS):
        if mover(session_id, leader, friend) is friend:
            break
        do(leader, session_id, "defend")
    expect(page.locator("#combat")).to_contain_text("You act for Orla Zeal, who is away.", timeout=IN_STEP_MS)
    expect(page.locator(".move-item")).to_have_count(0)
    watched.look("fighting-for")
    page.locator(ENABLED).first.click()
    expect(page.locator("#log .echo").last).to_contain_text(re.compile("Orla Zeal: "), timeout=IN_STEP_MS)


def test_a_fight_in_a_party_that_acts_all_at_once_goes_by_initiative(new_page: NewPage, stack: Stack) -> None:
    leader, friend = Member(stack, "Alva Birch", "BASIC"), Member(stack, "Birger Cole")
    session_id = set_out(leader, friend, mode="round")
    for text in ("go out", "attack the wicklings"):
        do(friend, session_id, "wait")
        do(leader, session_id, text)
    at_the_move = mover(session_id, leader, friend)
    page = enter(new_page, at_the_move, session_id).page
    expect(page.locator("#round")).to_be_hidden()
    expect(turn_line(page)).to_contain_text("Your turn")
    expect(page.locator(ENABLED).first).to_be_visible()


def test_rounds_need_no_script(new_page: NewPage, stack: Stack) -> None:
    leader, friend = Member(stack, "Cilla Dorn", "BASIC"), Member(stack, "Dag Elm")
    session_id = set_out(leader, friend, mode="round")
    page = new_page(java_script_enabled=False).page
    leader.signs_in(page.context)
    page.goto(f"/play/{session_id}")
    words(page).fill("wait")
    page.get_by_role("button", name="Do it").click()
    expect(page.locator("[data-handed-in]")).to_have_text("wait")
    page.get_by_role("link", name="Change").click()
    expect(words(page)).to_have_value("wait")
    page.locator("#round").get_by_role("button", name="Take back").click()
    expect(page.locator("[data-handed-in]")).to_have_count(0)
