"""Theme, text size and motion on a device."""

import pytest
from flask.testing import FlaskClient

from app import create_app
from tests.conftest import settings_for
from tests.pages import post


def test_without_a_choice_the_system_decides(stranger: FlaskClient) -> None:
    assert (
        '<html lang="en" data-theme="system" data-text-size="normal" data-motion="system">'
        in stranger.get("/").text
    )


def test_a_stranger_chooses_and_comes_back_to_the_page(stranger: FlaskClient) -> None:
    answer = post(stranger, "/look", theme="light", text_size="huge", next="/login")
    assert (answer.status_code, answer.location) == (303, "/login")
    page = stranger.get("/login").text
    assert 'data-theme="light" data-text-size="huge" data-motion="system"' in page
    assert '<meta name="color-scheme" content="light">' in page


def test_one_choice_leaves_the_others(stranger: FlaskClient) -> None:
    post(stranger, "/look", theme="dark")
    post(stranger, "/look", motion="reduced")
    assert 'data-theme="dark" data-text-size="normal" data-motion="reduced"' in stranger.get("/login").text


@pytest.mark.parametrize(
    "cookie", ["", "x", 'dark"><script>.vast.full"', "light", ".....", "neon.giant.wild"]
)
def test_a_forged_cookie_is_not_believed(stranger: FlaskClient, cookie: str) -> None:
    stranger.set_cookie("coc_look", cookie)
    page = stranger.get("/").text
    assert "<script>" not in page
    assert 'data-text-size="normal" data-motion="system"' in page


def test_unknown_words_change_nothing(stranger: FlaskClient) -> None:
    post(stranger, "/look", theme="neon", text_size="", motion="full\r\nX: y")
    assert 'data-theme="system" data-text-size="normal" data-motion="system"' in stranger.get("/").text


def test_it_leads_to_no_other_site(stranger: FlaskClient) -> None:
    assert post(stranger, "/look", theme="dark", next="https://elsewhere.example/").location == "/"


def test_the_components_are_shown_to_developers_only(stranger: FlaskClient, api_url: str) -> None:
    assert "Components" in stranger.get("/dev/components").text
    assert stranger.get("/dev/components", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
    production = create_app(settings_for(api_url, flask_env="production"))
    for path in ("/dev/components", "/dev/mailbox"):
        assert production.test_client().get(path).status_code == 404
