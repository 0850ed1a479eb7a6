"""Making characters, and their pages."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.pages import post
from tests.stub_api import LOGIN, Stub


def test_strangers_are_sent_to_the_sign_in(stranger: FlaskClient) -> None:
    assert stranger.get("/characters/c1").location == "/login?next=/characters/c1"


def test_an_empty_list_shows_the_ways_in(stranger: FlaskClient) -> None:
    stranger.set_cookie("coc_session", LOGIN)
    text = stranger.get("/characters").text
    assert "Nobody stands here yet" in text
    assert 'href="/begin"' in text


def test_everything_is_chosen_when_one_begins(una: FlaskClient) -> None:
    text = una.get("/begin").text
    assert 'value="vanguard" required checked' in text
    assert 'value="noble_exile" required checked' in text
    assert 'name="name" type="text" value=""' not in text


def test_begin_makes_the_character_and_sets_out(una: FlaskClient, stub: Stub) -> None:
    answer = post(
        una,
        "/begin",
        name=" Una Vale ",
        class_id="vanguard",
        origin_id="noble_exile",
        hair="red",
        mark="horns",
    )
    assert answer.location == "/play/s1"
    assert stub.posted("/characters")["body"] == {
        "name": "Una Vale",
        "class_id": "vanguard",
        "origin_id": "noble_exile",
        "appearance": {"hair": "red"},
    }


def test_a_taken_name_comes_back_with_everything_chosen(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/characters", 422, "name_taken", fields={"name": "That name is taken."})
    answer = post(una, "/begin", name="Una Vale", class_id="reedwalker", origin_id="road_deserter")
    assert answer.status_code == 422
    assert "That name is taken." in answer.text
    assert 'value="Una Vale"' in answer.text
    assert 'value="reedwalker" required checked' in answer.text


@pytest.mark.parametrize(
    ("path", "more", "leads_to"),
    [
        ("/begin", {}, "/play/s1"),
        ("/characters/new", {"then": "stay"}, "/characters/c"),
        ("/join/abcdefghjk", {"character_id": "new"}, "/parties/s1"),
    ],
    ids=["begin", "steps", "invitation"],
)
def test_a_taken_name_that_we_suggested_is_replaced_by_us(
    una: FlaskClient, stub: Stub, path: str, more: dict[str, Any], leads_to: str
) -> None:
    stub.taken.add("Una Vale")
    chosen: dict[str, Any] = {
        "name": "Una Vale",
        "suggested": "Una Vale",
        "class_id": "vanguard",
        "origin_id": "noble_exile",
    }
    answer = post(una, path, **more, **chosen)
    assert answer.location.startswith(leads_to)
    assert " the " in stub.posted("/characters")["body"]["name"]


def test_the_steps_carry_along_which_name_we_suggested(una: FlaskClient) -> None:
    page = una.get("/characters/new/customise?origin_id=noble_exile&class_id=vanguard").text
    suggested = re.search(r'name="suggested" value="([^"]+)"', page)
    assert suggested
    asked = {
        "origin_id": "noble_exile",
        "class_id": "vanguard",
        "name": suggested[1],
        "suggested": suggested[1],
    }
    assert (
        f'name="suggested" value="{suggested[1]}"'
        in una.get("/characters/new/confirm", query_string=asked).text
    )


def test_a_taken_name_that_was_typed_is_not_replaced(una: FlaskClient, stub: Stub) -> None:
    stub.taken.add("Una Vale")
    answer = post(
        una, "/begin", name="Una Vale", suggested="Orla Pyke", class_id="vanguard", origin_id="noble_exile"
    )
    assert answer.status_code == 422
    assert "That name is taken." in answer.text


def test_another_name_keeps_the_other_choices(una: FlaskClient, stub: Stub) -> None:
    answer = post(
        una, "/begin", name="", class_id="lampwright", origin_id="road_deserter", intent="another_name"
    )
    assert answer.status_code == 200
    assert 'value="lampwright" required checked' in answer.text
    assert all(one["method"] == "GET" for one in stub.seen)


def test_the_four_steps_hand_on_what_was_chosen(una: FlaskClient, stub: Stub) -> None:
    chosen = "origin_id=road_deserter&class_id=lampwright&name=Una+%3CVale%3E&hair=red"
    for step in (
        "/characters/new",
        "/characters/new/class",
        "/characters/new/customise",
        "/characters/new/confirm",
    ):
        text = una.get(f"{step}?{chosen}").text
        assert "Una &lt;Vale&gt;" in text, step
        assert "road_deserter" in text, step
    answer = post(
        una, "/characters/new", name="Una Vale", origin_id="road_deserter", class_id="lampwright", then="stay"
    )
    assert answer.location == "/characters/c1"


def test_a_refused_name_leads_back_to_the_step_that_asks_for_it(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/characters", 422, "bad_name", fields={"name": "A name begins with a letter."})
    answer = post(una, "/characters/new", name="1", origin_id="road_deserter", class_id="lampwright")
    assert answer.status_code == 422
    assert "Who are you?" in answer.text
    assert "A name begins with a letter." in answer.text


def test_a_full_tier_is_explained_where_one_confirms(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/characters", 402, "quota_reached")
    answer = post(una, "/characters/new", name="Una", origin_id="road_deserter", class_id="lampwright")
    assert answer.status_code == 402
    assert "Refused: quota_reached." in answer.text


def test_steps_cannot_be_skipped(una: FlaskClient) -> None:
    assert una.get("/characters/new/customise").location == "/characters/new"
    assert una.get("/characters/new/class").location == "/characters/new"


def test_the_character_shows_numbers_worn_things_skills_and_pack(una: FlaskClient) -> None:
    text = una.get("/characters/c1").text
    for words in (
        "Notched Longsword",
        "Fire resistance %",
        "Healing Draught",
        "<dd>63</dd>",
        "1 point to spend.",
    ):
        assert words in text


def test_a_character_of_somebody_else_is_not_there(una: FlaskClient) -> None:
    assert una.get("/characters/c9").status_code == 404


def test_an_item_is_worn_by_a_plain_form(una: FlaskClient, stub: Stub) -> None:
    answer = post(una, "/characters/c1/items/equip", item_id="i4", slot="ring")
    assert answer.location == "/characters/c1#pack"
    assert stub.posted("/characters/c1/equip")["body"] == {"item_id": "i4", "slot": "ring"}


def test_an_item_is_taken_off_by_its_slot(una: FlaskClient, stub: Stub) -> None:
    answer = post(una, "/characters/c1/items/unequip", item_id="i1", slot="main_hand", session_id="s1")
    assert answer.location == "/play/s1#pack"
    assert stub.posted("/characters/c1/unequip")["body"] == {"slot": "main_hand"}


def test_a_refusal_stands_on_the_characters_page(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/characters/c1/equip", 409, "in_combat")
    answer = post(una, "/characters/c1/items/equip", item_id="i4", slot="ring")
    assert answer.status_code == 409
    assert "Refused: in_combat." in answer.text


def test_only_the_four_verbs_reach_the_api(una: FlaskClient, stub: Stub) -> None:
    assert post(una, "/characters/c1/items/respec", item_id="i1").status_code == 404
    assert "/characters/c1/respec" not in [one["path"] for one in stub.seen]


def test_a_name_that_is_markup_stays_text(una: FlaskClient, stub: Stub) -> None:
    stub.characters["c1"] = '<img src=x onerror="alert(1)">'
    for path in ("/characters", "/characters/c1", "/play/s1"):
        assert "<img src=x" not in una.get(path).text
