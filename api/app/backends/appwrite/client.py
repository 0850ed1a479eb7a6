"""The SDK's client with what a server needs: pooled connections, time-outs, no cookies, one kind of error each.

The SDK's own `call` opens a connection for every call, waits for ever, prints warnings, and answers failures in four
ways. This one raises `Refused` for a clear no and `Lost` for everything that leaves the outcome open.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from appwrite.client import Client
from appwrite.encoders.value_class_encoder import ValueClassEncoder
from pydantic import SecretStr
from requests.adapters import HTTPAdapter

from app.backends.appwrite.errors import Lost, Refused

CONNECT_S = 2.0
READ_S = 10.0
"""A commit of a hundred operations takes 1.5 s on a quiet server."""
_POOL = 64
_PATH = re.compile(r"(/[A-Za-z0-9$][A-Za-z0-9$._-]*)+")
"""Ids go into the path as they are: no segment may begin with a dot, and none holds a slash, `?` or `%`."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where the project is. `key` is a server key and never leaves this process."""

    endpoint: str
    project_id: str
    key: SecretStr
    database_id: str


class PooledClient(Client):
    """Carries the key: one for the whole process, shared by threads. Never give it a user's session."""

    def __init__(
        self, connection: Connection, *, connect_s: float = CONNECT_S, read_s: float = READ_S
    ) -> None:
        super().__init__()
        self.set_endpoint(connection.endpoint.rstrip("/"))
        self.set_project(connection.project_id)
        self.set_key(connection.key.get_secret_value())
        self._timeouts = (connect_s, read_s)
        self._http = requests.Session()
        self._http.trust_env = False  # a proxy or a .netrc of this machine has no business with the key
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=_POOL)
        self._http.mount("http://", adapter)
        self._http.mount("https://", adapter)

    def call(
        self,
        method: str,
        path: str = "",
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        response_type: str = "json",  # noqa: ARG002 - the SDK passes it; every call of ours is answered in JSON
    ) -> Any:
        """The body of the answer. Raises Refused or Lost."""
        if not _PATH.fullmatch(path):
            raise ValueError(f"no possible path: {path!r}")
        answer = self._sent(method, path, {**self.get_headers(), **(headers or {})}, dict(params or {}))
        if answer.status_code == requests.codes.no_content:
            return {}
        body = _json_of(answer)
        if answer.ok and isinstance(body, dict):
            return body
        kind, message = (body.get("type"), body.get("message")) if isinstance(body, dict) else (None, None)
        if requests.codes.bad_request <= answer.status_code < requests.codes.server_error and kind:
            raise Refused(answer.status_code, str(kind), str(message))
        raise Lost(answer.status_code, str(kind or "not_json"))

    def close(self) -> None:
        """Closes idle connections. The next call opens new ones."""
        self._http.close()

    def _sent(
        self, method: str, path: str, headers: dict[str, str], params: dict[str, Any]
    ) -> requests.Response:
        try:
            return self._send(method, path, headers, params)
        except requests.ConnectionError as error:
            # An idle connection may end just as it is used. Asking a second time is safe only for a question.
            if method != "get" or isinstance(error, requests.ConnectTimeout):
                raise Lost(0, type(error).__name__) from error
        except requests.RequestException as error:
            raise Lost(0, type(error).__name__) from error
        try:
            return self._send(method, path, headers, params)
        except requests.RequestException as error:
            raise Lost(0, type(error).__name__) from error

    def _send(
        self, method: str, path: str, headers: dict[str, str], params: dict[str, Any]
    ) -> requests.Response:
        is_question = method == "get"
        query = {name: _in_query(name, value) for name, value in params.items()} if is_question else {}
        return self._http.request(
            method,
            self._endpoint + path,
            params=self.flatten(query),
            data=None if is_question else json.dumps(params, cls=ValueClassEncoder).encode(),
            headers=headers if is_question else {**headers, "content-type": "application/json"},
            timeout=self._timeouts,
            allow_redirects=False,
        )


def _in_query(name: str, value: Any) -> Any:
    """Servers of 1.9 do not know `total=false`."""
    return 0 if name == "total" and value is False else value


def _json_of(answer: requests.Response) -> Any:
    """None for a page of HTML, an answer without a Content-Type, or JSON that is cut off."""
    if not answer.headers.get("content-type", "").startswith("application/json"):
        return None
    try:
        return answer.json()
    except ValueError:
        return None
