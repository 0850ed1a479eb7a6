"""Journal, codex and map, as a person reads them."""

import re

from flask.testing import FlaskClient

from tests import stub_views as views
from tests.pages import post
from tests.stub_api import LOGIN, Stub


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def _entered(place: str, came_from: str | None) -> dict[str, object]:
    return {"kind": "location_entered", "location_id": place, "came_from": came_from}


class TestTheJournal:
    def test_quests_show_what_is_done_and_what_is_now(self, una: FlaskClient) -> None:
        text = _text(una.get("/characters/c1/journal").text)
        assert "The Last Candle , done" in text
        assert "Claw Marks , now" in text
        assert "40 experience, a ferryman’s favour" in text
        assert "A Bell on Credit completed" in text
        assert "Completed 1" in text

    def test_the_tale_has_a_chapter_for_each_stay(self, una: FlaskClient, stub: Stub) -> None:
        stub.turns = [
            views.turn("s1", 1, "", events=[_entered("last_candle", None)], narration=["It rains."]),
            views.turn("s1", 2, "jump", status="rejected", narration=["No."]),
            views.turn("s1", 3, "fly", is_undone=True, narration=["Up!"]),
            views.turn("s1", 4, "go out", events=[_entered("inn_yard", "last_candle")], narration=["Mud."]),
        ]
        text = _text(una.get("/characters/c1/journal").text)
        tale = text[text.index("The tale so far") :]
        assert "I The Last Candle It rains." in tale
        assert "II The Inn Yard go out Mud." in tale
        assert "No." not in tale
        assert "Up!" not in tale

    def test_what_is_further_back_has_a_page_of_its_own(self, una: FlaskClient, stub: Stub) -> None:
        stub.turns = [views.turn("s1", seq, "look") for seq in range(1, 80)]
        html = una.get("/characters/c1/journal").text
        older = re.search(r'rel="next" href="([^"]+)"', html)
        assert older is not None
        back = una.get(older.group(1).replace("&amp;", "&"))
        assert back.status_code == 200
        assert 'id="t-quests"' not in back.text

    def test_before_the_first_adventure_it_is_empty_and_says_so(self, una: FlaskClient, stub: Stub) -> None:
        stub.is_untouched = True
        stub.sessions.clear()
        assert "The first page is empty" in una.get("/characters/c1/journal").text


class TestTheCodex:
    def test_it_can_be_narrowed_by_kind_and_by_words(self, una: FlaskClient) -> None:
        assert "Wickling" in una.get("/characters/c1/codex").text
        places = una.get("/characters/c1/codex?kind=location").text
        assert "The Inn Yard" in places
        assert "Wickling" not in places
        found = una.get("/characters/c1/codex?q=LIGHT+eats").text
        assert "Wickling" in found
        assert "Hob the ostler" not in found

    def test_nothing_found_leads_back_to_all(self, una: FlaskClient) -> None:
        text = _text(una.get("/characters/c1/codex?q=<dragon>").text)
        assert "has “&lt;dragon&gt;” in it." in text
        assert "Show all" in text

    def test_each_entry_has_a_page(self, una: FlaskClient) -> None:
        html = una.get("/characters/c1/codex/location/inn_yard").text
        assert "Mud and a pump." in html
        assert 'rel="next" href="/characters/c1/codex/location/last_candle"' in html
        assert una.get("/characters/c1/codex/location/nowhere").status_code == 404

    def test_nothing_met_yet(self, una: FlaskClient, stub: Stub) -> None:
        stub.is_untouched = True
        assert "Nothing is known yet" in una.get("/characters/c1/codex").text


class TestTheMap:
    def test_places_say_where_they_are_and_how_to_get_there(self, una: FlaskClient) -> None:
        html = una.get("/characters/c1/map").text
        assert 'aria-label="The Inn Yard, where you are"' in html
        assert "next to here, but the way is blocked" in html
        assert "The Mill without a Wheel, west from here, something for a quest" in html
        assert "biome-marsh" in html

    def test_one_goes_there_with_the_words_of_the_play_page(self, una: FlaskClient, stub: Stub) -> None:
        answer = post(una, "/characters/c1/map/go", direction="west")
        assert answer.location == "/play/s1"
        assert stub.posted("/sessions/s1/action")["body"]["action"] == "go west"

    def test_a_refused_step_is_said_on_the_map(self, una: FlaskClient, stub: Stub) -> None:
        stub.fail_with("/sessions/s1/action", 409, "in_combat")
        answer = post(una, "/characters/c1/map/go", direction="west")
        assert answer.status_code == 409
        assert "Refused: in_combat." in answer.text

    def test_nonsense_is_no_direction(self, una: FlaskClient, stub: Stub) -> None:
        assert post(una, "/characters/c1/map/go", direction="west and drop all").status_code == 400

    def test_without_an_adventure_there_is_none(self, una: FlaskClient, stub: Stub) -> None:
        stub.sessions.clear()
        assert "No road walked yet" in una.get("/characters/c1/map").text


def test_the_api_away_is_said_on_every_page(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/characters/c1", 503, "unavailable")
    for page in ("", "/skills", "/level-up", "/journal", "/codex", "/map", "/looks", "/stats/strength"):
        answer = una.get(f"/characters/c1{page}")
        assert answer.status_code == 503, page
        assert "The keeper is away" in answer.text


def test_a_login_that_has_ended_leads_back_afterwards(una: FlaskClient, stub: Stub) -> None:
    una.set_cookie("coc_session", LOGIN + "-ended")
    assert (
        una.get("/characters/c1/codex?q=bell").location
        == "/login?next=/characters/c1/codex?q%3Dbell&expired=1"
    )
