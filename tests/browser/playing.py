"""What a player does on the page, in words of the game."""

from playwright.sync_api import Locator, Page, expect

from browser.checks import Watched

TOLD_WITHIN_MS = 20_000
MOST_MOVES = 40


def begin_as_guest(watched: Watched, class_id: str | None = None) -> None:
    """From the gate to the play page, in as many clicks as there must be."""
    page = watched.page
    page.goto("/")
    page.get_by_role("button", name="Play now").click()
    page.wait_for_url("**/begin")
    if class_id:
        page.locator(f"input[name=class_id][value={class_id}]").check(force=True)
    page.get_by_role("button", name="Begin").first.click()
    page.wait_for_url("**/play/*")
    until_told(page)


def until_told(page: Page) -> None:
    """Waits until nothing on the page is still being sent or told."""
    expect(page.locator("#log article").first).to_be_visible()
    expect(page.locator("#log :is([data-live], .sending)")).to_have_count(0, timeout=TOLD_WITHIN_MS)


def words(page: Page) -> Locator:
    """The box for one's own words."""
    return page.get_by_label("What do you do?")


def say(page: Page, text: str) -> None:
    """Types an action, sends it by Enter, and waits until the log has it and has told it."""
    before = page.locator("#log article").count()
    words(page).fill(text)
    words(page).press("Enter")
    expect(page.locator("#log article")).to_have_count(before + 1)
    until_told(page)


def open_panel(page: Page, name: str) -> None:
    """On a phone the panels lie behind tabs; on a desk the place is always there, and the pack behind a tab."""
    tab = page.get_by_role("link", name=name, exact=True)
    if tab.is_visible():
        tab.click()
        expect(page.locator(f"#{name.lower()}")).to_be_visible()


def meet_the_first_foes(page: Page) -> None:
    """Out of the inn and into the yard, where something waits."""
    say(page, "go out")
    open_panel(page, "Place")
    page.locator("#place").get_by_role("button", name="Attack").first.click()
    expect(page.locator("#combat")).to_be_visible()


def fight_to_the_end(page: Page) -> int:
    """Uses the first move against an enemy until the fight is over; how many it took."""
    for moves in range(MOST_MOVES):
        expect(page.locator("#stage:not(.htmx-request)")).to_be_visible()
        if not page.locator("#combat").count():
            return moves
        version = page.locator("#stage").get_attribute("data-version")
        page.locator(".move[data-aim^=enemy]:enabled").first.click()
        expect(page.locator("#stage")).not_to_have_attribute("data-version", version or "")
    raise AssertionError(f"the fight went on after {MOST_MOVES} moves")
