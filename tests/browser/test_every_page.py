"""Each page at a desk and in a pocket, in the dark and by day: it reads well for everybody, and weighs little."""

from playwright.sync_api import Request, ViewportSize, expect

from browser.checks import OF_STYLESHEETS, Watched
from browser.conftest import PHONE, NewPage
from browser.playing import begin_as_guest

OPEN_PAGES = {
    "landing": "/",
    "login": "/login",
    "register": "/register",
    "forgot": "/forgot",
    "reset": "/reset?user_id=u&secret=s",
    "verify": "/verify?user_id=u&secret=s",
    "resend": "/resend",
    "mailbox": "/dev/mailbox",
    "look": "/look",
    "gone": "/account/gone",
}
ACCOUNT_PAGES = {
    "account": "/account",
    "settings": "/account/settings",
    "devices": "/account/devices",
    "data": "/account/data",
}
STORED = {"landing", "login", "settings", "not-found"}
"""Pages whose picture stands in docs/screenshots, dark at both sizes; the landing page by day too."""
LANDING_BUDGET_BYTES = 80 * 1024


def test_pages_for_everybody(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    watched.expected.add("404")
    for name, path in (OPEN_PAGES | {"not-found": "/no/such/place"}).items():
        watched.page.goto(path)
        _look_or_match(watched, name)


def _look_or_match(watched: Watched, name: str) -> None:
    if name in STORED:
        watched.match(name, whole=True, both=name == "landing")
    else:
        watched.look(name, whole=True)


def test_pages_of_a_player(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    page = watched.page
    page.goto("/")
    page.get_by_role("button", name="Play now").click()
    page.wait_for_url("**/begin")
    watched.look("begin", whole=True)
    page.goto("/characters")
    watched.look("characters-empty")
    page.goto("/characters/new")
    for step in ("origin", "class", "customise"):
        watched.look(f"create-{step}", whole=True)
        page.get_by_role("button", name="Next").click()
    watched.look("create-confirm", whole=True)
    page.get_by_role("button", name="Make the character").click()
    watched.look("character", whole=True)
    page.goto("/characters")
    watched.look("characters")
    for name, path in ACCOUNT_PAGES.items():
        page.goto(path)
        _look_or_match(watched, name)


def test_the_components_look_as_they_should(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    watched.page.goto("/dev/components")
    watched.page.locator("#icons").evaluate(
        "(list) => list.remove()"
    )  # each new icon would be another picture
    watched.match("components", whole=True)


def test_errors_stand_beside_what_caused_them(new_page: NewPage, size: ViewportSize) -> None:
    watched = new_page(size)
    watched.expected |= {"401", "422"}
    page = watched.page
    page.goto("/login")
    page.get_by_label("E-mail").fill("nobody@example.org")
    page.get_by_label("Password").fill("not the right one at all")
    page.get_by_role("button", name="Sign in").click()
    watched.look("login-refused")
    page.goto("/register")
    page.get_by_label("What shall we call you?").fill("Una")
    page.get_by_label("E-mail").fill("una@example.org")
    page.get_by_label("Password").fill("password1234")
    page.get_by_role("button", name="Make the account").click()
    watched.look("register-refused", whole=True)
    assert page.get_by_label("E-mail").input_value() == "una@example.org"


def test_the_landing_page_is_light(new_page: NewPage) -> None:
    watched = new_page()
    loaded: list[Request] = []

    def keep(request: Request) -> None:
        loaded.append(request)

    watched.page.on("requestfinished", keep)
    watched.page.goto("/", wait_until="networkidle")
    sizes = {request.url: request.sizes() for request in loaded}
    received = sum(one["responseHeadersSize"] + one["responseBodySize"] for one in sizes.values())
    assert received <= LANDING_BUDGET_BYTES, sizes


def test_still_pictures_for_those_who_ask_for_them(new_page: NewPage) -> None:
    watched = new_page(reduced_motion="reduce")
    begin_as_guest(watched)
    watched.look("reduced-motion")


def test_on_paper_stands_the_story_alone(new_page: NewPage) -> None:
    watched = new_page()
    begin_as_guest(watched)
    page = watched.page
    page.emulate_media(media="print")
    expect(page.locator("#log article").first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    cut_off = page.evaluate(
        "(() => { const log = document.getElementById('log'); return log.scrollHeight - log.clientHeight; })()"
    )
    assert cut_off <= 0
    assert page.evaluate("getComputedStyle(document.querySelector('#log p')).color") == "rgb(0, 0, 0)"


def test_with_colours_of_the_system_every_choice_still_shows(new_page: NewPage) -> None:
    watched = new_page(forced_colors="active")
    for path in ("/dev/components", "/look", "/login", "/"):
        watched.page.goto(path)
        watched.must_be_accessible()
    watched.page.goto("/look")
    chosen = "getComputedStyle(document.querySelector('.option input:checked + .option-card')).outlineStyle"
    assert watched.page.evaluate(chosen) == "solid"


def test_nobody_has_to_turn_their_phone(new_page: NewPage) -> None:
    watched = new_page(PHONE)
    watched.page.goto("/look")
    watched.must_be_accessible([OF_STYLESHEETS])
    begin_as_guest(watched)
    watched.must_be_accessible([OF_STYLESHEETS])


def test_even_huge_letters_fit_a_phone(new_page: NewPage) -> None:
    watched = new_page(PHONE)
    page = watched.page
    page.goto("/look")
    page.get_by_role("radio", name="Huge").check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("data-text-size", "huge")
    for path in [*OPEN_PAGES.values(), "/dev/components"]:
        page.goto(path)
        watched.must_be_accessible()
