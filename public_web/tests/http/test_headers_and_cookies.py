"""What every reply carries."""

import pytest
from flask.testing import FlaskClient

from app import create_app
from tests.conftest import settings_for
from tests.pages import post
from tests.stub_api import LOGIN, Stub

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' http://localhost:5002 ws://localhost:5002; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize(
    "path", ["/", "/login", "/nowhere", "/characters", "/health", "/static/css/tokens.css"]
)
def test_every_reply_carries_the_security_headers(stranger: FlaskClient, path: str) -> None:
    headers = stranger.get(path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_errors_carry_them_too(una: FlaskClient, stub: Stub) -> None:
    stub.fail_with("/characters", 503, "unavailable")
    answer = una.get("/characters")
    assert answer.status_code == 503
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_no_page_holds_inline_script_or_style(una: FlaskClient) -> None:
    for path in ("/", "/login", "/characters", "/characters/c1", "/play/s1", "/begin", "/nowhere"):
        text = una.get(path).text
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert " onclick" not in text, path
        assert "hx-on" not in text, path
        assert "js:" not in text, path
        assert text.count("<script") == text.count("<script src="), path


def test_pages_are_never_stored_and_fingerprinted_files_are_kept(una: FlaskClient) -> None:
    assert una.get("/characters").headers["Cache-Control"] == "no-store"
    assert "immutable" in una.get("/static/css/tokens.css?v=abc").headers["Cache-Control"]
    assert una.get("/static/js/play.js").headers["Cache-Control"] == "no-cache"


def test_the_session_cookie_is_issued_anew_under_our_own_name(stranger: FlaskClient) -> None:
    answer = post(stranger, "/play-now")
    cookie = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith("coc_session="))
    assert cookie.startswith(f"coc_session={LOGIN}; Expires=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_in_production_cookies_belong_to_this_host_and_https(api_url: str) -> None:
    app = create_app(settings_for(api_url, flask_env="production", coc_proxy_hops=1))
    client = app.test_client()
    answer = client.get("/", headers={"X-Forwarded-Proto": "https"})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-coc_web=")
    assert "Secure" in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert client.get("/dev/mailbox").status_code == 404


def test_no_secret_no_production() -> None:
    with pytest.raises(ValueError, match="SECRET_KEY"):
        settings_for("http://localhost:5000", flask_env="production", secret_key="short")


def test_logging_out_clears_the_cookie(una: FlaskClient, stub: Stub) -> None:
    answer = post(una, "/logout")
    assert answer.location == "/"
    assert stub.posted("/auth/logout")["headers"]["Cookie"] == f"coc_session={LOGIN}"
    assert una.get_cookie("coc_session") is None


def test_the_visitors_address_is_handed_on(una: FlaskClient, stub: Stub) -> None:
    una.get("/characters", headers={"X-Forwarded-For": "203.0.113.9"})
    assert stub.posted("/characters")["headers"]["X-Forwarded-For"] == "127.0.0.1"


def test_a_configured_proxy_is_believed_for_one_hop(api_url: str, stub: Stub) -> None:
    client = create_app(settings_for(api_url, coc_proxy_hops=1)).test_client()
    client.set_cookie("coc_session", LOGIN)
    client.get("/characters", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
    assert stub.posted("/characters")["headers"]["X-Forwarded-For"] == "203.0.113.9"


def test_one_visitors_cookie_never_serves_another(
    una: FlaskClient, stranger: FlaskClient, stub: Stub
) -> None:
    post(stranger, "/play-now")
    una.get("/characters")
    newcomer = stranger.application.test_client()
    newcomer.get("/dev/mailbox")
    assert "Cookie" not in stub.posted("/dev/mailbox")["headers"]
