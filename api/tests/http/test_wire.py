"""What comes over the wire and is no proper request: refused in the envelope, and nobody else waits for it."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from app.api.server_worker import READ_WITHIN_S
from tests.support.cast import Client
from tests.support.live_server import LiveServer

THREADS = 64
ROOM_S = 3.0
HALF_THE_HEADERS = b"GET /api/v1/health HTTP/1.1\r\nHost: loc"
HALF_THE_BODY = (
    b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"
)


@contextmanager
def line_to(server: LiveServer) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as opened:
        yield opened


def answer_to(server: LiveServer, sent: bytes) -> tuple[bytes, bytes]:
    """Head and body of the first answer to these bytes, read to the end of the connection."""
    with line_to(server) as line:
        line.sendall(sent)
        got = b"".join(iter(lambda: line.recv(65536), b""))
    head, _, body = got.partition(b"\r\n\r\n")
    return head, body


def get(path: str, *headers: str, version: str = "HTTP/1.1") -> bytes:
    lines = [f"GET /api/v1{path} {version}", "Host: localhost", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1")


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (get("/" + "a" * 5_000), 414, "address_too_long"),
        (get("/health", "X-Long: " + "a" * 9_000), 431, "headers_too_large"),
        (get("/health", *(f"X-{number}: 1" for number in range(120))), 431, "headers_too_large"),
        (b"hello\r\n\r\n", 400, "malformed"),
        (get("/health", version="HTTP/9.9"), 400, "malformed"),
        (get("/health", "Bad Name: 1"), 400, "malformed"),
        (get("/health", "Content-Length: 1", "Content-Length: 2"), 400, "malformed"),
        (get("/health", "Content-Length: -1"), 400, "malformed"),
        (get("/health", "Content-Length: 5", "Transfer-Encoding: chunked"), 400, "malformed"),
        (get("/health", "Transfer-Encoding: gibberish"), 501, "http_error"),
    ],
)
def test_what_is_no_request_is_refused_in_the_envelope(
    server: LiveServer, sent: bytes, status: int, code: str
) -> None:
    head, body = answer_to(server, sent)
    assert head.split(b" ")[1] == str(status).encode(), head
    envelope = json.loads(body)
    assert (envelope["status"], envelope["result"], envelope["error"]["code"]) == (status, None, code)
    for header in (b"nosniff", b"no-store", b"default-src 'none'"):
        assert header in head
    assert b"gunicorn" not in head.lower()


@pytest.mark.parametrize(
    "headers",
    [
        ("X-Forwarded-Host: evil.test",),
        ("Forwarded: for=1.2.3.4;host=evil.test;proto=https",),
        ("X-Original-URL: /api/v1/auth/me",),
        ("X-Rewrite-URL: /api/v1/auth/me",),
        ("X-HTTP-Method-Override: DELETE",),
        ("X-Forwarded-Proto: https", "X-Forwarded-Prefix: /evil"),
        ("X-Forwarded-For: ' OR 1=1 --, <script>, 999.1.1.1",),
        ("X-Forwarded-For: " + ", ".join(["10.0.0.1"] * 400),),
        ("X-Forwarded-For: \xff\xfe",),
        ("Range: bytes=0-1,5-9",),
        ("Accept: image/svg+xml",),
        ("Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA"),
        ("SCRIPT_NAME: /evil", "PATH_INFO: /evil"),
        ("Script-Name: /evil",),
        ("REMOTE_USER: admin",),
    ],
)
def test_no_header_makes_a_request_another(server: LiveServer, headers: tuple[str, ...]) -> None:
    head, body = answer_to(server, get("/health", *headers))
    assert json.loads(body)["result"] == {"status": "ok"}, head
    assert b"evil" not in head + body


def test_those_who_say_nothing_keep_nobody_waiting(server: LiveServer) -> None:
    """More of them than there are threads."""
    with ExitStack() as stack:
        for _ in range(2 * THREADS):
            stack.enter_context(line_to(server))
        assert answers_within(server, ROOM_S)


def test_those_who_send_half_a_request_are_not_waited_for_long(server: LiveServer) -> None:
    with ExitStack() as stack:
        for number in range(THREADS + 16):
            stack.enter_context(line_to(server)).sendall(HALF_THE_BODY if number % 2 else HALF_THE_HEADERS)
        assert answers_within(server, READ_WITHIN_S + ROOM_S)


def answers_within(server: LiveServer, seconds: float) -> bool:
    """Whether others are served, beginning a moment from now."""
    time.sleep(0.3)
    began = time.monotonic()
    return Client(server).get("/health").ok and time.monotonic() - began < seconds
