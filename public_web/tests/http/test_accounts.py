"""Signing up, in and out, over forms."""

from flask.testing import FlaskClient

from tests.pages import post
from tests.stub_api import Stub


def test_one_click_makes_a_guest_and_leads_to_the_character(stranger: FlaskClient, stub: Stub) -> None:
    answer = post(stranger, "/play-now")
    assert (answer.status_code, answer.location) == (303, "/begin")
    assert stub.seen[0]["path"] == "/auth/guest"


def test_whoever_is_on_an_adventure_goes_straight_back_to_it(una: FlaskClient) -> None:
    assert post(una, "/play-now").location == "/play/s1"


def test_a_wrong_password_keeps_the_address_and_drops_the_password(stranger: FlaskClient) -> None:
    answer = post(stranger, "/login", email="una@example.org", password="not the right one")
    assert answer.status_code == 401
    assert "E-mail or password is wrong." in answer.text
    assert 'value="una@example.org"' in answer.text
    assert "not the right one" not in answer.text


def test_an_empty_field_is_named_beside_it(stranger: FlaskClient, stub: Stub) -> None:
    answer = post(stranger, "/register", name="Una", email="", password="a long enough one")
    assert answer.status_code == 422
    assert "E-mail is needed." in answer.text
    assert 'value="Una"' in answer.text
    assert stub.seen == []


def test_the_apis_objection_stands_beside_the_field_it_names(stranger: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/auth/register", 422, "invalid", fields={"password": "is too short"})
    answer = post(stranger, "/register", name="Una", email="una@example.org", password="short")
    assert answer.status_code == 422
    assert '<p class="field-error" id="e-password">' in answer.text
    assert "This is too short." in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_throttle_says_how_long(stranger: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/auth/login", 429, "throttled", retry_after_s=300)
    answer = post(stranger, "/login", email="una@example.org", password="whatever it was")
    assert answer.status_code == 429
    assert "Try again in 5 minutes." in answer.text


def test_opening_the_mailed_link_consumes_nothing(stranger: FlaskClient, stub: Stub) -> None:
    page = stranger.get("/verify?user_id=u1&secret=s%22%3E")
    assert 'value="s&#34;&gt;"' in page.text
    assert stub.seen == []
    answer = post(stranger, "/verify", user_id="u1", secret="s")
    assert "Your e-mail is confirmed" in answer.text
    assert stub.posted("/auth/verify-email")["body"] == {"user_id": "u1", "secret": "s"}


def test_a_stale_link_offers_a_new_one(stranger: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/auth/verify-email", 422, "invalid_token")
    answer = post(stranger, "/verify", user_id="u1", secret="s")
    assert answer.status_code == 422
    assert "Send me a new link" in answer.text


def test_a_forgotten_password_says_the_same_for_everybody(stranger: FlaskClient) -> None:
    answer = post(stranger, "/forgot", email="nobody@example.org")
    assert "if an account has it" in answer.text


def test_a_guest_can_keep_what_it_has(una: FlaskClient, stub: Stub) -> None:
    answer = post(una, "/account/keep", name="Una", email="una@example.org", password="correct horse battery")
    assert "Confirm your e-mail" in answer.text
    assert stub.posted("/auth/upgrade")["body"]["email"] == "una@example.org"


def test_an_expired_sign_in_leads_to_the_form_and_back(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/characters/c1", 401, "unauthenticated")
    answer = una.get("/characters/c1")
    assert answer.status_code == 303
    assert answer.location == "/login?next=/characters/c1&expired=1"
    assert una.get_cookie("coc_session") is None


def test_the_mailbox_shows_letters_as_text(stranger: FlaskClient, stub: Stub) -> None:
    letter = {
        "id": "m1",
        "to": "una@example.org",
        "subject": "<b>Hello</b>",
        "sent_at": "2026-11-23T20:05:00Z",
    }
    stub.letters = [letter | {"body": "Go to http://localhost:5001/verify?user_id=u1&secret=s now"}]
    text = stranger.get("/dev/mailbox").text
    assert "&lt;b&gt;Hello" in text
    assert 'href="http://localhost:5001/verify?user_id=u1&amp;secret=s"' in text


def test_letters_are_not_shown_to_friends_in_the_network(stranger: FlaskClient) -> None:
    answer = stranger.get("/dev/mailbox", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 404


def test_a_mail_about_turns_leads_to_a_button_that_ends_them(stranger: FlaskClient, stub: Stub) -> None:
    page = stranger.get("/opt-out?token=t%22%3E.s")
    assert 'value="t&#34;&gt;.s"' in page.text
    assert stub.seen == []
    stub.fail_with("/auth/mail-opt-out", 400, "invalid_token")
    answer = post(stranger, "/opt-out", token="t.s")
    assert answer.status_code == 400
    assert "This link says nothing to us" in answer.text
    assert stub.posted("/auth/mail-opt-out")["body"] == {"token": "t.s"}
