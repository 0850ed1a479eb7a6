"""What a fight leaves is shared out in the browser: who needs it gets it before who would merely like it."""

import re

from playwright.sync_api import expect

from browser.checks import Watched
from browser.conftest import PHONE, WIDE, NewPage
from browser.gathering import Member, set_out
from browser.playing import until_told
from browser.test_two_browsers import IN_STEP_MS
from browser.test_votes import hear_toasts, must_have_heard
from coc_play import Stack

TRIES = 12
"""A party of three wins something nine times in ten."""
MOST_MOVES = 80


def with_spoils(members: list[Member], pages: list[Watched]) -> str:
    """The session of a party that has won a fight, and something to share out; the pages saw it happen."""
    for _ in range(TRIES):
        session_id = set_out(*members, loot="need_greed")
        for watched in pages:
            watched.page.goto(f"/play/{session_id}")
        win(members, session_id)
        if members[0].client.session(session_id)["votes"]:
            return session_id
        for one in reversed(members):
            one.client.call("POST", f"/sessions/{session_id}/leave", {})
    raise AssertionError("nobody ever won anything")


def win(members: list[Member], session_id: str) -> None:
    """Out into the yard, and a fight to its end."""
    words = iter(("go out", "attack the wicklings"))
    for _ in range(MOST_MOVES):
        view = members[0].client.session(session_id)
        mover = next(one for one in members if one.character_id == view["current_actor_id"])
        doing = next(words, "attack")
        if doing == "attack" and view["combat"] is None:
            return
        mover.client.act(session_id, action=doing)
    raise AssertionError("the fight has no end")


def test_who_needs_it_gets_it_and_all_see_who_did(new_page: NewPage, stack: Stack) -> None:
    members = [
        Member(stack, "Alda Gorm", "PREMIUM"),
        *(Member(stack, f"{one} Gorm") for one in ("Brit", "Carl")),
    ]
    desk, phone = (new_page(size) for size in (WIDE, PHONE))
    for watched, member in ((desk, members[0]), (phone, members[1])):
        member.signs_in(watched.page.context)
    session_id = with_spoils(members, [desk, phone])
    for watched in (desk, phone):
        expect(watched.page.locator("#vote-panel")).to_contain_text("To be shared out", timeout=IN_STEP_MS)
        hear_toasts(watched.page)
    question = desk.page.locator("#vote-question").inner_text()
    thing = members[0].client.session(session_id)["loot_pool"][0]["name"]
    assert thing in question

    desk.page.locator("#vote-panel").get_by_role("button", name="Need").click()
    expect(phone.page.locator(".voter", has_text="Alda Gorm")).to_contain_text("Need", timeout=IN_STEP_MS)
    phone.look("loot")
    phone.page.locator("#vote-panel").get_by_role("button", name="Greed").click()
    (vote,) = members[2].client.session(session_id)["votes"]
    members[2].client.call("POST", f"/sessions/{session_id}/votes/{vote['id']}", {"choice": "pass"})
    for watched in (desk, phone):
        must_have_heard(watched.page, f"{question} Shared out.")
        until_told(watched.page)
        watched.look("loot-shared")
    last = phone.page.locator("#log [data-turn]").last
    expect(last).to_contain_text(re.compile(f"Alda Gorm gains .*{re.escape(thing)}"))
    held = members[0].client.call("GET", f"/characters/{members[0].character_id}/inventory")["items"]
    assert thing in [one["name"] for one in held]
