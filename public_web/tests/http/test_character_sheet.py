"""A character's own page, its numbers, its skills and its face, as a person reads them."""

import io
import re

import pytest
from flask.testing import FlaskClient

from tests.pages import post, token_of
from tests.stub_api import Stub
from tests.stub_library import ETAG, WEBP

PNG = b"\x89PNG\r\n\x1a\n and the rest of it"


def _text(html: str) -> str:
    """What is read: the tags gone, the blanks single."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def _upload(client: FlaskClient, content: bytes, name: str, kind: str) -> tuple[int, str]:
    data = {
        "csrf_token": token_of(client, "/characters/c1/looks"),
        "picture": (io.BytesIO(content), name, kind),
    }
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = client.post("/characters/c1/looks/picture", data=data, headers=headers)
    return answer.status_code, answer.text


class TestTheList:
    def test_continue_leads_straight_to_the_play_page(self, una: FlaskClient) -> None:
        html = una.get("/characters").text
        assert 'href="/play/s1">Continue' in html
        assert "portrait_03.svg" in html
        assert "The Inn Yard, turn 4" in _text(html)

    def test_a_character_at_home_sets_out(self, una: FlaskClient, stub: Stub) -> None:
        stub.sessions.clear()
        text = _text(una.get("/characters").text)
        assert "Resting between adventures" in text
        assert "Set out with Una Vale" in text


class TestNumbers:
    def test_each_number_leads_to_what_it_is_made_of(self, una: FlaskClient) -> None:
        html = una.get("/characters/c1").text
        for stat in ("strength", "max_hp", "attack", "crit_pct", "carrying", "resist_fire_pct"):
            assert f'href="/characters/c1/stats/{stat}"' in html

    def test_without_script_the_parts_are_a_page(self, una: FlaskClient) -> None:
        text = _text(una.get("/characters/c1/stats/strength").text)
        assert "Why 14?" in text
        assert "Vanguard 12 Noble Exile −1 Ring of Slow Mornings +3 Together 14" in text

    def test_with_script_they_are_a_card(self, una: FlaskClient) -> None:
        html = una.get("/characters/c1/stats/strength", headers={"HX-Request": "true"}).text
        assert "<html" not in html
        assert "Together" in html

    def test_a_number_that_nobody_has_is_no_fault_of_ours(self, una: FlaskClient) -> None:
        assert una.get("/characters/c1/stats/beauty").status_code == 404


class TestThings:
    def test_a_thing_in_the_pack_says_what_it_would_change(self, una: FlaskClient) -> None:
        assert "Ring is free: Initiative −1 Wisdom +2" in _text(una.get("/characters/c1").text)

    def test_dropping_asks_first(self, una: FlaskClient) -> None:
        text = _text(una.get("/characters/c1").text)
        assert "Leave Healing Draught behind? It is gone for good." in text
        assert "Leave Letter to the Toll-Keeper behind?" not in text

    def test_a_refused_thing_stays_open(self, una: FlaskClient, stub: Stub) -> None:
        stub.fail_with("/characters/c1/use", 409, "no_effect")
        answer = post(una, "/characters/c1/items/use", item_id="i3")
        assert answer.status_code == 409
        assert re.search(r'id="item-i3">\s*<details class="item-body" name="items" open>', answer.text)


class TestRetiring:
    def test_the_name_has_to_be_typed(self, una: FlaskClient, stub: Stub) -> None:
        stub.sessions.clear()
        answer = post(una, "/characters/c1/retire", name_again="Una")
        assert answer.status_code == 422
        assert "type the name as it stands" in answer.text
        assert 'value="Una"' in answer.text
        assert "c1" in stub.characters

    def test_then_the_character_is_gone(self, una: FlaskClient, stub: Stub) -> None:
        stub.sessions.clear()
        assert post(una, "/characters/c1/retire", name_again=" una vale ").location == "/characters"
        assert "c1" not in stub.characters


class TestSkills:
    def test_each_node_says_its_state_its_price_and_its_lock(self, una: FlaskClient) -> None:
        text = _text(una.get("/characters/c1/skills").text)
        assert "Set Feet , learned" in text
        assert "Thick Skin , can be learned for 1 point" in text
        assert "Learn more of this art first: it takes 1 more point spent here. It costs 2 points." in text

    def test_the_node_in_the_address_is_the_one_told_about(self, una: FlaskClient) -> None:
        html = una.get("/characters/c1/skills?node=wall_3").text
        assert re.search(r'id="pane-wall_3"[^>]*tabindex="-1">', html)
        assert re.search(r'id="pane-wall_1"[^>]* hidden>', html)
        assert "Builds on Set Feet." in html

    def test_learning_leads_back_to_the_tree_and_says_so(self, una: FlaskClient, stub: Stub) -> None:
        answer = post(una, "/characters/c1/skills/wall_2")
        assert answer.location == "/characters/c1/skills?node=wall_2&done=learned#done"
        assert stub.posted("/characters/c1/skills/wall_2")["method"] == "POST"
        assert (
            "Set Feet</strong> is yours now" in una.get("/characters/c1/skills?node=wall_1&done=learned").text
        )

    def test_a_refusal_stands_above_the_trees(self, una: FlaskClient, stub: Stub) -> None:
        stub.fail_with("/characters/c1/skills/wall_3", 409, "tier_locked")
        answer = post(una, "/characters/c1/skills/wall_3")
        assert answer.status_code == 409
        assert "Refused: tier_locked." in answer.text

    def test_forgetting_names_its_price_and_asks(self, una: FlaskClient, stub: Stub) -> None:
        assert "Forget all for 50 gold" in una.get("/characters/c1/skills").text
        assert post(una, "/characters/c1/respec").location == "/characters/c1/skills?done=forgotten#done"
        stub.character_changes["gold"] = 20
        text = _text(una.get("/characters/c1/skills").text)
        assert "30 gold short." in text
        assert "Forget all for 50 gold" not in text

    def test_a_new_level_shows_what_it_brought_and_what_can_be_chosen(self, una: FlaskClient) -> None:
        text = _text(una.get("/characters/c1/level-up").text)
        assert "Level 2 Una Vale has grown. Hit points +5 1 point to spend" in text
        assert "Learn Thick Skin" in text
        assert "Learn Keen Edge" in text

    def test_nothing_to_choose_is_said_too(self, una: FlaskClient, stub: Stub) -> None:
        stub.character_changes |= {"skill_points": 0, "skill_trees": []}
        assert "Everything is chosen." in una.get("/characters/c1/level-up").text
        assert "Choose a skill to read about it." in una.get("/characters/c1/skills").text


class TestThePortrait:
    def test_a_picture_is_sent_on_as_what_it_is(self, una: FlaskClient, stub: Stub) -> None:
        status, _ = _upload(una, PNG, "holiday.jpg", "image/jpeg")
        assert status == 303
        assert stub.posted("/characters/c1/portrait")["headers"]["Content-Type"] == "image/png"
        html = una.get("/characters/c1/looks?done=taken").text
        assert "/characters/c1/portrait?v=5eed" in html
        assert "That is you now." in html

    @pytest.mark.parametrize(
        ("content", "name", "kind", "said"),
        [
            (b"", "", "application/octet-stream", "Choose a picture first."),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "me.svg", "image/svg+xml", "no picture that can be used"),
            (b"GIF89a", "me.gif", "image/gif", "no picture that can be used"),
            (b"MZ not a picture", "me.png", "image/png", "no picture that can be used"),
            (PNG + b"tiny", "me.png", "image/png", "at least 32 pixels"),
            (PNG + bytes(5 * 1024 * 1024), "me.png", "image/png", "larger than 5 MB"),
        ],
    )  # fmt: skip
    def test_each_refusal_stands_beside_the_field(
        self, una: FlaskClient, content: bytes, name: str, kind: str, said: str
    ) -> None:
        status, html = _upload(una, content, name, kind)
        assert 400 <= status < 500
        assert said in html.split('id="e-picture"')[1].split("</p>")[0]

    def test_what_is_larger_than_anything_is_cut_off(self, una: FlaskClient) -> None:
        status, html = _upload(una, bytes(33 * 1024 * 1024), "me.png", "image/png")
        assert status == 413
        assert "Too heavy to carry" in html

    def test_the_picture_comes_through_us_and_is_kept_by_the_browser(self, una: FlaskClient) -> None:
        assert una.get("/characters/c1/portrait").status_code == 404
        _upload(una, PNG, "me.png", "image/png")
        first = una.get("/characters/c1/portrait?v=5eed")
        assert (first.data, first.content_type, first.headers["ETag"]) == (WEBP, "image/webp", ETAG)
        assert "immutable" in first.headers["Cache-Control"]
        assert "private" in first.headers["Cache-Control"]
        again = una.get("/characters/c1/portrait", headers={"If-None-Match": ETAG})
        assert (again.status_code, again.data) == (304, b"")

    def test_strangers_do_not_see_it(self, stranger: FlaskClient) -> None:
        assert stranger.get("/characters/c1/portrait").status_code == 303

    def test_a_drawing_is_chosen_at_home_and_the_own_picture_taken_down(
        self, una: FlaskClient, stub: Stub
    ) -> None:
        assert "a drawn face stays as it is" in una.get("/characters/c1/looks").text
        stub.sessions.clear()
        answer = post(una, "/characters/c1/looks/drawn", portrait="portrait_07")
        assert answer.location == "/characters/c1/looks?done=drawn"
        drawn = next(one for one in stub.seen if one["method"] == "PUT")["body"]
        assert drawn == {
            "name": "Una Vale",
            "appearance": {"build": "tall", "hair": "red", "portrait": "portrait_07"},
        }
        assert post(una, "/characters/c1/looks/remove").location == "/characters/c1/looks?done=removed"

    def test_a_drawing_that_is_not_ours_is_none(self, una: FlaskClient, stub: Stub) -> None:
        stub.sessions.clear()
        answer = post(una, "/characters/c1/looks/drawn", portrait="../../etc")
        assert answer.status_code == 422
        assert "Choose one of the drawings." in answer.text
