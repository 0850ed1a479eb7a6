"""A browser without script: every form is a form, every link a link."""

from playwright.sync_api import Page, expect

from browser.checks import Watched
from browser.conftest import NewPage
from browser.gathering import Member
from coc_play import Stack


def _begin(new_page: NewPage) -> Watched:
    watched = new_page(java_script_enabled=False)
    page = watched.page
    page.goto("/")
    page.get_by_role("button", name="Play now").click()
    page.get_by_role("button", name="Begin").first.click()
    expect(page.locator("#log article")).to_have_count(1)
    return watched


def _say(page: Page, words: str) -> None:
    page.get_by_label("What do you do?").fill(words)
    page.get_by_role("button", name="Do it").click()


def test_one_plays_into_the_first_fight_without_script(new_page: NewPage) -> None:
    page = _begin(new_page).page
    _say(page, "go out")
    expect(page.locator("#log .echo").last).to_contain_text("go out")
    page.locator("#place").get_by_role("button", name="Attack").first.click()
    expect(page.locator("#combat")).to_be_visible()
    before = page.locator("#log article").count()
    page.locator(".move[data-aim=enemy]:enabled").first.click()
    expect(page.locator("#log article")).to_have_count(before + 1)


def test_a_refused_action_keeps_its_words_without_script(new_page: NewPage) -> None:
    watched = _begin(new_page)
    watched.expected.add("422")
    page = watched.page
    _say(page, "   ")
    expect(page.get_by_role("alert")).to_contain_text("Say what you want to do.")


def test_the_four_steps_work_without_script(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False).page
    page.goto("/")
    page.get_by_role("button", name="Play now").click()
    page.goto("/characters/new")
    page.locator("input[name=origin_id]").last.check(force=True)
    chosen = page.locator("input[name=origin_id]:checked").get_attribute("value")
    for _ in range(3):
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Origin").click()
    assert page.locator("input[name=origin_id]:checked").get_attribute("value") == chosen


def test_a_party_gathers_and_sets_out_without_script(new_page: NewPage, stack: Stack) -> None:
    leader = Member(stack, "Sigrid Oat", "BASIC")
    ours, theirs = (new_page(java_script_enabled=False).page for _ in range(2))
    leader.signs_in(ours.context)
    ours.goto("/parties/new")
    ours.get_by_role("button", name="Open the party").click()
    ours.get_by_role("button", name="Make an invitation").click()
    theirs.goto(ours.locator("[data-address]").input_value())
    theirs.get_by_role("button", name="Come in as a guest").click()
    theirs.get_by_label("Name", exact=True).fill("Torben Rye")
    theirs.get_by_role("button", name="Take a seat").click()
    theirs.get_by_role("button", name="I am ready").click()
    ours.reload()
    expect(ours.get_by_role("heading", name="Torben Rye")).to_be_visible()
    ours.get_by_role("button", name="Set out together").click()
    theirs.reload()
    theirs.get_by_role("link", name="To the tale").click()
    expect(theirs.locator("#turn-line")).to_contain_text("Sigrid Oat is at the move")
    _say(ours, "go out")
    theirs.reload()
    expect(theirs.locator("#turn-line")).to_contain_text("Your turn")
