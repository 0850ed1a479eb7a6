"""One's own account: name, settings, devices, data, and leaving."""

import json

import pytest
from flask.testing import FlaskClient

from tests.pages import post
from tests.stub_api import PASSWORD, Stub


@pytest.fixture
def member(una: FlaskClient, stub: Stub) -> FlaskClient:
    """Una with an account of her own."""
    stub.is_guest = False
    return una


def test_settings_go_to_the_account_and_to_this_device(una: FlaskClient, stub: Stub) -> None:
    answer = post(
        una,
        "/account/settings",
        page="/account/settings",
        theme="light",
        text_size="large",
        motion="reduced",
        tone="grim",
    )
    assert (answer.status_code, answer.location) == (303, "/account/settings?said=saved")
    assert stub.preferences == {"theme": "light", "text_size": "large", "motion": "reduced", "tone": "grim"}
    page = una.get("/account/settings").text
    assert 'data-theme="light" data-text-size="large" data-motion="reduced"' in page
    assert 'name="tone" value="grim" checked' in page


def test_a_word_the_api_does_not_know_changes_nothing(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("PATCH /auth/me", 422, "invalid", fields={"preferences.theme": "is none of these"})
    answer = post(una, "/account/settings", page="/account/settings", theme="neon")
    assert answer.status_code == 422
    assert "Refused: invalid." in answer.text
    assert 'data-theme="system"' in una.get("/").text


def test_signing_in_brings_the_look_of_the_account(stranger: FlaskClient, stub: Stub) -> None:
    stub.preferences = {"theme": "light", "text_size": "huge", "motion": "system", "tone": "wry"}
    post(stranger, "/login", email="una@example.org", password=PASSWORD)
    assert 'data-theme="light" data-text-size="huge"' in stranger.get("/").text


def test_signing_in_without_a_choice_keeps_the_look_of_the_device(stranger: FlaskClient) -> None:
    post(stranger, "/look", theme="dark")
    post(stranger, "/login", email="una@example.org", password=PASSWORD)
    assert 'data-theme="dark"' in stranger.get("/").text


@pytest.mark.parametrize("name", ["U\u200bna", "\u202eanU", "Unа", "x" * 200])  # look-alikes are the point
def test_a_refused_name_stays_in_its_field_with_the_reason(
    member: FlaskClient, stub: Stub, name: str
) -> None:
    stub.fail_with("PATCH /auth/me", 422, "bad_name", field="name")
    answer = post(member, "/account/name", page="/account", name=name)
    assert answer.status_code == 422
    assert f'value="{name}"' in answer.text
    assert '<p class="field-error" id="e-name">' in answer.text
    assert 'aria-invalid="true" autofocus' in answer.text


def test_an_empty_name_is_refused_here(member: FlaskClient) -> None:
    answer = post(member, "/account/name", page="/account", name="   ")
    assert answer.status_code == 422
    assert "A name is needed." in answer.text
    assert 'aria-describedby="e-name h-name"' in answer.text


def test_devices_are_named_as_people_would(una: FlaskClient) -> None:
    page = una.get("/account/devices").text
    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert "&lt;b&gt;curl" in page


def test_a_device_is_signed_out_also_when_it_was_already(una: FlaskClient, stub: Stub) -> None:
    for device_id in ("d2", "gone"):
        answer = post(una, f"/account/devices/{device_id}/sign-out", page="/account/devices")
        assert answer.location == "/account/devices?said=signed_out"
    assert stub.seen[-1]["method"] == "DELETE"


def test_the_data_comes_as_a_file(una: FlaskClient) -> None:
    answer = una.get("/account/data.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="code-of-conquest.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert json.loads(answer.text)["account"]["name"] == "Una"


def test_leaving_needs_the_tick_and_the_password(member: FlaskClient, stub: Stub) -> None:
    answer = post(member, "/account/delete", page="/account/data")
    assert answer.status_code == 422
    assert "A password is needed." in answer.text
    assert "Your word that you mean it is needed." in answer.text
    assert all(one["method"] != "DELETE" for one in stub.seen)


def test_a_wrong_password_deletes_nothing(member: FlaskClient) -> None:
    answer = post(member, "/account/delete", page="/account/data", sure="1", password="not the right one")
    assert answer.status_code == 401
    assert "That is not the password of this account." in answer.text
    assert member.get("/account").status_code == 200


def test_leaving_signs_out_and_says_farewell(member: FlaskClient) -> None:
    answer = post(member, "/account/delete", page="/account/data", sure="1", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/account/gone")
    assert member.get_cookie("coc_session") is None
    assert "Farewell" in member.get("/account/gone").text


def test_a_guest_leaves_without_a_password(una: FlaskClient, stub: Stub) -> None:
    assert post(una, "/account/delete", page="/account/data", sure="1").location == "/account/gone"
    assert stub.posted("/auth/me")["body"] == {}
