"""The cast of the tests: somebody at a keyboard of their own, speaking HTTP."""

import re
import time
from dataclasses import dataclass
from typing import Any

import requests

from tests.support.live_server import LiveServer

PASSWORD = "seven mossy lanterns by the ferry"
TIMEOUT_S = 15
MAIL_WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Account:
    """What one needs to sign in."""

    email: str
    name: str
    password: str = PASSWORD


class Client:
    """A browser or native client: keeps its cookies, calls from an address of its own through the trusted hop."""

    def __init__(self, server: LiveServer, address: str = "198.51.100.7") -> None:
        self.server = server
        self.address = address
        self.http = requests.Session()
        self.http.trust_env = False

    def call(self, method: str, path: str, body: object = None, **options: Any) -> requests.Response:
        """The response. `headers` and anything else of requests may be given."""
        headers = {"X-Forwarded-For": self.address, **options.pop("headers", {})}
        return self.http.request(
            method, self.server.url + path, json=body, headers=headers, timeout=TIMEOUT_S, **options
        )

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.call("GET", path, **options)

    def post(self, path: str, body: object = None, **options: Any) -> requests.Response:
        return self.call("POST", path, {} if body is None else body, **options)

    def put(self, path: str, body: object, **options: Any) -> requests.Response:
        return self.call("PUT", path, body, **options)

    def patch(self, path: str, body: object, **options: Any) -> requests.Response:
        return self.call("PATCH", path, body, **options)

    def delete(self, path: str, body: object = None, **options: Any) -> requests.Response:
        return self.call("DELETE", path, body, **options)

    @property
    def cookie(self) -> str | None:
        return self.http.cookies.get("coc_session")

    def sign_in(self, account: Account, *, remember: bool = False) -> Any:
        """Signs in and returns the user."""
        body = {"email": account.email, "password": account.password, "remember": remember}
        return result(self.post("/auth/login", body))

    def play_as_guest(self) -> Any:
        return result(self.post("/auth/guest"), 201)

    def register(self, account: Account) -> Any:
        """Registers and proves the address; returns the user, not signed in."""
        body = {"email": account.email, "password": account.password, "name": account.name}
        result(self.post("/auth/register", body), 202)
        return result(self.post("/auth/verify-email", link_to(self, account.email, "verify")))


def result(response: requests.Response, status: int = 200) -> Any:
    """The result of an answer that must be good."""
    assert response.status_code == status, response.text
    return response.json()["result"]


def error(response: requests.Response, status: int) -> dict[str, Any]:
    """The error of an answer that must be refused."""
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.json()["error"]
    return found


def letters_to(client: Client, email: str, count: int = 1) -> list[dict[str, Any]]:
    """What was mailed to an address, newest first, once there are that many letters."""
    deadline = time.monotonic() + MAIL_WITHIN_S
    while True:
        items: list[dict[str, Any]] = result(client.get("/dev/mailbox", params={"to": email}))["items"]
        if len(items) >= count or time.monotonic() > deadline:
            return items
        time.sleep(0.02)


def link_to(client: Client, email: str, page: str, count: int = 1) -> dict[str, str]:
    """The user_id and secret of the newest mailed link to that page."""
    letter = letters_to(client, email, count)[0]
    found = re.search(rf"http://web\.test/{page}\?user_id=(\S+?)&secret=(\S+)", letter["body"])
    assert found, letter
    return {"user_id": found[1], "secret": found[2]}
