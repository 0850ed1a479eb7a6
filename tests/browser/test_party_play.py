"""A party's play page: broken lines, who is away, rest, the fallen, and ten of them at once."""

import contextlib
import re
import sqlite3
import time
import uuid

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from browser.checks import Watched
from browser.conftest import PHONE, WIDE, NewPage
from browser.gathering import Member, set_out
from browser.playing import say, until_told, words
from browser.test_two_browsers import IN_STEP_MS, enter, turn_line
from coc_play import Stack
from coc_play.services import WORKERS

NAMES = iter(
    ("Ada", "Bertil", "Cosima", "Doran", "Elspeth", "Fenno", "Gisela", "Harke", "Ilka", "Jorin", "Katla")
)
"""Of the first in each pair: every name is given once."""
LONG = (
    "Aurelia", "Benedikta", "Cassiopeia", "Desiderata", "Emmerentia",
    "Florentina", "Gwendoline", "Hildegarde", "Ingeborgia", "Jacobina",
)  # fmt: skip
MOST_MOVES_UNTIL_ONE_FALLS = 120


def pair(stack: Stack) -> tuple[Member, Member]:
    """A leader and a friend, the friend of the weaker kind."""
    name = next(NAMES)
    return Member(stack, f"{name} Quay", "BASIC"), Member(stack, f"{name}s Friend", class_id="lampwright")


def do(member: Member, session_id: str, text: str) -> None:
    """An action over the API, settled before this returns."""
    body = {"action": text, "action_id": str(uuid.uuid4())}
    member.client.call("POST", f"/sessions/{session_id}/action", body, headers={"Prefer": "wait=10"})


def long_ago(stack: Stack, session_id: str, column: str) -> None:
    """As if that moment of the session lay far behind."""
    with (
        contextlib.closing(sqlite3.connect(stack.data_dir / "conquest.db", timeout=10)) as database,
        database,
    ):
        database.execute(
            f"UPDATE game_sessions SET {column} = '2020-01-01T00:00:00.000+00:00' WHERE id = ?",  # noqa: S608 - a column of ours
            (session_id,),
        )


def begin_a_fight(session_id: str, *members: Member) -> None:
    """Out of the inn, and at the first foes; whoever is at the move does it."""
    for text in ("go out", "attack the wicklings"):
        do(mover(session_id, *members), session_id, text)


def mover(session_id: str, *members: Member) -> Member:
    """Whose turn it is, once it is a member's."""
    for _ in range(200):
        current = members[0].client.call("GET", f"/sessions/{session_id}")["current_actor_id"]
        found = [one for one in members if one.character_id == current]
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError("nobody is at the move")


def each_turn_stands_once(page: Page) -> None:
    seqs = page.locator("#log [data-turn]").evaluate_all("all => all.map((one) => Number(one.dataset.seq))")
    assert seqs == sorted(set(seqs))


def test_what_happened_while_the_line_was_broken_comes_once(new_page: NewPage, stack: Stack) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend, turn_deadline_s=600)
    watched = enter(new_page, leader, session_id)
    page = watched.page
    watched.expected |= {"WebSocket", "ERR_CONNECTION_REFUSED", "Failed to load resource"}
    say(page, "wait")
    expect(turn_line(page)).to_contain_text(f"{friend.name} is at the move")
    page.evaluate(
        """() => {
            window.toasts = [];
            const hear = (all) => {
                for (const { addedNodes } of all) for (const one of addedNodes) window.toasts.push(one.textContent);
            };
            new MutationObserver(hear).observe(document.getElementById("toasts"), { childList: true });
        }"""
    )
    stack.kill("gateway")
    try:
        expect(page.locator("#connection")).to_be_visible(timeout=IN_STEP_MS)
        do(friend, session_id, "wait")
        expect(turn_line(page)).to_contain_text("Your turn", timeout=IN_STEP_MS)
    finally:
        stack.restart("gateway")
    expect(page.locator("#connection")).to_be_hidden(timeout=30_000)
    until_told(page)
    each_turn_stands_once(page)
    expect(page.locator("#log .echo-name", has_text=friend.name)).to_have_count(1)
    assert len([text for text in page.evaluate("window.toasts") if "your turn" in text]) == 1


def test_who_lets_the_turn_go_by_is_marked_as_away(new_page: NewPage, stack: Stack) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend, turn_deadline_s=600)
    watched = enter(new_page, leader, session_id)
    page = watched.page
    say(page, "wait")
    long_ago(stack, session_id, "due_at")
    expect(page.locator(".toast", has_text=f"{friend.name} is away")).to_be_visible(timeout=IN_STEP_MS)
    expect(page.locator(f"#party [data-vitals='{friend.character_id}'][data-away]")).to_have_count(1)
    expect(turn_line(page)).to_contain_text("Your turn")
    watched.look("away")


WRONG_CLOCK = """(hours) => {
    const Right = Date, off = hours * 3_600_000;
    globalThis.Date = class extends Right {
        constructor(...given) { if (given.length) super(...given); else super(Right.now() + off); }
        static now() { return Right.now() + off; }
    };
}"""


