"""The play page where all act at once, and where one acts for somebody who is away."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import stub_views as views
from tests.pages import post
from tests.stub_api import Stub

HANDED_IN = re.compile(r'round-name">(?P<name>[^<]+)</span><span class="visually-hidden">: (?P<state>[^<]+)<')


def together(stub: Stub, **changes: Any) -> None:
    """Una and Bo on their way."""
    stub.play()
    bo = views.member("c2", "Bo <i>Lind</i>") | {"is_you": False, "is_current": False}
    stub.session_changes = {"party": [views.member("c1", "Una Vale"), bo], **changes}


def in_a_round(stub: Stub, *submitted: str, your_action: str | None = None, your_mode: str = "do") -> None:
    stub.has_round = True
    running = views.running_round(*submitted, your_action=your_action, your_mode=your_mode)
    together(stub, round=running, current_actor_id=None, is_your_turn="c1" not in submitted)


def for_bo(stub: Stub, **changes: Any) -> None:
    """Bo is away and at the move, and Una may act for him."""
    together(stub, acting_for=["c2"], current_actor_id="c2", is_your_turn=False, **changes)


def marks(text: str) -> dict[str, str]:
    return {found["name"]: found["state"] for found in HANDED_IN.finditer(text)}


def test_one_reads_who_has_handed_in_and_what_one_has_oneself(una: FlaskClient, stub: Stub) -> None:
    in_a_round(stub, "c2")
    text = una.get("/play/s1").text
    assert marks(text) == {"You": "not yet", "Bo &lt;i&gt;Lind&lt;/i&gt;": "handed in"}
    assert "Round 3: what do you do?" in text
    assert "You handed in" not in text
    in_a_round(stub, "c1", your_action="ring <b>the bell</b>")
    text = una.get("/play/s1").text
    assert marks(text) == {"You": "handed in", "Bo &lt;i&gt;Lind&lt;/i&gt;": "not yet"}
    assert '“<span data-handed-in data-mode="do">ring &lt;b&gt;the bell&lt;/b&gt;</span>”' in text
    assert "Waiting for Bo &lt;i&gt;Lind&lt;/i&gt;." in text


def test_where_one_acts_after_the_other_and_in_fights_there_is_no_round(una: FlaskClient, stub: Stub) -> None:
    together(stub)
    text = una.get("/play/s1").text
    assert re.search(r'<section id="round"[^>]* hidden>', text)
    assert marks(text) == {}


def test_what_waits_for_its_round_stands_in_the_panel_and_not_in_the_log(
    una: FlaskClient, stub: Stub
) -> None:
    in_a_round(stub)
    answer = post(una, "/play/s1/action", htmx=True, action="ring the bell", action_id="a", mode="do")
    assert answer.status_code == 200
    assert "data-turn=" not in answer.text
    assert '<span data-handed-in data-mode="do">ring the bell</span>' in answer.text
    assert 'hx-target="#round"' in answer.text


def test_another_action_may_take_its_place_until_the_round_is_over(una: FlaskClient, stub: Stub) -> None:
    in_a_round(stub, "c1", your_action="ring the bell")
    text = una.get("/play/s1?change=1").text
    assert ">ring the bell</textarea>" in text
    assert not re.search(r'name="suggestion_id"[^>]* disabled', text)
    assert ">ring the bell</textarea>" not in una.get("/play/s1").text


def test_what_was_said_is_changed_as_something_said(una: FlaskClient, stub: Stub) -> None:
    in_a_round(stub, "c1", your_action="Who rings?", your_mode="say")
    text = una.get("/play/s1?change=1").text
    assert ">Who rings?</textarea>" in text
    assert re.findall(r'name="mode" value="(\w+)" checked', text) == ["say"]


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_handed_in_is_taken_back(una: FlaskClient, stub: Stub, *, htmx: bool) -> None:
    in_a_round(stub, "c1", your_action="ring the bell")
    answer = post(una, "/play/s1/round/take-back", page="/play/s1", htmx=htmx)
    assert stub.posted("/sessions/s1/round")["method"] == "DELETE"
    text = answer.text if htmx else una.get(answer.location).text
    assert "You handed in" not in text
    assert marks(text)["You"] == "not yet"


def test_it_is_said_when_the_round_was_over_before(una: FlaskClient, stub: Stub) -> None:
    in_a_round(stub, "c1", your_action="ring the bell")
    stub.fail_with("/sessions/s1/round", 409, "not_handed_in")
    answer = post(una, "/play/s1/round/take-back", page="/play/s1")
    assert answer.status_code == 409
    assert "Refused: not_handed_in." in answer.text


def test_whoever_ends_the_round_gets_every_turn_of_it(una: FlaskClient, stub: Stub) -> None:
    together(stub)
    stub.turns.append(views.turn("s1", 2, "wait", character_name="Bo Lind"))
    answer = post(una, "/play/s1/action", htmx=True, action="wait", action_id="a", mode="do")
    assert re.findall(r'data-seq="(\d+)" data-status', answer.text)[-2:] == ["2", "3"]


def test_who_acts_for_somebody_reads_it_and_acts_for_them(una: FlaskClient, stub: Stub) -> None:
    for_bo(stub)
    text = una.get("/play/s1").text
    assert "<strong>You act for Bo &lt;i&gt;Lind&lt;/i&gt;</strong>, who is away" in text
    assert re.search(r'<option value="c2" selected>', text)
    post(
        una,
        "/play/s1/action",
        page="/play/s1",
        action="go in",
        action_id="a",
        mode="do",
        for_character_id="c2",
    )
    assert stub.posted("/sessions/s1/action")["body"]["for_character_id"] == "c2"
    post(
        una, "/play/s1/action", page="/play/s1", action="look", action_id="b", mode="do", for_character_id=""
    )
    assert "for_character_id" not in stub.posted("/sessions/s1/action")["body"]


def test_for_who_is_away_the_ways_and_people_are_open_and_things_are_not(
    una: FlaskClient, stub: Stub
) -> None:
    for_bo(stub)
    text = una.get("/play/s1").text
    way, thing = 'value="go in">', 'value="Work the pump handle">'
    assert (
        f'{way}<input type="hidden" name="for_character_id" value="c2"><button class="way" type="submit">'
        in text
    )
    assert re.search(re.escape(thing) + r'<button class="chip" type="submit" disabled>', text)


def test_a_refusal_keeps_the_words_and_whom_they_were_for(una: FlaskClient, stub: Stub) -> None:
    for_bo(stub)
    stub.fail_with("/sessions/s1/action", 403, "not_for_proxy")
    for chosen, marked in (("c2", True), ("", False)):
        fields = {"action": "open the pack", "action_id": "a", "mode": "do"}
        answer = post(una, "/play/s1/action", page="/play/s1", for_character_id=chosen, **fields)  # type: ignore[arg-type]  # fields are texts
        assert answer.status_code == 403
        assert "Refused: not_for_proxy." in answer.text
        assert ">open the pack</textarea>" in answer.text
        assert ('<option value="c2" selected>' in answer.text) == marked


def test_in_a_fight_the_moves_are_those_of_who_is_away(una: FlaskClient, stub: Stub) -> None:
    fight = views.combat("c2", "Bo Lind", 9) | {"is_your_turn": False, "items": []}
    fight["combatants"].append(views.combatant("c1", "Una Vale", "party", 27, is_you=True))
    for_bo(stub, combat=fight)
    text = una.get("/play/s1").text
    assert "You act for Bo &lt;i&gt;Lind&lt;/i&gt;, who is away. Their pack stays closed." in text
    assert 'id="move-attack"' in text
    assert "move-item" not in text
    assert re.search(r'name="ally_id" value="c2"[^>]* checked', text)
    assert not re.search(r'name="ally_id" value="c1"[^>]* checked', text)
    use = {"use": "ability:attack:enemy", "enemy_id": "wickling_1"}
    post(una, "/play/s1/combat", page="/play/s1", action_id="a", for_character_id="c2", **use)  # type: ignore[arg-type]  # fields are texts
    assert stub.posted("/sessions/s1/combat/action")["body"]["for_character_id"] == "c2"


def test_in_a_round_one_chooses_whether_one_acts_for_oneself(una: FlaskClient, stub: Stub) -> None:
    in_a_round(stub)
    stub.session_changes["acting_for"] = ["c2"]
    text = una.get("/play/s1").text
    assert '<option value="c2">Bo' in text
    in_a_round(stub, "c1", your_action="wait")
    stub.session_changes["acting_for"] = ["c2"]
    assert '<option value="c2" selected>' in una.get("/play/s1").text
    assert '<option value="c2">Bo' in una.get("/play/s1?change=1").text
