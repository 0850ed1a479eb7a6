"""Links to a table that lead nowhere, or home; and the board without a line."""

import contextlib
import sqlite3

from playwright.sync_api import ViewportSize, expect

from browser.conftest import NewPage
from browser.gathering import Member
from coc_play import Stack


def invitation(leader: Member, session_id: str) -> str:
    code: str = leader.client.call("POST", f"/sessions/{session_id}/invites", {})["code"]
    return code


def test_an_invitation_that_has_expired_opens_nothing(
    new_page: NewPage, stack: Stack, size: ViewportSize
) -> None:
    tag = "Wide" if size["width"] > 600 else "Slim"
    leader, late = Member(stack, f"Ottar {tag}", "BASIC"), Member(stack, f"Pia {tag}")
    code = invitation(leader, leader.opens(2))
    with (
        contextlib.closing(sqlite3.connect(stack.data_dir / "conquest.db", timeout=10)) as database,
        database,
    ):
        change = "UPDATE session_invites SET data = json_set(data, '$.expires_at', ?) WHERE id = ?"
        assert database.execute(change, ("2020-01-01T00:00:00.000+00:00", code)).rowcount == 1
    watched = new_page(size)
    watched.expected.add("404")
    late.signs_in(watched.page.context)
    watched.page.goto(f"/join/{code}")
    expect(watched.page.get_by_role("heading", name="This link opens nothing")).to_be_visible()
    watched.look("invitation-expired")


def test_an_invitation_to_ones_own_table_leads_to_it(new_page: NewPage, stack: Stack) -> None:
    leader, guest = Member(stack, "Quentin Ash", "BASIC"), Member(stack, "Runa Sedge")
    session_id = leader.opens(2)
    code = invitation(leader, session_id)
    guest.joins(leader, session_id)
    for member in (leader, guest):
        page = new_page().page
        member.signs_in(page.context)
        page.goto(f"/join/{code}")
        page.wait_for_url(f"**/parties/{session_id}")
        expect(page.get_by_role("heading", name=guest.name)).to_be_visible()


def test_the_board_without_a_line_says_so_and_goes_on_when_it_is_back(
    new_page: NewPage, stack: Stack, size: ViewportSize
) -> None:
    tag = "Wide" if size["width"] > 600 else "Slim"
    host, finder = Member(stack, f"Sunniva {tag}", "BASIC"), Member(stack, f"Torkel {tag}")
    host.opens(2, is_open=True)
    watched = new_page(size)
    watched.expected.add("ERR_INTERNET_DISCONNECTED")
    page = watched.page
    finder.signs_in(page.context)
    page.goto("/parties")
    join = page.locator(".party-card", has_text=host.name).get_by_role("button", name="Join")
    page.context.set_offline(True)
    expect(page.locator("#unsent")).to_contain_text("You are offline.")
    join.click()
    expect(page.get_by_role("alert")).to_contain_text("send it when you are back")
    watched.look("board-offline")
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_have_count(0)
    join.click()
    page.wait_for_url("**/parties/*")
    expect(page.get_by_role("heading", name=finder.name)).to_be_visible()
