"""Recorded exchanges sent again, to the stand-in, and compared."""

import json
import re
from collections.abc import Iterator
from typing import Any

import requests

from tests.support.appwrite_recordings.files import expanded
from tests.support.appwrite_server.client import StandInProject

SDK_FORMAT = "2.5.0"
DEADLINE_S = 30.0
_PLACEHOLDER = re.compile(r"<[^<>]+>")
_ISO = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00"
_FORMS = {
    "<time>": _ISO,
    "<database-time>": r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}",
    "<sequence>": r"\d+",
    "<built>": "processing|available",
    "<index-id>": r"\d+_\w+",
    "<password-hash>": ".{20,}",
    "<secret-hash>": "[0-9a-f]{64}",
    "<anything>": ".*",
}
_FRESH = ("<session:", "<jwt:", "<token:", "<secret:")  # a name may be used again for a newer secret


class Replay:
    """Sends recorded requests to a project. What a run makes anew (ids, times, secrets) is remembered by its name in
    the recording, and must be the same wherever the recording has the same."""

    def __init__(self, project: StandInProject) -> None:
        self.project = project
        self.bound: dict[str, str] = {"<project>": project.id, "<key>": project.key}

    def differences(self, exchange: dict[str, Any]) -> Iterator[str]:
        """Sends the request; yields in words what is unlike the recorded answer."""
        answer = self._send(exchange)
        if answer.status_code != exchange["status"]:
            yield f"status {answer.status_code} instead of {exchange['status']}: {answer.text[:300]}"
            return
        yield from self._headers_unlike(exchange, answer)
        if exchange["answer"] is not None and exchange["answer"] != "<anything>":
            yield from self._unlike(expanded(exchange["answer"]), answer.json(), "body")
        if "cookie" in exchange:
            self.bound[exchange["cookie"]] = answer.cookies[f"a_session_{self.project.id}"]

    def call(self, method: str, path: str, body: object = None, *, session: str | None = None) -> Any:
        """A call that was not recorded, with the key or a session. Raises for an error answer."""
        headers = {"X-Appwrite-Project": self.project.id}
        headers |= {"X-Appwrite-Session": session} if session else {"X-Appwrite-Key": self.project.key}
        answer = requests.request(
            method, f"{self.project.endpoint}{path}", json=body, headers=headers, timeout=DEADLINE_S
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def _send(self, exchange: dict[str, Any]) -> requests.Response:
        method, path = exchange["request"].split(" ", 1)
        body, headers = expanded(exchange.get("body")), self._headers(exchange)
        is_raw = isinstance(body, dict) and set(body) == {"raw"}
        data = body["raw"] if is_raw else json.dumps(self._filled(body))
        return requests.request(
            method,
            f"{self.project.endpoint}{self._filled(path)}",
            params=[tuple(pair) for pair in self._filled(expanded(exchange.get("query", [])))],
            data=None if body is None else data,
            headers=headers,
            timeout=DEADLINE_S,
        )

    def _headers(self, exchange: dict[str, Any]) -> dict[str, str]:
        headers: dict[str, Any] = {"Content-Type": "application/json", "X-Appwrite-Project": self.project.id}
        headers["X-Appwrite-Response-Format"] = SDK_FORMAT
        for who in exchange.get("as", ["key"]):
            kind, _, value = who.partition(" ")
            headers |= {
                "key": {"X-Appwrite-Key": self.project.key},
                "wrong": {"X-Appwrite-Key": "standard_wrong"},
                "jwt": {"X-Appwrite-JWT": value},
                "cookie": {"Cookie": f"a_session_{self.project.id}={value}"},
            }.get(kind, {"X-Appwrite-Session": who})
        headers |= exchange.get("headers", {})
        return {name: self._filled(value) for name, value in headers.items() if value is not None}

    def _headers_unlike(self, exchange: dict[str, Any], answer: requests.Response) -> Iterator[str]:
        expected = {"Content-Type": "application/json; charset=UTF-8", **exchange.get("answer_headers", {})}
        cookies = [cookie.name for cookie in answer.cookies] if exchange["status"] == 201 else []
        named = expected.pop("Set-Cookie", [])
        if exchange["status"] == 201 and sorted(cookies) != sorted(self._filled(named)):
            yield f"cookies {cookies}"
        if bool(named) != ("X-Fallback-Cookies" in answer.headers):
            yield "X-Fallback-Cookies"
        for name, value in expected.items():
            if answer.headers.get(name) != value:
                yield f"header {name}: {answer.headers.get(name)!r} instead of {value!r}"
        if ("X-RateLimit-Limit" in answer.headers) != ("X-RateLimit-Limit" in expected):
            yield "header X-RateLimit-Limit"
        yield from self._warning_unlike(exchange, answer)

    def _warning_unlike(self, exchange: dict[str, Any], answer: requests.Response) -> Iterator[str]:
        is_newer = exchange.get("headers", {}).get("X-Appwrite-Response-Format", SDK_FORMAT) == SDK_FORMAT
        kind = (exchange["answer"] or {}).get("type") if isinstance(exchange["answer"], dict) else None
        # The real server forgets its warning for a bad JWT and on the pages of its own.
        if kind != "user_jwt_invalid" and is_newer != ("X-Appwrite-Warning" in answer.headers):
            yield "header X-Appwrite-Warning"

    def _unlike(self, expected: Any, actual: Any, where: str) -> Iterator[str]:
        if isinstance(expected, dict) and isinstance(actual, dict):
            if set(expected) != set(actual):
                yield f"{where}: keys {sorted(set(expected) ^ set(actual))} only in one"
            for key in expected.keys() & actual.keys():
                yield from self._unlike(expected[key], actual[key], f"{where}.{key}")
        elif isinstance(expected, list) and isinstance(actual, list):
            if len(expected) != len(actual):
                yield f"{where}: {len(actual)} items instead of {len(expected)}"
            for place, (wanted, got) in enumerate(zip(expected, actual, strict=False)):
                yield from self._unlike(wanted, got, f"{where}[{place}]")
        elif not self._is_like(expected, actual):
            yield f"{where}: {actual!r} instead of {self._filled(expected)!r}"

    def _is_like(self, expected: Any, actual: Any) -> bool:
        if not isinstance(expected, str) or not _PLACEHOLDER.fullmatch(expected):
            return bool(
                self._filled(expected) == actual and isinstance(expected, bool) == isinstance(actual, bool)
            )
        form = _FORMS.get(expected, _ISO if expected.startswith("<time:") else ".+")
        if not isinstance(actual, str) or not re.fullmatch(form, actual, re.DOTALL):
            return False
        if expected in _FORMS:
            return True
        if expected.startswith(_FRESH):
            self.bound[expected] = actual
        return self.bound.setdefault(expected, actual) == actual

    def _filled(self, value: Any) -> Any:
        """The value with what this run has in place of the names."""
        if isinstance(value, dict):
            return {key: self._filled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._filled(each) for each in value]
        if isinstance(value, str):
            return _PLACEHOLDER.sub(lambda found: self._named(found[0]), value)
        return value

    def _named(self, name: str) -> str:
        found = re.fullmatch(r"<secret:(\w+)-(\d+)>", name)
        if found and name not in self.bound:
            mailed = [mail["secret"] for mail in self.project.mails() if mail["purpose"] == found[1]]
            self.bound[name] = mailed[int(found[2]) - 1]
        return self.bound.get(name, name)
