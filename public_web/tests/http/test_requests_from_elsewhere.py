"""Requests that change something and do not come from our own pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import post, token_of
from tests.stub_api import LOGIN, PASSWORD, Stub


def test_a_form_without_a_token_is_refused(stranger: FlaskClient, stub: Stub) -> None:
    assert stranger.post("/play-now").status_code == 403
    assert stub.seen == []


def test_a_token_of_another_visitor_is_refused(stranger: FlaskClient, una: FlaskClient) -> None:
    stranger.get("/")
    foreign = token_of(una, "/")
    assert stranger.post("/play-now", data={"csrf_token": foreign}).status_code == 403


def test_a_token_from_before_the_sign_in_is_refused_after_it(stranger: FlaskClient) -> None:
    early = token_of(stranger)
    post(stranger, "/play-now")
    assert stranger.post("/logout", data={"csrf_token": early}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_the_browser_calls_another_site_is_refused(stranger: FlaskClient, site: str) -> None:
    data = {"csrf_token": token_of(stranger)}
    assert stranger.post("/play-now", data=data, headers={"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://localhost", "http://localhost:81"]
)
def test_without_sec_fetch_site_the_origin_must_be_exactly_ours(stranger: FlaskClient, origin: str) -> None:
    data = {"csrf_token": token_of(stranger)}
    assert stranger.post("/play-now", data=data, headers={"Origin": origin}).status_code == 403
    assert stranger.post("/play-now", data=data, headers={"Origin": "http://localhost"}).status_code == 303


def test_an_unknown_host_is_refused_without_a_page(stranger: FlaskClient) -> None:
    answer = stranger.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text


def test_two_session_cookies_are_refused(web: Flask, stub: Stub) -> None:
    answer = web.test_client(use_cookies=False).get(
        "/characters", headers={"Cookie": f"coc_session={LOGIN}; coc_session=planted"}
    )
    assert answer.status_code == 400
    assert stub.seen == []


@pytest.mark.parametrize("value", ["a b", "x\x7f", "ü", "a,b", "y" * 3000])
def test_an_impossible_session_cookie_counts_as_none(web: Flask, stub: Stub, value: str) -> None:
    answer = web.test_client(use_cookies=False).get("/characters", headers={"Cookie": f"coc_session={value}"})
    assert answer.status_code == 303
    assert stub.seen == []


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", ""],
)
def test_signing_in_leads_only_to_our_own_pages(stranger: FlaskClient, target: str) -> None:
    answer = post(stranger, "/login", email="una@example.org", password=PASSWORD, next=target)
    assert answer.location == "/characters"


def test_signing_in_leads_back_to_where_one_came_from(stranger: FlaskClient) -> None:
    answer = post(stranger, "/login", email="una@example.org", password=PASSWORD, next="/play/s1?x=1")
    assert answer.location == "/play/s1?x=1"


def test_a_body_over_64_kb_is_refused(stranger: FlaskClient) -> None:
    assert post(stranger, "/login", email="x" * 70_000).status_code == 413
