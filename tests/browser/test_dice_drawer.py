"""The dice: a drawer that keeps itself true, a page of their own, and what is missed while the line is broken."""

from playwright.sync_api import Locator, Page, ViewportSize, expect

from browser.conftest import NewPage
from browser.gathering import Member, set_out
from browser.playing import begin_as_guest, meet_the_first_foes, until_told
from browser.test_party_play import do, each_turn_stands_once
from browser.test_two_browsers import IN_STEP_MS, enter
from coc_play import Stack

NAMES = iter(("Ulf", "Vigdis", "Wenzel", "Xenia", "Yrsa", "Zacharias"))
MORE_THAN_A_PAGE = 30


def pair(stack: Stack) -> tuple[Member, Member]:
    name = next(NAMES)
    return Member(stack, f"{name} Amber", "BASIC"), Member(stack, f"{name}s Friend")


def throw(member: Member, session_id: str, number: object, what: str = "2d6+1") -> None:
    body = {"text": f"/roll {what}", "message_id": f"throw-{number}"}
    member.client.call("POST", f"/sessions/{session_id}/chat", body)


def throws(page: Page) -> Locator:
    return page.locator("#throws [data-throw]")


def each_stands_once(found: Locator, attribute: str) -> list[str]:
    ids: list[str] = found.evaluate_all(f"all => all.map((one) => one.getAttribute('{attribute}'))")
    assert len(ids) == len(set(ids))
    return ids


def test_what_others_throw_falls_on_the_open_drawer_newest_first(
    new_page: NewPage, stack: Stack, size: ViewportSize
) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    watched = enter(new_page, leader, session_id, size)
    page = watched.page
    page.get_by_role("button", name="Dice", exact=True).first.click()
    expect(page.locator("#throws")).to_contain_text("No dice have fallen yet.")
    throw(friend, session_id, 1)
    expect(throws(page)).to_have_count(1)
    throw(friend, session_id, 2, "3d20")
    expect(throws(page).first).to_contain_text("3d20")
    expect(throws(page).first).to_contain_text(friend.name)
    expect(throws(page).first.locator(".die-d20")).to_have_count(3)
    throws(page).first.locator("summary").click()
    expect(throws(page).first).to_contain_text("(d20)")
    page.get_by_text("How to check them").click()
    expect(page.locator("#dice")).to_contain_text(f"coc verify-dice {session_id}")
    watched.look("dice")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#dice")).to_be_hidden()


def test_older_dice_come_page_by_page_and_stay(new_page: NewPage, stack: Stack) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    for number in range(MORE_THAN_A_PAGE):
        throw((leader, friend)[number % 2], session_id, number, "d6")
    page = enter(new_page, leader, session_id).page
    page.get_by_role("button", name="Dice", exact=True).first.click()
    page.get_by_role("link", name="Older dice").click()
    expect(throws(page)).to_have_count(MORE_THAN_A_PAGE)
    throw(friend, session_id, "newest", "d8")
    expect(throws(page)).to_have_count(MORE_THAN_A_PAGE + 1)
    expect(throws(page).first).to_contain_text("1d8")
    each_stands_once(throws(page), "data-throw")


def test_talk_turns_and_dice_of_a_broken_line_come_once_each(new_page: NewPage, stack: Stack) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    watched = enter(new_page, leader, session_id)
    page = watched.page
    watched.expected |= {"WebSocket", "ERR_CONNECTION_REFUSED", "Failed to load resource"}
    throw(friend, session_id, "before")
    page.get_by_role("button", name="Dice", exact=True).first.click()
    expect(throws(page)).to_have_count(1)
    page.evaluate(
        """() => {
            window.toasts = [];
            const hear = (all) => {
                for (const { addedNodes } of all) for (const one of addedNodes) window.toasts.push(one.textContent);
            };
            new MutationObserver(hear).observe(document.getElementById("toasts"), { childList: true });
        }"""
    )
    page.context.set_offline(True)  # so that the page does not ask by itself
    stack.kill("gateway")
    try:
        expect(page.locator("#connection")).to_be_visible(timeout=IN_STEP_MS)
        do(leader, session_id, "wait")
        do(friend, session_id, "wait")
        throw(friend, session_id, "meanwhile", "d20")
        whisper = {"channel": "whisper", "to_character_id": leader.character_id}
        body = {"text": "Psst.", "message_id": "whispered", **whisper}
        friend.client.call("POST", f"/sessions/{session_id}/chat", body)
    finally:
        stack.restart("gateway")
    page.context.set_offline(False)
    expect(page.locator("#connection")).to_be_hidden(timeout=40_000)
    expect(throws(page)).to_have_count(2, timeout=IN_STEP_MS)
    expect(page.locator("#log .echo-name")).to_have_count(2)
    until_told(page)
    expect(page.locator(".toast", has_text=f"{friend.name} whispers: Psst.")).to_be_visible()
    each_turn_stands_once(page)
    each_stands_once(throws(page), "data-throw")
    assert len(each_stands_once(page.locator("#chat-log [data-message]"), "data-message")) == 3
    called_out = page.evaluate("window.toasts")
    assert len(called_out) == len(set(called_out)), called_out
    assert len([text for text in called_out if "your turn" in text]) <= 1


def test_alone_one_sees_the_dice_of_the_story(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    page = watched.page
    begin_as_guest(watched)
    meet_the_first_foes(page)
    page.locator(".move[data-aim^=enemy]:enabled").first.click()
    until_told(page)
    page.get_by_role("button", name="Dice", exact=True).first.click()
    expect(throws(page).first).to_be_visible()
    expect(page.locator("#throws")).to_contain_text("attacks")
    watched.look("dice-of-a-fight")


def test_without_script_the_dice_are_a_page(new_page: NewPage, stack: Stack, size: ViewportSize) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    for number in range(MORE_THAN_A_PAGE):
        throw((leader, friend)[number % 2], session_id, number, "4d6-2")
    watched = new_page(size, java_script_enabled=False, color_scheme="light")
    leader.signs_in(watched.page.context)
    watched.page.goto(f"/play/{session_id}/chat")
    watched.page.get_by_role("link", name="Dice", exact=True).click()
    expect(throws(watched.page).first).to_be_visible()
    newest = each_stands_once(throws(watched.page), "data-throw")
    watched.page.get_by_role("link", name="Older dice").click()
    older = each_stands_once(throws(watched.page), "data-throw")
    assert len(newest) + len(older) == MORE_THAN_A_PAGE
    assert not set(newest) & set(older)
    by_day = new_page(size, color_scheme="light")
    leader.signs_in(by_day.page.context)
    by_day.page.goto(f"/play/{session_id}/dice")
    by_day.look("light-dice-page", whole=True)
