"""HTTP as it is on a bad evening: an answer may be lost, and a client may hang up before it comes."""

import http.client
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

TIMEOUT_S = 15.0
IDLE_S = 3.0
"""Then the server may be closing the connection from its end at this very moment."""


class Lost(Exception):
    """Nobody knows what became of the request."""


@dataclass(frozen=True)
class Answer:
    """What came back: `result` of the envelope, or the `code` of its error."""

    status: int
    result: Any
    code: str | None
    waits: bool

    @property
    def is_taken(self) -> bool:
        return self.status < 400


@dataclass
class Line:
    """One keep-alive connection of one client; not for several threads. `complain` hears of every answer that no client
    should ever get: a 5xx, but for a 503 that says when to come again."""

    api_url: str
    complain: Callable[[str], None]
    cookie: str | None = None
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)
    _last_used: float = 0.0

    def twin(self) -> "Line":
        """Another connection under the same sign-in."""
        return Line(self.api_url, self.complain, self.cookie)

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        """Raises Lost."""
        try:
            response = self._ask(method, path, body).getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Lost from error
        answer = _read(response, text)
        if answer.status >= 500 and not (answer.status == 503 and answer.waits):
            self.complain(f"{method} {path} answered {answer.status} {answer.code}")
        self.cookie = _cookie(response) or self.cookie
        return answer

    def hang_up_on(self, method: str, path: str, body: dict[str, Any]) -> None:
        """Sends it whole and does not wait for the answer."""
        try:
            self._ask(method, path, body)
        except (OSError, http.client.HTTPException) as error:
            raise Lost from error
        finally:
            self.close()

    def need(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The result, where nothing may go wrong."""
        answer = self.call(method, path, body)
        assert answer.is_taken, f"{method} {path}: {answer}"
        return answer.result

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> http.client.HTTPConnection:
        if time.monotonic() - self._last_used > IDLE_S:
            self.close()
        self._last_used = time.monotonic()
        if self._connection is None:
            parts = urlsplit(self.api_url)
            self._connection = http.client.HTTPConnection(
                parts.hostname or "127.0.0.1", parts.port, timeout=TIMEOUT_S
            )
        headers = {"Accept": "application/json"}
        if self.cookie is not None:
            headers["Cookie"] = self.cookie
        payload = None
        if body is not None:
            payload, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        self._connection.request(method, f"/api/v1{path}", payload, headers)
        return self._connection


def _read(response: http.client.HTTPResponse, text: bytes) -> Answer:
    envelope: dict[str, Any] = json.loads(text) if text else {}
    code = (envelope.get("error") or {}).get("code")
    return Answer(
        response.status, envelope.get("result"), code, response.getheader("Retry-After") is not None
    )


def _cookie(response: http.client.HTTPResponse) -> str | None:
    given = response.getheader("Set-Cookie")
    return None if given is None else given.split(";", 1)[0]
