"""What is different where it matters most."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.api.shell import build_app
from app.config import load_settings
from app.wiring.services import build


@pytest.fixture
def client(tmp_path: Path, redis_url: str) -> FlaskClient:
    settings = load_settings(
        flask_env="production",
        secret_key="kJ3x-9fQw7Lr2ZpT0bYdVhNcSgEuMaXi4oR8",
        data_dir=tmp_path,
        redis_url=redis_url,
        public_web_url="https://play.example.org",
        gateway_public_url="https://live.example.org",
        trusted_hosts=["localhost"],
        mail={"sender": "game@example.org", "transport": "smtp", "smtp": {"host": "127.0.0.1", "port": 1}},
    )
    app = build_app(settings, build(settings))
    client = app.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    return client


def test_the_cookie_is_bound_to_the_host_and_to_https(client: FlaskClient) -> None:
    cookie = client.post("/api/v1/auth/guest").headers["Set-Cookie"]
    assert cookie.startswith("__Host-coc_session=")
    assert "; Secure" in cookie
    assert "Domain" not in cookie


def test_a_cookie_without_the_prefix_is_no_login(client: FlaskClient) -> None:
    value = client.post("/api/v1/auth/guest").headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    planted = client.get("/api/v1/auth/me", headers={"Cookie": f"coc_session={value}"})
    assert planted.status_code == 200  # by the right cookie, which the client holds too
    client.delete_cookie("__Host-coc_session")
    assert client.get("/api/v1/auth/me", headers={"Cookie": f"coc_session={value}"}).status_code == 401


def test_browsers_are_told_to_stay_with_https(client: FlaskClient) -> None:
    assert "max-age=31536000" in client.get("/api/v1/health").headers["Strict-Transport-Security"]


def test_there_is_no_mailbox_to_read(client: FlaskClient) -> None:
    assert client.get("/api/v1/dev/mailbox").status_code == 404


def test_mail_that_cannot_be_delivered_makes_the_process_not_ready(client: FlaskClient) -> None:
    dependencies = client.get("/api/v1/health/ready").get_json()["error"]["details"]["dependencies"]
    assert dependencies["mail"] == "away"
