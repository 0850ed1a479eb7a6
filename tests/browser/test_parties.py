"""Parties outside the play page: the board, the lobby, the door, the bench of those who look on."""

import pytest
from playwright.sync_api import Page, ViewportSize, WebSocketRoute, expect

from browser.conftest import PHONE, WIDE, NewPage
from browser.gathering import Member, set_out
from coc_play import Stack

SEEN_WITHIN_MS = 2_000
ENDED_WITHIN_MS = 4_000
"""The line is ended within two seconds; then the page goes there."""
CUT = 3
"""So many lines are cut at once."""


@pytest.fixture(scope="module")
def leader(stack: Stack) -> Member:
    return Member(stack, "Olga Brandt", "PREMIUM")


def signed_in(new_page: NewPage, member: Member, size: ViewportSize | None = None) -> Page:
    watched = new_page(size) if size else new_page()
    member.signs_in(watched.page.context)
    page: Page = watched.page
    return page


def test_a_link_brings_a_stranger_to_the_table_within_a_minute(new_page: NewPage, stack: Stack) -> None:
    leader = Member(stack, "Ingrid Ferry", "PREMIUM")
    desk, phone = new_page(), new_page(PHONE)
    leader.signs_in(desk.page.context)
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.page.goto("/parties")
    desk.look("board-empty")
    desk.page.get_by_role("link", name="Gather a party").first.click()
    desk.page.get_by_label("Name of the party").fill("Lamplight Society")
    desk.page.get_by_role("radio", name="All at once").check(force=True)
    desk.look("party-new")
    desk.page.get_by_role("button", name="Open the party").click()
    desk.page.get_by_role("button", name="Make an invitation").click()
    desk.page.get_by_role("button", name="Copy").click()
    expect(desk.page.get_by_role("button", name="Copied")).to_be_visible()
    expect(desk.page.get_by_text("The link is copied.")).to_have_count(1)
    link = desk.page.evaluate("navigator.clipboard.readText()")

    phone.page.goto(link)
    phone.look("door")
    assert "Lamplight" not in (phone.page.content()), "a stranger learns nothing before the door"
    phone.page.get_by_role("button", name="Come in as a guest").click()
    expect(phone.page.get_by_role("heading", name="Lamplight Society")).to_be_visible()
    expect(phone.page.get_by_text("All act at once, round by round")).to_be_visible()
    phone.look("join")
    phone.page.get_by_label("Name", exact=True).fill("Jorun Vale")
    phone.page.get_by_role("button", name="Take a seat").click()
    phone.page.wait_for_url("**/parties/*")
    expect(desk.page.get_by_role("heading", name="Jorun Vale")).to_be_visible()
    expect(desk.page.get_by_text("Waiting for Jorun Vale.")).to_be_visible()
    desk.look("lobby")
    phone.look("lobby")
    phone.page.get_by_role("button", name="I am ready").click()
    desk.page.get_by_role("button", name="Set out together").click()
    desk.page.wait_for_url("**/play/*")
    phone.page.wait_for_url("**/play/*")
    for page in (desk.page, phone.page):
        expect(page.locator("#log")).to_contain_text("have come this far together")


def test_the_room_shows_who_is_ready_and_who_is_sent_away_without_reload(
    new_page: NewPage, stack: Stack
) -> None:
    leader, guest = Member(stack, "Astrid Holm", "PREMIUM"), Member(stack, "Bo Lind")
    session_id = leader.opens()
    guest.joins(leader, session_id)
    ours, theirs = signed_in(new_page, leader), signed_in(new_page, guest)
    for page in (ours, theirs):
        page.goto(f"/parties/{session_id}")
    theirs.get_by_role("button", name="Not yet ready after all").click()
    expect(ours.get_by_text("Waiting for Bo Lind.")).to_be_visible()
    ours.get_by_text("More about Bo Lind").click()
    ours.get_by_role("button", name="Send away for good").click()
    expect(ours.get_by_role("heading", name="Bo Lind")).to_have_count(0)
    theirs.wait_for_url("**/parties?gone=1", timeout=20_000)
    expect(theirs.get_by_text("You are no longer of that party.")).to_be_visible()


