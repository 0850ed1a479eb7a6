"""What holds for every reply: envelope, headers, ids, origins, hosts, documentation."""

import json
import socket

import pytest
import requests

from tests.support.cast import Client, error, result
from tests.support.live_server import LiveServer

WEB = "http://web.test"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def every_kind_of_answer(client: Client) -> list[requests.Response]:
    return [
        client.get("/health"),
        client.get("/auth/me"),
        client.get("/nowhere"),
        client.put("/health", {}),
        client.post("/auth/login", {"email": 1}),
        client.http.post(client.server.url + "/auth/login", data="x", timeout=5),
        client.http.post(client.server.url + "/auth/login", data="x" * 70_000, timeout=5),
        client.post("/auth/logout", headers={"Origin": "https://evil.test"}),
        client.get("/health", headers={"Host": "evil.test"}),
        client.get("/content/nothing"),
        client.get("/openapi.json"),
        client.get("/docs"),
        client.call("OPTIONS", "/health"),
    ]


def test_every_reply_carries_the_security_headers_and_an_id(client: Client) -> None:
    ids = set()
    for response in every_kind_of_answer(client):
        for name, value in ALWAYS.items():
            assert response.headers[name] == value, response.url
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        ids.add(response.headers["X-Request-ID"])
    assert len(ids) == len(every_kind_of_answer(client))


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [(1, 401, "unauthenticated"), (2, 404, "not_found"), (3, 405, "method_not_allowed"), (4, 422, "invalid"),
     (5, 415, "unsupported_media_type"), (6, 413, "too_large"), (7, 403, "foreign_origin"), (8, 400, "malformed"),
     (9, 404, "not_found")],
)  # fmt: skip
def test_every_refusal_is_enveloped_with_a_stable_code(
    client: Client, number: int, status: int, code: str
) -> None:
    response = every_kind_of_answer(client)[number]
    envelope = response.json()
    assert (envelope["app"], envelope["status"], envelope["result"]) == ("Code of Conquest", status, None)
    assert error(response, status)["code"] == code
    assert set(envelope["error"]) == {"code", "message", "details"}


def test_private_replies_are_kept_by_no_cache_and_public_ones_may_be(guest: Client) -> None:
    assert guest.get("/auth/me").headers["Cache-Control"] == "no-store"
    assert guest.get("/nowhere").headers["Cache-Control"] == "no-store"
    assert guest.get("/tiers").headers["Cache-Control"] == "public, max-age=3600"


def test_a_405_names_what_is_allowed(client: Client) -> None:
    assert "GET" in client.put("/health", {}).headers["Allow"]


