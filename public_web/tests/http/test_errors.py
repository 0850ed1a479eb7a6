"""What one sees when something is not well."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.conftest import settings_for
from tests.pages import post
from tests.stub_api import LOGIN, Stub


@pytest.fixture
def alone() -> FlaskClient:
    """A signed-in browser of a web frontend whose API is not there."""
    client = create_app(settings_for("http://127.0.0.1:9")).test_client()
    client.set_cookie("coc_session", LOGIN)
    return client


def test_an_unknown_page_is_a_page(stranger: FlaskClient) -> None:
    answer = stranger.get("/no/such/place")
    assert answer.status_code == 404
    assert "No such place on the map" in answer.text


def test_a_wrong_method_is_a_page(stranger: FlaskClient) -> None:
    assert stranger.get("/play-now").status_code == 405


def test_without_the_api_the_first_page_still_stands(alone: FlaskClient) -> None:
    assert alone.get("/").status_code == 200
    assert alone.get("/health").json == {"status": "ok"}


def test_without_the_api_pages_offer_to_try_again(alone: FlaskClient) -> None:
    answer = alone.get("/characters")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert "Try again" in answer.text


def test_without_the_api_a_part_of_a_page_is_a_notice(alone: FlaskClient) -> None:
    answer = post(alone, "/play/s1/action", action="look", htmx=True)
    assert answer.status_code == 503
    assert answer.headers["HX-Retarget"] == "#notices"
    assert 'role="alert"' in answer.text


def test_the_apis_own_word_on_waiting_is_passed_on(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/characters", 503, "unavailable")
    assert una.get("/characters").headers["Retry-After"] == "30"


def test_an_answer_of_another_shape_is_the_api_being_away(una: FlaskClient, stub: Stub) -> None:
    stub.session_changes["location"] = {"name": "Nowhere"}
    assert una.get("/play/s1").status_code == 503


def test_a_fault_of_ours_shows_nothing_of_its_inside(web: Flask) -> None:
    def broken() -> str:
        raise RuntimeError("the secret inside")

    web.add_url_rule("/broken", "broken", broken)
    answer = web.test_client().get("/broken")
    assert answer.status_code == 500
    assert "The quill has snapped" in answer.text
    assert "secret inside" not in answer.text
