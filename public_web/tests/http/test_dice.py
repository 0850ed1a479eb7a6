"""The log of the dice: in the drawer, on a page of its own, and what the API is asked for."""

import re

from flask.testing import FlaskClient

from tests.stub_api import Stub

HTMX = {"HX-Request": "true"}


def test_dice_that_fell_together_are_one_throw_with_its_sum(una: FlaskClient) -> None:
    text = una.get("/play/s1/dice").text
    assert re.findall(r'data-throw="([^"]+)"', text) == ["m2-0", "t1-0"]
    assert "3 (d6) + 4 (d6) + 1 = 8" in text
    assert "7 (d20) + 1 = 8 against 12, odds 60 %" in text
    assert text.count("taken back") == 1


def test_names_among_the_dice_are_words(una: FlaskClient) -> None:
    text = una.get("/play/s1/dice").text
    assert "Bo &lt;i&gt;Lind&lt;/i&gt;" in text
    assert "<i>Lind</i>" not in text


def test_the_page_says_how_to_check_the_dice(una: FlaskClient, stub: Stub) -> None:
    text = una.get("/play/s1/dice").text
    assert "coc verify-dice s1" in text
    assert "The seed itself is shown when the tale has ended." in text
    stub.session_changes = {"status": "completed", "seed": "5eed"}
    text = una.get("/play/s1/dice").text
    assert "<code>5eed</code>" in text


def test_the_drawer_gets_throws_alone_and_older_ones_by_the_cursor(una: FlaskClient, stub: Stub) -> None:
    part = una.get("/play/s1/dice", headers=HTMX).text
    assert "<html" not in part
    assert 'href="/play/s1/dice?cursor=9."' in part
    older = una.get("/play/s1/dice?cursor=9.", headers=HTMX).text
    assert "No dice have fallen yet." in older
    assert "Older dice" not in older
    assert [one["path"] for one in stub.seen].count("/sessions/s1/dice") == 2


def test_the_dice_of_a_tale_that_is_not_ones_own_are_not_shown(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/s1/dice", 404, "not_found")
    assert una.get("/play/s1/dice").status_code == 404


def test_the_play_page_leads_to_the_dice_also_without_script(una: FlaskClient) -> None:
    text = una.get("/play/s1").text
    assert 'href="/play/s1/dice"' in text
    assert 'popovertarget="dice"' in text
