"""What a log may say."""

import io
import json
import logging
from pathlib import Path

import pytest
import structlog

from app.config import load_settings
from app.logging import REDACTED, configure_logging


@pytest.fixture
def stream() -> io.StringIO:
    stream = io.StringIO()
    configure_logging(load_settings(flask_env="test"), stream)
    return stream


def last_line(stream: io.StringIO) -> dict[str, object]:
    lines = stream.getvalue().splitlines()
    found: dict[str, object] = json.loads(lines[-1])
    return found


def test_an_event_is_one_json_line(stream: io.StringIO) -> None:
    structlog.get_logger().info("login_succeeded", user_id="u", text="two\nlines\r\n\x1b[31m\x7f\u202e\u2028")
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue().isascii()
    assert stream.getvalue().strip().isprintable()
    assert last_line(stream)["event"] == "login_succeeded"


@pytest.mark.parametrize(
    "key",
    [
        "password",
        "new_password",
        "secret",
        "token",
        "ticket",
        "cookie",
        "Set-Cookie",
        "Authorization",
        "api_key",
    ],
)
def test_values_of_secret_keys_are_hidden_at_any_depth(stream: io.StringIO, key: str) -> None:
    structlog.get_logger().info(
        "x", **{key: "hush"}, inner={"deeper": [{key: "hush"}]}, listed={key: ["hush"]}
    )
    assert "hush" not in stream.getvalue()
    assert REDACTED in stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "http://web.test/verify?user_id=1&secret=hush",
        "GET /stream?ticket=hush HTTP/1.1",
        "redis://:hush@127.0.0.1:6379/0",
        "cookie gAAAAABhushhushhushhushhushhushhushhushhushhushhush==",
    ],
)
def test_secrets_inside_text_are_hidden(stream: io.StringIO, text: str) -> None:
    structlog.get_logger().info("x", about=text)
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        structlog.get_logger().error("y", exc_info=error)
    assert "hush" not in stream.getvalue()


def test_libraries_speak_the_same_language(stream: io.StringIO) -> None:
    logging.getLogger("some.library").warning("trouble at %s", "http://x.test/?secret=hush")
    line = last_line(stream)
    assert (line["event"], line["level"]) == (f"trouble at http://x.test/?secret={REDACTED}", "warning")


def test_a_log_that_cannot_be_written_stops_nothing() -> None:
    """`/dev/full` answers every write as a full disk does."""
    with Path("/dev/full").open("wb", buffering=0) as full:
        configure_logging(load_settings(flask_env="test"), io.TextIOWrapper(full, write_through=True))
        structlog.get_logger().info("turn_settled", text="x" * 10_000)
        structlog.get_logger().info("turn_settled")
    configure_logging(load_settings(flask_env="test"))
