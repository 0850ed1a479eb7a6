"""No route takes a body that is not exactly what it says: asked of every writing route of the OpenAPI document."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.cast import Client, error, result
from tests.support.live_server import LiveServer

JSON = "application/json"
KIB = 1024

MALFORMED: dict[str, bytes] = {
    "nothing that is JSON": b"{",
    "a word": b"hello",
    "an empty list": b"[]",
    "a string holding JSON": json.dumps('{"email": "a@b.test"}').encode(),
    "a bare true": b"true",
    "a bare null": b"null",
    "a bare number": b"7",
    "two objects": b"{}{}",
    "a trailing comma": b'{"a": 1,}',
    "a comment": b'{"a": 1} // hello',
    "single quotes": b"{'a': 1}",
    "the same field twice": b'{"a": 1, "a": 2}',
    "the same field twice, once escaped": b'{"a": 1, "\\u0061": 2}',
    "the same field twice further in": b'{"a": {"b": 1, "b": 1}}',
    "not a number": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "a number beyond all bounds": b'{"a": 1e999}',
    "a whole number of ten thousand digits": b'{"a": ' + b"9" * 10_000 + b"}",
    "a leading zero": b'{"a": 007}',
    "deep nesting": b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}",
    "abysmal nesting": b'{"a": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "nesting without end": b'{"a": ' + b"[" * 60_000,
    "half a character, escaped": b'{"a": "\\ud83d"}',
    "half a character in a name": b'{"\\udc00": 1}',
    "half a character, raw": b'{"a": "\xed\xa0\xbd"}',
    "Latin-1": '{"a": "ü"}'.encode("latin-1"),
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "a raw newline in a string": b'{"a": "x\ny"}',
    "a null byte": b'{"a": "x\x00y"}',
    "an overlong encoding": b'{"a": "\xc0\xaf"}',
}


@pytest.fixture(scope="module")
def routes(server: LiveServer) -> list[tuple[str, str, bool]]:
    """Method, path and whether a body is read, of everything that writes JSON. Uploads have tests of their own."""
    document = Client(server).get("/openapi.json").json()
    return [
        (method.upper(), path.removeprefix("/api/v1"), "requestBody" in operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if method in ("post", "put", "patch", "delete") and JSON in _content_of(operation)
    ]


def _content_of(operation: dict[str, Any]) -> dict[str, Any]:
    """What the body may be, by media type; a route without one is sent JSON all the same."""
    content: dict[str, Any] = operation.get("requestBody", {"content": {JSON: {}}})["content"]
    return content


@pytest.fixture(scope="module")
def somebody(server: LiveServer) -> Iterator[Client]:
    """Signed in, so that bodies are looked at."""
    found = Client(server, "198.51.100.20")
    found.play_as_guest()
    yield found
    result(found.get("/auth/me"))  # none of the nonsense signed the guest out, or worse


def sent_everywhere(
    somebody: Client,
    routes: list[tuple[str, str, bool]],
    body: bytes,
    content_type: str | None,
    **headers: str,
) -> list[tuple[str, int, str]]:
    """Route, status and code of every answer."""
    found = []
    for method, path, _ in routes:
        given = headers | ({"Content-Type": content_type} if content_type else {})
        target = path.replace("{", "").replace("}", "")
        response = somebody.http.request(
            method, somebody.server.url + target, data=body, headers=given, timeout=15
        )
        envelope: dict[str, Any] = response.json()
        assert envelope["result"] is None, (path, envelope)
        assert envelope["status"] == response.status_code
        found.append((f"{method} {path}", response.status_code, envelope["error"]["code"]))
    return found


@pytest.mark.parametrize("nonsense", MALFORMED.values(), ids=MALFORMED.keys())
def test_no_route_takes_what_is_no_plain_object(
    somebody: Client, routes: list[tuple[str, str, bool]], nonsense: bytes
) -> None:
    answers = sent_everywhere(somebody, routes, nonsense, JSON)
    assert {(status, code) for _, status, code in answers} == {(400, "malformed")}, answers


@pytest.mark.parametrize(
    "content_type",
    [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp",
     "text/json", "application/json; charset=utf-16", "application/xml"],
)  # fmt: skip
def test_no_route_takes_what_is_not_declared_as_json(
    somebody: Client, routes: list[tuple[str, str, bool]], content_type: str | None
) -> None:
    answers = sent_everywhere(somebody, routes, b'{"a": 1}', content_type)
    assert {(status, code) for _, status, code in answers} == {(415, "unsupported_media_type")}, answers


def test_no_route_takes_a_compressed_body(somebody: Client, routes: list[tuple[str, str, bool]]) -> None:
    answers = sent_everywhere(somebody, routes, b'{"a": 1}', JSON, **{"Content-Encoding": "gzip"})
    assert {status for _, status, _ in answers} == {415}, answers


def test_no_route_takes_more_than_64_kib(somebody: Client, routes: list[tuple[str, str, bool]]) -> None:
    answers = sent_everywhere(somebody, routes, b'{"a": "' + b"x" * 64 * KIB + b'"}', JSON)
    assert {(status, code) for _, status, code in answers} == {(413, "too_large")}, answers


def test_no_route_ignores_a_field(somebody: Client, routes: list[tuple[str, str, bool]]) -> None:
    body = {"role": "admin", "tier": "ELITE", "gold": 1_000_000, "user_id_of_owner": "me", "a" * 200: 1}
    answers = sent_everywhere(somebody, routes, json.dumps(body).encode(), JSON)
    assert {(status, code) for _, status, code in answers} == {(422, "invalid")}, answers


def test_every_field_of_every_route_refuses_values_of_another_kind(
    somebody: Client, server: LiveServer, routes: list[tuple[str, str, bool]]
) -> None:
    """Where a number belongs "7", true and 1.0 are none; where text belongs a number is none, and so on."""
    for method, path, fields in writing_bodies(server):
        for name, kinds in fields.items():
            for value, its_kinds in VALUES:
                if its_kinds & kinds:
                    continue
                response = somebody.call(method, path.replace("{", "").replace("}", ""), {name: value})
                refused = error(response, 422)
                assert name in " ".join(refused["details"]["fields"]), (method, path, name, value, refused)


VALUES: list[tuple[object, frozenset[str]]] = [
    ("7", frozenset({"string"})),
    (True, frozenset({"boolean"})),
    (1.0, frozenset({"number"})),
    (7.5, frozenset({"number"})),
    (2**63, frozenset()),
    (-(2**63) - 1, frozenset()),
    ([], frozenset({"array"})),
    ([[]], frozenset()),
]


def writing_bodies(server: LiveServer) -> list[tuple[str, str, dict[str, frozenset[str]]]]:
    """Method, path, and the JSON kinds that each field of the body may have."""
    document = Client(server).get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    found = []
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if "requestBody" in operation and JSON in _content_of(operation):
                reference = operation["requestBody"]["content"][JSON]["schema"]["$ref"]
                schema = schemas[reference.rpartition("/")[2]]
                fields = {name: _kinds(field, schemas) for name, field in schema["properties"].items()}
                found.append((method.upper(), path.removeprefix("/api/v1"), fields))
    return found


def _kinds(schema: dict[str, Any], schemas: dict[str, Any]) -> frozenset[str]:
    if "$ref" in schema:
        return _kinds(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    parts = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf") or []
    own = {schema["type"]} if "type" in schema else set()
    return frozenset(own).union(*(_kinds(part, schemas) for part in parts))
