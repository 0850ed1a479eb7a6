"""From the gate through the first fight to the loot, as a stranger would go."""

import re
import time

from playwright.sync_api import ViewportSize, expect

from browser.conftest import NewPage
from browser.playing import begin_as_guest, fight_to_the_end, meet_the_first_foes, open_panel, say, until_told

FIRST_FIGHT_WITHIN_S = 120


def test_a_stranger_plays_from_the_gate_to_the_loot(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    page = watched.page
    begun = time.monotonic()
    begin_as_guest(watched)
    watched.look("opening")
    say(page, "look around")
    meet_the_first_foes(page)
    assert time.monotonic() - begun < FIRST_FIGHT_WITHIN_S
    watched.look("fight")
    assert fight_to_the_end(page) > 0
    until_told(page)
    watched.look("after-the-fight")
    expect(page.locator("#log .plain-log").last).to_contain_text(re.compile(r"gains \d+ experience"))
    open_panel(page, "Pack")
    expect(page.locator("#pack .item-name").first).to_be_visible()
    watched.look("loot")


def test_it_goes_on_tomorrow_where_it_stood(new_page: NewPage) -> None:
    watched = new_page()
    begin_as_guest(watched)
    say(watched.page, "go out")
    told = watched.page.locator("#log").inner_text()
    watched.page.goto("/")
    watched.page.get_by_role("button", name="Continue your tale").first.click()
    watched.page.wait_for_url("**/play/*")
    assert watched.page.locator("#log").inner_text() == told


def test_a_fight_is_won_by_keyboard_alone(new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    page.goto("/")
    page.get_by_role("button", name="Play now").press("Enter")
    page.wait_for_url("**/begin")
    page.get_by_role("button", name="Begin").first.press("Enter")
    page.wait_for_url("**/play/*")
    until_told(page)
    say(page, "go out")
    page.get_by_role("button", name="Attack").first.press("Enter")
    expect(page.locator("#combat")).to_be_visible()
    page.locator("input[name=enemy_id]:checked").press("ArrowRight")
    aim = page.locator("input[name=enemy_id]:checked").get_attribute("value")
    page.locator(".move[data-aim=enemy]:enabled").first.press("Enter")
    expect(page.locator("#log article").last).to_contain_text("attacks")
    assert aim


def test_wearing_and_taking_off_happen_in_the_drawer(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    page = watched.page
    begin_as_guest(watched, "vanguard")
    open_panel(page, "Pack")
    sword = page.locator("#pack .item", has=page.locator(".tag", has_text="Main hand"))
    name = sword.locator(".item-name").inner_text()
    sword.locator("summary").click()
    sword.get_by_role("button", name="Take off").click()
    bare = page.locator("#pack .item", has_text=name)
    expect(bare.locator(".tag")).to_have_count(0)
    watched.look("pack")
    bare.get_by_role("button", name="Wear").click()
    expect(bare.locator(".tag")).to_have_text("Main hand")
