"""The pages about a character: walked by keyboard, asked why, given a face, put on paper."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, ViewportSize, expect

from browser.checks import Watched
from browser.conftest import WIDE, NewPage
from browser.playing import begin_as_guest, say

PARTS = ("", "/skills", "/level-up", "/journal", "/codex", "/map", "/looks", "/stats/strength")
FACE = "portrait_08"


def _hero(new_page: NewPage, size: ViewportSize = WIDE, **options: object) -> tuple[Watched, str]:
    """Somebody who has been out of the inn, and the path of their pages."""
    watched = new_page(size, **options)
    begin_as_guest(watched, "vanguard")
    say(watched.page, "go out")
    watched.page.goto("/characters")
    return watched, watched.page.locator(".hero-link").get_attribute("href") or ""


def _at_home(
    new_page: NewPage, size: ViewportSize = WIDE, name: str | None = None, **options: object
) -> tuple[Watched, str]:
    """Somebody made step by step who has not set out yet; without a name, under the one that is suggested."""
    watched = new_page(size, **options)
    page = watched.page
    page.goto("/")
    page.get_by_role("button", name="Play now").click()
    page.wait_for_url("**/begin")
    page.goto(f"/characters/new/customise?origin_id=noble_exile&class_id=vanguard&portrait={FACE}")
    if name:
        page.locator("input[name=name]").fill(name)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Make the character").click()
    page.wait_for_url(lambda url: "/new" not in url)
    return watched, re.sub(r"^https?://[^/]+", "", page.url)


def _picture(kind: str = "PNG", side: int = 200) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (side, side), "#b9481b").save(file, kind)
    return file.getvalue()


def _file(content: bytes, name: str, kind: str) -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


def _large_file(folder: Path, megabytes: int) -> Path:
    """On the disk: the browser is told its place only."""
    file = folder / "me.png"
    file.write_bytes(bytes(megabytes * 1024 * 1024))
    return file


def _focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.id")
    return found


def test_each_page_reads_well_for_everybody(new_page: NewPage, size: ViewportSize) -> None:
    watched, path = _hero(new_page, size)
    for part in PARTS:
        watched.page.goto(path + part)
        watched.look(f"character{part.replace('/', '-')}", whole=True)
    watched.page.goto(path + "/codex")
    watched.page.locator(".card-link").first.click()
    watched.look("codex-entry")


def test_before_the_first_step_every_page_says_what_to_do(new_page: NewPage, size: ViewportSize) -> None:
    watched, path = _at_home(new_page, size)
    for part in ("", "/journal", "/codex", "/map", "/looks"):
        watched.page.goto(path + part)
        watched.look(f"untouched{part.replace('/', '-')}", whole=True)
        expect(watched.page.get_by_role("button", name="Set out").first).to_be_visible()


def test_the_pages_look_as_they_should(new_page: NewPage, size: ViewportSize) -> None:
    short = "Ida Moss" if size == WIDE else "Odo Fenn"  # a long name takes two lines on a phone
    watched, path = _at_home(new_page, size, short)
    for part, name in (("", "sheet"), ("/skills", "skills"), ("/level-up", "level-up")):
        watched.page.goto(path + part)
        watched.page.evaluate("scrollTo(0, 0)")
        watched.match(name, mask=[watched.page.locator(".who-name, .risen .lead")])


class TestWhy:
    def test_a_number_opens_a_card_that_takes_it_apart(self, new_page: NewPage) -> None:
        watched, path = _at_home(new_page)
        page = watched.page
        page.goto(path)
        link = page.get_by_role("link", name="Strength", exact=False).first
        link.focus()
        page.keyboard.press("Enter")
        card = page.locator("#why-card")
        expect(card).to_contain_text("Together")
        shown = (link.text_content() or "").strip()
        expect(card.locator(".why-total")).to_contain_text(shown)
        watched.look("why-card")
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()
        assert page.evaluate("document.activeElement.matches('[data-why]')")

    def test_a_card_that_gets_no_answer_says_so(self, new_page: NewPage) -> None:
        watched, path = _at_home(new_page)
        watched.expected |= {"ERR_FAILED", "Failed to fetch"}
        page = watched.page
        page.goto(path)

        def cut(route: Route) -> None:
            route.abort()

        page.route("**/stats/**", cut)
        page.locator("[data-why]").first.click()
        expect(page.locator("#why-card")).to_contain_text("cannot be reached")

    def test_without_script_it_is_a_page(self, new_page: NewPage) -> None:
        watched, path = _at_home(new_page, java_script_enabled=False)
        watched.page.goto(path)
        watched.page.locator("[data-why]").first.click()
        expect(watched.page.get_by_role("heading", level=1)).to_contain_text("Why")


class TestSkills:
    def test_a_tree_is_walked_and_a_skill_learned_by_keyboard_alone(self, new_page: NewPage) -> None:
        watched, path = _at_home(new_page)
        page = watched.page
        page.goto(path + "/skills")
        page.locator(".tree .node[tabindex='0']").first.focus()
        first = _focused(page)
        page.keyboard.press("ArrowRight")
        assert _focused(page) != first
        page.keyboard.press("ArrowDown")
        locked = _focused(page)
        expect(page.locator(".pane:visible .pane-lock")).to_be_visible()
        page.keyboard.press("Enter")
        assert _focused(page).startswith("pane-")
        page.keyboard.press("Escape")
        assert _focused(page) == locked
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".sure[open]")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#done")).to_contain_text("is yours now")
        expect(page.locator(".tree .node-learned")).to_have_count(1)
        expect(page).not_to_have_url(re.compile("done="))
        page.locator(".forget summary").focus()
        page.keyboard.press("Enter")
        watched.look("forget-asked", whole=True)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#done")).to_contain_text("every point is back")
        expect(page.locator(".tree .node-learned")).to_have_count(0)

    def test_one_stop_for_the_tab_key_in_each_tree(self, new_page: NewPage) -> None:
        watched, path = _at_home(new_page)
        watched.page.goto(path + "/skills")
        expect(watched.page.locator("[data-walk]").first.locator("[tabindex='0']")).to_have_count(1)

    def test_without_script_a_skill_is_read_about_and_learned(self, new_page: NewPage) -> None:
        watched, path = _at_home(new_page, java_script_enabled=False)
        page = watched.page
        page.goto(path + "/level-up")
        page.locator(".sure summary").first.click()
        page.locator(".sure[open] button").click()
        expect(page.locator("#done")).to_contain_text("is yours now")
        page.locator(".tree .node-locked").first.click()
        expect(page.locator(".pane:visible .pane-lock")).to_be_visible()


class TestThings:
    def test_a_thing_is_taken_off_and_put_on_again_at_the_figure(self, new_page: NewPage) -> None:
        watched, path = _at_home(new_page)
        page = watched.page
        page.goto(path)
        slot = page.locator(".slot-body")
        slot.locator("summary").click()
        slot.get_by_role("button", name="Take off").click()
        expect(page.locator(".slot-body")).to_contain_text("empty")
        page.locator(".slot-body summary").click()
        expect(page.locator(".slot-body .compare")).to_contain_text("Armour")
        watched.look("figure-open", whole=True)
        page.locator(".slot-body").get_by_role("button", name="Wear").first.click()
        expect(page.locator(".slot-body.slot-full")).to_be_visible()

    def test_dropping_asks_and_escape_takes_it_back(self, new_page: NewPage) -> None:
        watched, path = _at_home(new_page)
        page = watched.page
        page.goto(path)
        thing = page.locator(".item", has_text="Waybread")
        thing.locator("summary").first.click()
        thing.locator(".sure summary").click()
        page.keyboard.press("Escape")
        expect(thing.locator(".sure-card")).to_be_hidden()
        thing.locator(".sure summary").click()
        thing.get_by_role("button", name="Leave it behind").click()
        expect(page.locator(".item", has_text="Waybread").locator(".item-count")).to_have_count(0)


def test_a_character_is_let_go_only_by_its_name(new_page: NewPage) -> None:
    watched, path = _at_home(new_page)
    watched.expected.add("422")
    page = watched.page
    page.goto(path)
    name = page.locator(".who-name").inner_text()
    page.get_by_text("Retire this character").click()
    page.get_by_label("Type the name to be sure").fill("Somebody Else")
    page.get_by_role("button", name="Retire for good").click()
    expect(page.locator("#e-name_again")).to_be_visible()
    watched.look("retire-refused", whole=True)
    page.get_by_label("Type the name to be sure").fill(name)
    page.get_by_role("button", name="Retire for good").click()
    page.wait_for_url("**/characters")
    expect(page.get_by_role("heading", name="Nobody stands here yet")).to_be_visible()


class TestTheMap:
    def test_it_is_walked_by_arrows_and_one_goes_there(self, new_page: NewPage, size: ViewportSize) -> None:
        watched, path = _hero(new_page, size)
        page = watched.page
        page.goto(path + "/map")
        here = page.locator(".spot-here")
        here.focus()
        start = _focused(page)
        reached = {start}
        for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "ArrowDown"):
            page.keyboard.press(key)
            reached.add(_focused(page))
        assert len(reached) > 1
        page.get_by_role("link", name="The Last Candle", exact=False).first.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        watched.look("map-chosen", whole=True)
        page.get_by_role("button", name="Go there").click()
        page.wait_for_url("**/play/*")
        expect(page.locator("#log article").last).to_be_visible()

    def test_without_script_a_place_is_looked_at_and_gone_to(self, new_page: NewPage) -> None:
        watched, path = _hero(new_page, java_script_enabled=True)
        bare = watched.page
        bare.goto(path + "/map?place=last_candle")
        expect(bare.locator(".pane:visible h2")).to_have_text("The Last Candle")


def test_the_journal_reads_well_on_paper(new_page: NewPage) -> None:
    watched, path = _hero(new_page)
    page = watched.page
    page.goto(path + "/journal")
    page.emulate_media(media="print")
    for gone in (".site-header", ".tabs", ".who", ".button"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator(".print-only")).to_be_visible()
    expect(page.locator("#tale .told").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    watched.look("journal-on-paper", whole=True)


def test_the_codex_is_searched_while_one_types(new_page: NewPage) -> None:
    watched, path = _hero(new_page)
    page = watched.page
    page.goto(path + "/codex")
    before = page.locator(".card").count()
    page.get_by_role("searchbox").fill("candle")
    expect(page.locator(".card")).not_to_have_count(before)
    page.get_by_role("searchbox").fill("zzz")
    expect(page.locator("#found")).to_contain_text("Nothing that you know of")
    watched.look("codex-nothing-found")


class TestThePortrait:
    def test_a_picture_of_ones_own_is_shown_everywhere_and_taken_down(self, new_page: NewPage) -> None:
        watched, path = _at_home(new_page)
        page = watched.page
        page.goto(path + "/looks")
        page.locator("#f-picture").set_input_files(_file(_picture("JPEG"), "me.png", "image/png"))
        page.get_by_role("button", name="Use this picture").click()
        expect(page.get_by_role("status").first).to_contain_text("That is you now.")
        own = page.locator(".faces-sizes img").first
        expect(own).to_have_js_property("naturalWidth", 512)
        watched.look("portrait-own", whole=True)
        page.goto("/characters")
        expect(page.locator(".hero-head img")).to_have_js_property("naturalWidth", 512)
        page.goto(path + "/looks")
        page.get_by_role("button", name="Take it down").click()
        expect(page.locator(".faces-sizes img").first).to_have_attribute("src", re.compile(FACE))
        page.locator("input[name=portrait][value=portrait_03]").check(force=True)
        page.get_by_role("button", name="Use this drawing").click()
        expect(page.locator(".who-face img")).to_have_attribute("src", re.compile("portrait_03"))

    @pytest.mark.parametrize(
        ("content", "name", "kind", "said"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "me.svg", "image/svg+xml", "no picture that can be used"),
            (b"\x89PNG\r\n\x1a\n and nothing more", "me.png", "image/png", "picture"),
            (_picture(side=8), "me.png", "image/png", "at least 32 pixels"),
        ],
    )  # fmt: skip
    def test_a_bad_file_is_refused_beside_the_field(
        self, new_page: NewPage, content: bytes, name: str, kind: str, said: str
    ) -> None:
        watched, path = _at_home(new_page)
        watched.expected |= {"415", "422"}
        page = watched.page
        page.goto(path + "/looks")
        page.locator("#f-picture").set_input_files(_file(content, name, kind))
        page.get_by_role("button", name="Use this picture").click()
        expect(page.locator("#e-picture")).to_contain_text(said)
        expect(page.locator("#f-picture")).to_have_attribute("aria-invalid", "true")
        watched.look("portrait-refused", whole=True)

    def test_a_file_too_large_is_not_even_sent(self, new_page: NewPage, tmp_path: Path) -> None:
        watched, path = _at_home(new_page)
        page = watched.page
        page.goto(path + "/looks")
        page.locator("#f-picture").set_input_files(_large_file(tmp_path, 6))
        page.get_by_role("button", name="Use this picture").click()
        assert page.evaluate("document.getElementById('f-picture').validationMessage").startswith(
            "This picture is larger"
        )
        assert page.url.endswith("/looks")

    def test_without_script_a_large_file_is_refused_on_the_page(
        self, new_page: NewPage, tmp_path: Path
    ) -> None:
        watched, path = _at_home(new_page, java_script_enabled=False)
        watched.expected.add("422")
        page = watched.page
        page.goto(path + "/looks")
        page.locator("#f-picture").set_input_files(_large_file(tmp_path, 20))
        page.get_by_role("button", name="Use this picture").click()
        expect(page.locator("#e-picture")).to_contain_text("larger than 5 MB")


def test_going_back_in_the_four_steps_loses_nothing(new_page: NewPage) -> None:
    page = new_page().page
    page.goto("/")
    page.get_by_role("button", name="Play now").click()
    page.wait_for_url("**/begin")
    page.goto("/characters/new/customise?origin_id=noble_exile&class_id=lampwright")
    page.get_by_label("Name", exact=True).fill("Wystan Underway")
    page.locator("input[name=portrait]").last.check(force=True)
    page.get_by_role("button", name="Back").click()
    page.wait_for_url("**/new/class?**")
    page.get_by_role("button", name="Next").click()
    assert page.get_by_label("Name", exact=True).input_value() == "Wystan Underway"
    expect(page.locator("input[name=portrait]").last).to_be_checked()
    page.get_by_label("Name", exact=True).press("Enter")
    page.wait_for_url("**/new/confirm?**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wystan Underway")
    page.get_by_role("button", name="Origin").click()
    page.wait_for_url("**/characters/new?**")
    assert "csrf" not in page.url