def test_leadership_and_seats_change_hands(new_page: NewPage, stack: Stack) -> None:
    leader, guest = Member(stack, "Cato Moss", "PREMIUM"), Member(stack, "Dagny Reed")
    session_id = leader.opens()
    guest.joins(leader, session_id)
    page = signed_in(new_page, leader)
    page.goto(f"/parties/{session_id}")
    page.get_by_role("radio", name="Fights on").check(force=True)
    page.get_by_role("button", name="Keep that").click()
    expect(page.get_by_role("radio", name="Fights on")).to_be_checked()
    page.get_by_text("More about Dagny Reed").click()
    page.get_by_role("button", name="Let them lead").click()
    expect(page.get_by_role("button", name="Set out together")).to_have_count(0)
    page.get_by_text("Leave the party").click()
    page.get_by_role("button", name="Leave", exact=True).click()
    page.wait_for_url("**/parties")
    expect(page.get_by_role("link", name="To the lobby")).to_have_count(0)


def test_the_room_says_how_the_party_acts_and_lets_one_choose_who_plays_for_one(
    new_page: NewPage, stack: Stack, size: ViewportSize
) -> None:
    tag = "Wide" if size["width"] > 600 else "Slim"
    leader, guest = Member(stack, f"Nils {tag}", "BASIC"), Member(stack, f"Oda {tag}")
    session_id = leader.opens(2, mode="round", turn_deadline_s=3600)
    guest.joins(leader, session_id)
    watched = new_page(size)
    guest.signs_in(watched.page.context)
    page = watched.page
    page.goto(f"/parties/{session_id}")
    expect(page.get_by_text("All act at once, round by round")).to_be_visible()
    expect(page.get_by_label("By whom?")).to_be_hidden()
    page.get_by_role("radio", name="Is played by").check(force=True)
    watched.look("proxy-choice", whole=True)
    page.get_by_label("By whom?").select_option(leader.name)
    page.get_by_role("button", name="Keep that").click()
    expect(page.get_by_text(f"While away, played along with {leader.name}.")).to_be_visible()
    expect(page.get_by_role("radio", name="Is played by")).to_be_checked()
    watched.look("lobby-rounds")
    page.get_by_role("radio", name="Guards").check(force=True)
    page.get_by_role("button", name="Keep that").click()
    expect(page.get_by_text("played along with")).to_have_count(0)


def test_strangers_find_an_open_party_on_the_board(
    new_page: NewPage, stack: Stack, size: ViewportSize
) -> None:
    tag = "Wide" if size["width"] > 600 else "Slim"
    host, finder = Member(stack, f"Edda {tag}", "PREMIUM"), Member(stack, f"Frida {tag}")
    host.opens(is_open=True, pace="two turns a day")
    watched = new_page(size)
    finder.signs_in(watched.page.context)
    watched.page.goto("/parties")
    watched.look("board")
    card = watched.page.locator(".party-card", has_text=host.name)
    expect(card).to_contain_text("two turns a day")
    card.get_by_role("button", name="Join").click()
    watched.page.wait_for_url("**/parties/*")
    expect(watched.page.get_by_role("heading", name=finder.name)).to_be_visible()


@pytest.mark.parametrize("code", ["nonsense", "a" * 36])
def test_a_link_that_opens_nothing_says_so_and_leads_on(new_page: NewPage, leader: Member, code: str) -> None:
    watched = new_page()
    watched.expected.add("404")
    leader.signs_in(watched.page.context)
    for kind in ("join", "watch"):
        watched.page.goto(f"/{kind}/{code}")
        expect(watched.page.get_by_role("heading", name="This link opens nothing")).to_be_visible()
        expect(watched.page.get_by_role("link", name="Find a party")).to_be_visible()
    watched.look("no-way-in")


def test_a_full_party_is_said_to_be_full_and_nothing_typed_is_lost(new_page: NewPage, stack: Stack) -> None:
    leader, second, late = (
        Member(stack, "Gerda Pike", "BASIC"),
        Member(stack, "Hild Snow"),
        Member(stack, "Iver Tarn"),
    )
    session_id = leader.opens(2)
    code = leader.client.call("POST", f"/sessions/{session_id}/invites", {})["code"]
    watched = new_page()
    watched.expected.add("409")
    late.signs_in(watched.page.context)
    watched.page.goto(f"/join/{code}")
    second.joins(leader, session_id)
    watched.page.get_by_role("button", name="Take a seat").click()
    expect(watched.page.get_by_role("alert")).to_contain_text("Every seat of this party is taken.")
    expect(watched.page.get_by_role("radio", name="Iver Tarn")).to_be_checked()


