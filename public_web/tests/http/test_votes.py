"""What a party decides together, on the play page."""

import re

from flask.testing import FlaskClient

from tests import stub_views as views
from tests.http.test_parties import party_of_two
from tests.pages import post
from tests.stub_api import Stub
from tests.stub_parties import vote


def panel(page: str) -> str:
    """The part of the page that the party decides in."""
    begin = page.index('id="vote-panel"')
    return page[begin : page.index("</section>", begin)]


def test_an_open_vote_shows_who_asks_who_said_what_and_what_can_be_said(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    stub.votes = [vote()]
    text = panel(una.get("/play/s1").text)
    assert "Bo &lt;i&gt;Lind&lt;/i&gt; asks" in text
    assert re.search(r"You</span>\s*not yet", text)
    assert re.search(r"Bo &lt;i&gt;Lind&lt;/i&gt;</span>\s*Yes, sleep", text)
    assert text.count('name="choice"') == 2
    assert 'aria-pressed="true"' not in text
    assert 'data-until="2026-11-23T20:01:00Z"' in text
    assert 'id="ask"' not in text, "one thing at a time"


def test_without_one_the_party_can_be_asked(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    stub.votes = [vote("failed", message="You are not tired.", code="not_tired")]
    page = una.get("/play/s1").text
    text = panel(page)
    assert 'popovertarget="ask"' in page
    assert re.findall(r'name="kind" value="(\w+)"', text)[-2:] == ["rest", "undo"]
    assert "Last: Sleep here? It cannot be: You are not tired." in text
    assert page.count('id="undo"') == 1
    stub.session_changes |= {"combat": views.combat("c1", "Una Vale", 9)}
    assert re.findall(r'name="kind" value="(\w+)"', panel(una.get("/play/s1").text)) == ["undo"]


def test_what_a_fight_has_left_is_asked_by_itself_and_only_of_whom_it_is_for(
    una: FlaskClient, stub: Stub
) -> None:
    party_of_two(stub)
    choices = [{"id": one, "label": one.capitalize(), "ballots": 0} for one in ("need", "greed", "pass")]
    stub.votes = [vote(kind="loot", question="Who gets this: Lamp Oil (rare)?", choices=choices)]
    text = panel(una.get("/play/s1").text)
    assert "To be shared out" in text
    assert "asks" not in text
    assert re.findall(r'name="choice" value="(\w+)"', text) == ["need", "greed", "pass"]
    stub.votes[0]["voters"] = stub.votes[0]["voters"][1:]
    text = panel(una.get("/play/s1").text)
    assert 'name="choice"' not in text
    assert "That is for others to decide." in text
    stub.votes = [vote("passed", kind="loot", question="Who gets this: Lamp Oil (rare)?", outcome="need")]
    assert "Who gets this: Lamp Oil (rare)? Shared out." in panel(una.get("/play/s1").text)


def test_alone_there_is_nobody_to_ask(una: FlaskClient) -> None:
    page = una.get("/play/s1").text
    assert re.match(r'id="vote-panel"[^>]* hidden>', panel(page))
    assert 'popovertarget="ask"' not in page
    assert page.count('id="undo"') == 1


def test_without_script_asking_and_voting_come_back_to_the_page(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    asked = post(una, "/play/s1/votes", kind="travel", option="north")
    assert (asked.status_code, asked.location) == (303, "/play/s1#vote-panel")
    assert stub.posted("/sessions/s1/votes")["body"] == {"kind": "travel", "options": ["north"]}
    cast = post(una, "/play/s1/votes/v1", choice="yes")
    assert (cast.status_code, cast.location) == (303, "/play/s1#vote-panel")
    assert stub.posted("/sessions/s1/votes/v1")["body"] == {"choice": "yes"}


def test_with_script_the_deciding_ballot_brings_its_turn_and_the_scene(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    stub.turns.append(views.turn("s1", 2, "sleep", id="t2", kind="vote"))
    text = post(una, "/play/s1/votes/v1", choice="yes", htmx=True).text
    assert 'id="turn-t2"' in text
    assert 'hx-target="#vote-panel"' in text


def test_what_is_refused_is_said(una: FlaskClient, stub: Stub) -> None:
    party_of_two(stub)
    stub.fail_with("POST /sessions/s1/votes", 409, "vote_open")
    for htmx in (True, False):
        answer = post(una, "/play/s1/votes", kind="rest", htmx=htmx)
        assert answer.status_code == 409
        assert 'id="e-action"' in answer.text
    stub.fail_with("POST /sessions/s1/votes/v1", 404, "not_found")
    assert post(una, "/play/s1/votes/v1", choice="yes").status_code == 404
