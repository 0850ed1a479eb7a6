"""A sign-in that ends while somebody is typing: nothing is done, and nothing typed is lost."""

from flask import Flask
from flask.testing import FlaskClient

from tests.pages import post, token_of
from tests.stub_api import LOGIN, PASSWORD, Stub

WORDS = "tell the ostler that his horses are in the reeds"
OURS = {"Sec-Fetch-Site": "same-origin", "Referer": "http://localhost/play/s1"}


def _type_too_late(client: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/s1/action", 401, "unauthenticated")
    data = {"csrf_token": token_of(client, "/play/s1"), "action": WORDS, "action_id": "a1"}
    answer = client.post("/play/s1/action", data=data, headers=OURS)
    assert (answer.status_code, answer.location) == (303, "/login?next=/play/s1&expired=1")
    stub.failures.clear()


def _sign_in(client: FlaskClient) -> str:
    answer = post(
        client, "/login", page="/login", email="una@example.org", password=PASSWORD, next="/play/s1"
    )
    return str(answer.location)


def test_what_was_typed_is_there_after_the_sign_in_and_is_sent(una: FlaskClient, stub: Stub) -> None:
    _type_too_late(una, stub)
    assert "what you typed is kept" in una.get("/login?next=/play/s1&expired=1").text
    assert _sign_in(una) == "/resume"
    assert WORDS in una.get("/resume").text
    assert post(una, "/play/s1/action", page="/resume", action=WORDS, action_id="a1").status_code == 303
    assert stub.posted("/sessions/s1/action")["body"] == {"action": WORDS, "action_id": "a1"}
    assert una.get("/resume").location == "/characters"


def test_it_can_be_left(una: FlaskClient, stub: Stub) -> None:
    _type_too_late(una, stub)
    _sign_in(una)
    assert post(una, "/resume", page="/resume").location == "/play/s1"
    assert una.get("/resume").location == "/characters"


def test_the_same_in_a_part_of_a_page(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/s1/action", 401, "unauthenticated")
    data = {"csrf_token": token_of(una, "/play/s1"), "action": WORDS}
    htmx = {
        "Sec-Fetch-Site": "same-origin",
        "HX-Request": "true",
        "HX-Current-URL": "http://localhost/play/s1",
    }
    answer = una.post("/play/s1/action", data=data, headers=htmx)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login?next=/play/s1&expired=1")
    assert _sign_in(una) == "/resume"


def test_a_cookie_that_ran_out_is_an_ended_sign_in_and_no_attack(web: Flask, stub: Stub) -> None:
    stub.play()
    client = web.test_client()
    client.set_cookie("coc_session", LOGIN)
    data = {"csrf_token": token_of(client, "/play/s1"), "action": WORDS}
    client.delete_cookie("coc_session")
    answer = client.post("/play/s1/action", data=data, headers=OURS)
    assert answer.location == "/login?next=/play/s1&expired=1"
    assert _sign_in(client) == "/resume"
    assert WORDS in client.get("/resume").text


def test_another_site_gets_nothing_kept(una: FlaskClient, stub: Stub) -> None:
    una.get("/")
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = una.post("/play/s1/action", data={"csrf_token": "x", "action": WORDS}, headers=headers)
        assert answer.status_code == 403
    assert una.get("/resume").location == "/characters"


def test_passwords_are_not_kept(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/auth/upgrade", 401, "unauthenticated")
    post(
        una,
        "/account/keep",
        page="/account",
        name="Una",
        email="una@example.org",
        password="a secret of mine",
    )
    stub.failures.clear()
    _sign_in(una)
    page = una.get("/resume").text
    assert "una@example.org" in page
    assert "a secret of mine" not in page


def test_signing_out_forgets_it(una: FlaskClient, stub: Stub) -> None:
    _type_too_late(una, stub)
    _sign_in(una)
    post(una, "/logout", page="/resume")
    assert _sign_in(una) == "/play/s1"


def test_what_no_cookie_can_hold_is_not_kept_halfway(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/sessions/s1/action", 401, "unauthenticated")
    words = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(5000))
    data = {"csrf_token": token_of(una, "/play/s1"), "action": words}
    una.post("/play/s1/action", data=data, headers=OURS)
    stub.failures.clear()
    assert _sign_in(una) == "/play/s1"