def test_the_web_frontend_may_call_with_cookies_and_nobody_else(client: Client) -> None:
    ours = client.get("/health", headers={"Origin": WEB})
    assert ours.headers["Access-Control-Allow-Origin"] == WEB
    assert ours.headers["Access-Control-Allow-Credentials"] == "true"
    for origin in ("https://evil.test", "null", f"{WEB}.evil.test", f"{WEB}:8080", WEB.upper(), f"{WEB}/"):
        foreign = client.get("/health", headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in foreign.headers, origin
        assert "Origin" in foreign.headers["Vary"]


def test_a_preflight_is_answered_by_exact_origin(client: Client) -> None:
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    ours = client.call("OPTIONS", "/auth/login", headers={"Origin": WEB, **asking})
    assert ours.status_code == 204
    assert "POST" in ours.headers["Access-Control-Allow-Methods"]
    foreign = client.call("OPTIONS", "/auth/login", headers={"Origin": "https://evil.test", **asking})
    assert "Access-Control-Allow-Origin" not in foreign.headers
    assert "Access-Control-Allow-Methods" not in foreign.headers


@pytest.mark.parametrize("origin", ["https://evil.test", "null", "", "http://web.test.evil.test"])
def test_a_foreign_site_writes_nothing(guest: Client, origin: str) -> None:
    assert error(guest.post("/auth/logout", headers={"Origin": origin}), 403)["code"] == "foreign_origin"
    result(guest.get("/auth/me"))


def test_our_own_site_and_native_clients_write(guest: Client) -> None:
    result(guest.patch("/auth/me", {"name": "Wren"}, headers={"Origin": WEB}))
    result(guest.patch("/auth/me", {"name": "Robin"}))


@pytest.mark.parametrize(
    "host", ["evil.test", "localhost.evil.test", "127.0.0.1.evil.test", "evil.test:5000"]
)
def test_an_unknown_host_is_refused(client: Client, host: str) -> None:
    assert error(client.get("/health", headers={"Host": host}), 400)["code"] == "malformed"


def test_a_request_id_is_taken_from_our_own_hop_only_in_a_harmless_form(client: Client) -> None:
    given = client.get("/health", headers={"X-Request-ID": "0123456789abcdef"})
    assert given.headers["X-Request-ID"] == "0123456789abcdef"
    for strange in ("short", "a" * 65, "<script>alert</script>", "a b c d e f g h"):
        assert client.get("/health", headers={"X-Request-ID": strange}).headers["X-Request-ID"] != strange


@pytest.mark.parametrize("path", ["/health/", "//health", "/auth//me", "/./health", "/content/../auth/me"])
def test_a_path_has_one_spelling(server: LiveServer, path: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as raw:
        raw.sendall(f"GET /api/v1{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.split(b" ", 2)[1] == b"404"


def test_readiness_names_each_dependency(client: Client) -> None:
    assert result(client.get("/health/ready"))["dependencies"] == {
        "database": "ok",
        "redis": "ok",
        "mail": "ok",
        "content": "ok",
    }


def test_the_document_describes_what_is_built(client: Client) -> None:
    document = client.get("/openapi.json").json()
    assert document["info"]["title"] == "Code of Conquest"
    operations = [one for path in document["paths"].values() for one in path.values()]
    ids = [one["operationId"] for one in operations]
    assert len(ids) == len(set(ids))
    assert all(one["summary"] for one in operations)
    assert "/api/v1/auth/register" in document["paths"]


def test_the_document_says_which_operations_need_a_login(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert paths["/api/v1/auth/me"]["patch"]["security"] == [{"session": []}]
    assert paths["/api/v1/auth/sessions/{login_id}"]["delete"]["security"] == [{"session": []}]
    assert "security" not in paths["/api/v1/auth/login"]["post"]


def test_every_operation_that_needs_a_login_refuses_a_stranger(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            if "security" in operation:
                target = path.removeprefix("/api/v1").replace("{", "").replace("}", "")
                refused = client.call(method.upper(), target, {"nonsense": 1})
                assert error(refused, 401)["code"] == "unauthenticated", (method, path)


def test_a_chunked_body_is_read_and_bounded_like_any_other(client: Client, server: LiveServer) -> None:
    def sent(body: bytes) -> int:
        chunks = (body[start : start + 8000] for start in range(0, len(body), 8000))
        headers = {"Content-Type": "application/json", "X-Forwarded-For": client.address}
        return requests.post(server.url + "/auth/login", data=chunks, headers=headers, timeout=10).status_code

    assert sent(b'{"email": "a@b.test", "password": "x"}') == 401
    assert sent(b'{"email": "' + b"a" * 70_000 + b'"}') == 413


def test_the_documentation_works_offline_and_without_inline_script(client: Client) -> None:
    page = client.get("/docs").text
    assert "<script>" not in page
    assert "http" not in page.replace('content="width', "")
    for name in ("swagger-ui.css", "swagger-ui.js", "reader.css", "reader.js"):
        assert client.get(f"/docs/{name}").status_code == 200
    assert error(client.get("/docs/..%2fshell.py"), 404)["code"] == "not_found"


def test_requests_are_logged_as_one_json_line_without_what_they_carry(
    server: LiveServer, client: Client
) -> None:
    name = "0123456789abcdef-logged"
    secret = "a-secret-that-must-not-be-logged"
    body = {"user_id": "nobody", "secret": secret, "password": "seven mossy lanterns by the ferry"}
    client.post("/auth/reset-password", body, headers={"X-Request-ID": name}, params={"ticket": secret})
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if name in line]
    requests_logged = [line for line in lines if line["event"] == "request"]
    assert len(requests_logged) == 1
    line = requests_logged[0]
    assert (line["method"], line["path"], line["status"]) == ("POST", "/api/v1/auth/reset-password", 422)
    assert line["ms"] >= 0
    log = server.log.read_text()
    assert secret not in log
    assert "mossy" not in log
    assert "gAAAA" not in log


def test_failed_logins_are_named_in_the_log_without_the_address(server: LiveServer, client: Client) -> None:
    client.post("/auth/login", {"email": "whoever@people.test", "password": "not the password"})
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if '"login_failed"' in line]
    assert lines[-1]["address"] == "198.51.100.7"
    assert "whoever" not in json.dumps(lines)


def test_a_forwarded_address_is_believed_from_the_hop_only(client: Client) -> None:
    client.address = "6.6.6.6, 203.0.113.77"
    client.play_as_guest()
    assert result(client.get("/auth/sessions"))["items"][0]["address"] == "203.0.113.77"