@pytest.mark.parametrize("hours", [-26, 26])
def test_a_machine_whose_clock_is_wrong_counts_the_time_that_is_left(
    new_page: NewPage, stack: Stack, hours: int
) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend, turn_deadline_s=600)

    def page_with_it(*given: object, **options: object) -> Watched:
        made = new_page(*given, **options)
        made.page.add_init_script(f"({WRONG_CLOCK})({hours})")
        return made

    page = enter(page_with_it, leader, session_id).page
    timer = turn_line(page).get_by_role("timer")
    expect(timer).to_have_text(re.compile(r"^1[0-2]:\d\d$"))
    expect(timer).not_to_have_text(timer.text_content() or "")
    say(page, "wait")
    expect(turn_line(page)).to_contain_text(f"{friend.name} is at the move")
    each_turn_stands_once(page)


def test_a_rest_is_said_and_ends_with_the_next_action(
    new_page: NewPage, stack: Stack, size: ViewportSize
) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    watched = enter(new_page, leader, session_id, size)
    page = watched.page
    long_ago(stack, session_id, "last_activity")
    expect(page.locator("#stage .rests")).to_contain_text("the tale has rested", timeout=IN_STEP_MS)
    watched.look("rests")
    say(page, "wait")
    expect(page.locator("#stage .rests")).to_have_count(0)


def test_the_fallen_hold_on_while_the_others_fight(new_page: NewPage, stack: Stack) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    begin_a_fight(session_id, leader, friend)
    fallen = None
    for _ in range(MOST_MOVES_UNTIL_ONE_FALLS):
        found = leader.client.call("GET", f"/sessions/{session_id}")
        fallen = next((one["name"] for one in found["party"] if one["is_fallen"]), None)
        if fallen or not found["combat"]:
            break
        do(mover(session_id, leader, friend), session_id, "defend")
    assert fallen, "nobody fell"
    watched = enter(new_page, leader if fallen == leader.name else friend, session_id, PHONE)
    expect(watched.page.locator("#stage")).to_contain_text("You have fallen. Hold on.")
    expect(turn_line(watched.page)).not_to_contain_text("Your turn")
    watched.look("fallen")


def test_ten_with_long_names_fight_on_a_page_that_stays_readable(new_page: NewPage, stack: Stack) -> None:
    leader, *others = LONG
    members = [
        Member(stack, f"{leader} Postlethwaite", "ELITE"),
        *(Member(stack, f"{one} Postlethwaite") for one in others),
    ]
    session_id = set_out(*members)
    begin_a_fight(session_id, *members)
    for size in (WIDE, PHONE):
        watched = new_page(size)
        mover(session_id, *members).signs_in(watched.page.context)
        watched.page.goto(f"/play/{session_id}")
        until_told(watched.page)
        watched.look("ten")
        move = watched.page.locator(".move[data-aim=enemy]:enabled").first
        expect(move).to_be_in_viewport()
        expect(watched.page.locator("#party [data-vitals]")).to_have_count(10)


def test_the_party_talks_at_its_table(new_page: NewPage, stack: Stack) -> None:
    leader, friend = Member(stack, "Petra Dunn", "BASIC"), Member(stack, "Rolf Esk")
    session_id = set_out(leader, friend)
    desk, phone = new_page(), new_page(PHONE)
    for watched, member in ((desk, leader), (phone, friend)):
        member.signs_in(watched.page.context)
        watched.page.goto(f"/play/{session_id}")
        until_told(watched.page)
    desk.page.get_by_role("button", name="Chat").click()
    desk.page.get_by_label("How you say it").select_option("say")
    desk.page.get_by_label("What you say to the party").fill("Mind the third step.")
    desk.page.get_by_label("What you say to the party").press("Enter")
    expect(desk.page.get_by_role("log", name="What the party says")).to_contain_text("“Mind the third step.”")
    expect(phone.page.locator(".toast", has_text="Petra Dunn: “Mind the third step.”")).to_be_visible()
    expect(phone.page.locator(".chat-unread")).to_have_text("1")
    phone.page.get_by_role("button", name="Chat").click()
    expect(phone.page.locator(".chat-unread")).to_have_text("")
    box = phone.page.get_by_label("What you say to the party")
    box.fill("/roll everything")
    box.press("Enter")
    phone.expected.add("422")
    expect(phone.page.locator("#chat").get_by_role("alert")).to_contain_text("/roll 2d6+1")
    expect(box).to_have_value("/roll everything")
    box.fill("/roll 2d6+1")
    box.press("Enter")
    expect(desk.page.locator(".chat-dice")).to_contain_text("2d6+1:")
    desk.look("talk")
    phone.look("talk")
    phone.page.locator("#chat .chat-means summary").first.click()
    phone.page.get_by_role("button", name="Mute Petra Dunn").click()
    expect(phone.page.locator("#chat-log")).not_to_contain_text("Mind the third step.")


def test_what_another_did_before_ones_own_waiting_turn_comes_before_it(
    new_page: NewPage, stack: Stack
) -> None:
    leader, friend = pair(stack)
    session_id = set_out(leader, friend)
    page = enter(new_page, leader, session_id).page
    for worker in WORKERS:
        stack.kill(worker)
    body = {"action": "Who goes first?", "mode": "say", "action_id": str(uuid.uuid4())}
    friend.client.call("POST", f"/sessions/{session_id}/action", body)
    words(page).fill("look around")
    words(page).press("Enter")
    expect(page.locator("#log [data-turn][data-seq='3'][data-status=accepted]")).to_have_count(1)
    stack.restart(*WORKERS)
    expect(page.locator("#log [data-turn][data-seq='2'][data-status=resolved]")).to_have_count(
        1, timeout=IN_STEP_MS
    )
    until_told(page)
    each_turn_stands_once(page)