def test_who_looks_on_sees_the_tale_move(new_page: NewPage, stack: Stack, size: ViewportSize) -> None:
    tag = "Wide" if size["width"] > 600 else "Slim"
    leader, second = Member(stack, f"Jarl {tag}", "BASIC"), Member(stack, f"Kari {tag}")
    session_id = set_out(leader, second)
    code = leader.client.call("POST", f"/sessions/{session_id}/spectators", {})["code"]
    watched = new_page(size)
    watched.page.goto(f"/watch/{code}")
    watched.page.get_by_role("button", name="Look on as a guest").click()
    expect(watched.page.get_by_role("log")).to_contain_text("have come this far together")
    expect(watched.page.locator("#line")).to_have_text("Live")
    leader.client.act(session_id, action="go out")
    expect(watched.page.get_by_role("heading", name="The Inn Yard")).to_be_visible(timeout=SEEN_WITHIN_MS)
    watched.look("watch")
    watched.expected.add("404")
    leader.client.call("DELETE", f"/sessions/{session_id}/invites/{code}")
    opens_nothing = watched.page.get_by_role("heading", name="This link opens nothing")
    expect(opens_nothing).to_be_visible(timeout=ENDED_WITHIN_MS)


def test_without_its_line_the_bench_asks_by_itself_and_comes_back(new_page: NewPage, stack: Stack) -> None:
    leader, second = Member(stack, "Njal Firth", "BASIC"), Member(stack, "Olav Firth")
    session_id = set_out(leader, second)
    code = leader.client.call("POST", f"/sessions/{session_id}/spectators", {})["code"]
    watched = new_page()
    page, lines = watched.page, []

    def first_is_cut(line: WebSocketRoute) -> None:
        lines.append(line)
        if len(lines) > CUT:
            line.connect_to_server()
        else:
            line.close()

    page.route_web_socket("**/v1/realtime**", first_is_cut)
    page.goto(f"/watch/{code}")
    page.get_by_role("button", name="Look on as a guest").click()
    expect(page.locator("#line")).to_have_text("Reconnecting…")
    leader.client.act(session_id, action="go out")
    expect(page.get_by_role("heading", name="The Inn Yard")).to_be_visible(timeout=10_000)
    watched.look("watch-reconnecting")
    expect(page.locator("#line")).to_have_text("Live", timeout=30_000)
    leader.client.call("POST", f"/sessions/{session_id}/end", {"action_id": "told"})
    expect(page.get_by_text("the tale is told")).to_be_visible(timeout=10_000)
    expect(page.locator("#line")).to_be_hidden()


def test_a_character_in_a_lobby_leads_back_to_it(new_page: NewPage, stack: Stack) -> None:
    leader = Member(stack, "Leif Ash", "BASIC")
    session_id = leader.opens(2)
    page = signed_in(new_page, leader)
    page.goto(f"/play/{session_id}")
    page.wait_for_url(f"**/parties/{session_id}")
    expect(page.get_by_text("A party needs somebody to quarrel with")).to_be_visible()


def test_a_tier_that_plays_alone_is_told_how_it_is(new_page: NewPage, stack: Stack) -> None:
    watched = new_page()
    Member(stack, "Mara Fen").signs_in(watched.page.context)
    watched.page.goto("/parties/new")
    expect(watched.page.get_by_role("heading", name="Your tier plays alone")).to_be_visible()
    watched.look("party-free")


def test_each_page_of_a_party_reads_well(new_page: NewPage, stack: Stack, size: ViewportSize) -> None:
    tag = "Wide" if size == WIDE else "Slim"
    leader = Member(stack, f"Una {tag}", "ELITE")
    leader.client.create_character(f"Free {tag}", "vanguard", "noble_exile")
    session_id = leader.opens(
        10, is_open=True, mode="round", pace="An unhurried tale, two turns a day and never on Sundays"
    )
    for name in ("Bo", "Cay", "Dorothea Wilhelmina"):
        Member(stack, f"{name} {tag}").joins(leader, session_id)
    code = leader.client.call("POST", f"/sessions/{session_id}/invites", {})["code"]
    watched = new_page(size)
    leader.signs_in(watched.page.context)
    for name, path in {
        "parties": "/parties",
        "party-new": "/parties/new",
        "room": f"/parties/{session_id}",
    }.items():
        watched.page.goto(path)
        watched.look(f"party-{name}", whole=True)
    late = new_page(size)
    Member(stack, f"Egil {tag}").signs_in(late.page.context)
    late.page.goto(f"/join/{code}")
    late.look("party-join", whole=True)
