"""The one place that speaks HTTP to the API: pooled connections, time-outs, the envelope, errors by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from app.services.errors import ApiAway, ApiError, SignedOut

BASE_PATH = "/api/v1"


@dataclass(frozen=True, slots=True)
class Caller:
    """On whose behalf the API is asked. `login` is the value of the session cookie."""

    login: str | None = field(repr=False)
    address: str
    user_agent: str
    request_id: str


@dataclass(frozen=True, slots=True)
class LoginChange:
    """The API set (`value`) or cleared (None) the session cookie. `expires_at` in seconds since 1970."""

    value: str | None = field(repr=False)
    expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class ApiFile:
    """A file as the API sends it. `content` is None where the one that the caller has already is still right."""

    content: bytes | None
    content_type: str
    etag: str | None


class ApiClient:
    """A pool of connections, shared by all threads; no cookie ever stays in it."""

    def __init__(
        self, base_url: str, cookie_name: str, connect_timeout_s: float, read_timeout_s: float, pool_size: int
    ) -> None:
        self._base_url = base_url + BASE_PATH
        self.cookie_name = cookie_name
        self._timeouts_s = (connect_timeout_s, read_timeout_s)
        self._http = requests.Session()
        self._http.trust_env = False  # neither a proxy nor a .netrc of the machine has a say in this
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # A connection that went stale in the pool is tried once more; only what changes nothing is sent twice.
        retry = Retry(
            total=2,
            connect=1,
            read=1,
            redirect=0,
            status=0,
            backoff_factor=0.1,
            allowed_methods={"GET"},
            respect_retry_after_header=False,
        )
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=pool_size, max_retries=retry)
        self._http.mount("http://", adapter)
        self._http.mount("https://", adapter)

    def send(
        self,
        method: str,
        path: str,
        caller: Caller,
        body: object,
        query: Mapping[str, str],
        wait_s: int,
        more_headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """The raw response. Raises ApiAway if none came in time; `wait_s` lengthens that time. Bytes go as they are."""
        headers = {
            "Accept": "application/json",
            "User-Agent": caller.user_agent,
            "X-Forwarded-For": caller.address,
            "X-Request-ID": caller.request_id,
            **(more_headers or {}),
        }
        if caller.login:
            headers["Cookie"] = f"{self.cookie_name}={caller.login}"
        if wait_s:
            headers["Prefer"] = f"wait={wait_s}"
        connect_s, read_s = self._timeouts_s
        try:
            return self._http.request(
                method,
                self._base_url + path,
                data=body if isinstance(body, bytes) else None,
                json=None if isinstance(body, bytes) else body,
                params=query,
                headers=headers,
                timeout=(connect_s, read_s + wait_s),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise ApiAway(type(error).__name__) from error


class Api:
    """The API as one caller may use it. Remembers whether an answer changed the caller's login."""

    def __init__(self, client: ApiClient, caller: Caller) -> None:
        self._client = client
        self.caller = caller
        self.login_change: LoginChange | None = None

    def get(self, path: str, **query: str) -> Any:
        """The `result` of the envelope. Raises ApiError, SignedOut, ApiAway."""
        return self._call("GET", path, query=query)

    def post(self, path: str, body: Mapping[str, object] | None = None, *, wait_s: int = 0) -> Any:
        """Likewise; the API may hold its answer back for `wait_s` seconds."""
        return self._call("POST", path, body=body or {}, wait_s=wait_s)

    def patch(self, path: str, body: Mapping[str, object]) -> Any:
        """Likewise."""
        return self._call("PATCH", path, body=body)

    def delete(self, path: str, body: Mapping[str, object] | None = None) -> Any:
        """Likewise."""
        return self._call("DELETE", path, body=body)

    def _call(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, object] | None = None,
        query: Mapping[str, str] | None = None,
        wait_s: int = 0,
    ) -> Any:
        response = self._client.send(method, path, self.caller, body, query or {}, wait_s)
        self._note_login(response)
        return _result_of(response)

    def put(self, path: str, body: Mapping[str, object]) -> Any:
        """Likewise."""
        return self._call("PUT", path, body=body)

    def put_file(self, path: str, content: bytes, content_type: str) -> Any:
        """Likewise, with a file instead of fields."""
        response = self._client.send("PUT", path, self.caller, content, {}, 0, {"Content-Type": content_type})
        return _result_of(response)

    def get_file(self, path: str, known_etag: str | None = None) -> ApiFile:
        """A file, unless it is the one that `known_etag` names. Raises ApiError, SignedOut, ApiAway."""
        asked = {"Accept": "*/*"} | ({"If-None-Match": known_etag} if known_etag else {})
        response = self._client.send("GET", path, self.caller, None, {}, 0, asked)
        etag = response.headers.get("ETag")
        if response.status_code == 304:
            return ApiFile(None, "", etag or known_etag)
        content_type = response.headers.get("Content-Type", "")
        if response.status_code == 200 and content_type.startswith("image/"):
            return ApiFile(response.content, content_type, etag)
        _result_of(response)
        raise ApiAway("no picture")

    def _note_login(self, response: requests.Response) -> None:
        for cookie in response.cookies:
            if cookie.name == self._client.cookie_name:
                self.login_change = LoginChange(cookie.value or None, cookie.expires)
                return
        # A cookie that is being cleared is past its time, and no jar keeps it.
        if response.headers.get("Set-Cookie", "").startswith(f"{self._client.cookie_name}="):
            self.login_change = LoginChange(None)


def segment(value: str) -> str:
    """An id as one segment of a path, whatever it holds."""
    return quote(value, safe="")


def _result_of(response: requests.Response) -> Any:
    try:
        envelope = response.json()
        error = envelope["error"]
        result = envelope["result"]
    except (ValueError, KeyError, TypeError) as broken:
        raise ApiAway(f"no envelope, status {response.status_code}") from broken
    if response.status_code < 400:
        return result
    raise _error_of(response, error if isinstance(error, dict) else {})


def _error_of(response: requests.Response, error: Mapping[str, Any]) -> Exception:
    if response.status_code >= 500:
        return ApiAway(str(error.get("code", response.status_code)), _retry_after_s(response) or 2)
    details = dict(error.get("details") or {})
    retry_after_s = _retry_after_s(response)
    if retry_after_s is not None:
        details.setdefault("retry_after_s", retry_after_s)
    code = str(error.get("code", "error"))
    kind = SignedOut if response.status_code == 401 and code == "unauthenticated" else ApiError
    return kind(response.status_code, code, str(error.get("message") or "That did not work."), details)


def _retry_after_s(response: requests.Response) -> int | None:
    value = response.headers.get("Retry-After", "")
    return int(value) if value.isdecimal() else None
