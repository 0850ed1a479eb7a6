"""The API over HTTP, as a guest would use it. Standard library only."""

import http.client
import json
import time
import uuid
from typing import Any
from urllib.parse import urlencode, urlsplit

_TIMEOUT_S = 15
_WAIT_S = 10
_IDLE_S = 3
_POLL_S = 0.03


class ApiError(Exception):
    """An answer of 400 or more. `code` is the API's own."""

    def __init__(self, status: int, code: str, message: str) -> None:
        self.status, self.code = status, code
        super().__init__(f"{status} {code}: {message}")


class Client:
    """One signed-in player on one connection. Not for several threads at once."""

    def __init__(self, api_url: str) -> None:
        parts = urlsplit(api_url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._connection: http.client.HTTPConnection | None = None
        self._last_used = 0.0
        self.cookie: str | None = None
        """The session cookie as it is sent back, e.g. `coc_session=…`."""

    def call(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        """The `result` of the envelope. Raises ApiError; OSError when nobody answers."""
        payload = None if body is None else json.dumps(body).encode()
        sent = {"Accept": "application/json", **(headers or {})}
        if payload is not None:
            sent["Content-Type"] = "application/json"
        if self.cookie is not None:
            sent["Cookie"] = self.cookie
        status, answer = self._exchange(method, f"/api/v1{path}", payload, sent)
        if status >= 400:
            error = answer["error"]
            raise ApiError(status, error["code"], error["message"])
        return answer["result"]

    def _exchange(
        self, method: str, path: str, payload: bytes | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, Any]]:
        if time.monotonic() - self._last_used > _IDLE_S:
            self.close()  # the server may be closing it from its end at this very moment
        self._last_used = time.monotonic()
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self._host, self._port, timeout=_TIMEOUT_S)
        try:
            self._connection.request(method, path, payload, headers)
            response = self._connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        self._remember(response.getheader("Set-Cookie"))
        return response.status, json.loads(text) if text else {"result": None}

    def _remember(self, set_cookie: str | None) -> None:
        if set_cookie is not None:
            self.cookie = set_cookie.split(";", 1)[0]

    def close(self) -> None:
        """Closes the connection; the next call opens a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def sign_in_as_guest(self) -> None:
        self.call("POST", "/auth/guest", {})

    def create_character(self, name: str, class_id: str, origin_id: str) -> Any:
        body = {"name": name, "class_id": class_id, "origin_id": origin_id, "appearance": {}}
        return self.call("POST", "/characters", body)

    def create_session(self, character_id: str) -> Any:
        return self.call("POST", "/sessions", {"character_id": character_id})

    def session(self, session_id: str) -> Any:
        return self.call("GET", f"/sessions/{session_id}")

    def act(self, session_id: str, **what: str) -> Any:
        """An action by words (`action=`) or by `suggestion_id=`; the turn once it is resolved."""
        return self._play(session_id, "action", what)

    def fight(self, session_id: str, **what: str) -> Any:
        """A combat action by `ability_id=` or `item_id=`, and `target_id=`; the turn once it is resolved."""
        return self._play(session_id, "combat/action", what)

    def _play(self, session_id: str, path: str, what: dict[str, str]) -> Any:
        body = {**what, "action_id": str(uuid.uuid4())}
        wait = {"Prefer": f"wait={_WAIT_S}"}
        job = self.call("POST", f"/sessions/{session_id}/{path}", body, wait)
        return job["turn"] if job.get("turn") else self.turn(session_id, job["turn_id"], "status", "accepted")

    def turn(self, session_id: str, turn_id: str, field: str, unfinished: str, within_s: float = 60) -> Any:
        """The turn once `field` is no longer `unfinished`. Raises TimeoutError."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            turn = self.call("GET", f"/sessions/{session_id}/turns/{turn_id}")
            if turn[field] != unfinished:
                return turn
            time.sleep(_POLL_S)
        raise TimeoutError(f"turn {turn_id} is still {unfinished}")

    def narrated(self, session_id: str, turn_id: str) -> Any:
        """The turn once it is told."""
        return self.turn(session_id, turn_id, "narration_status", "pending")

    def turns(self, session_id: str, limit: int = 20) -> Any:
        """Newest first."""
        return self.call("GET", f"/sessions/{session_id}/turns?{urlencode({'limit': limit})}")["items"]
