"""A party for the browser: made over the API, so that a test begins where its own sentence does."""

import itertools
import re
import time

from playwright.sync_api import BrowserContext

from coc_demo.client import Client
from coc_play import Stack

PASSWORD = "lamps along the causeway"  # of a test's own account
MAIL_WITHIN_S = 10.0
_numbers = itertools.count(1)


class Member:
    """Somebody with an account (`tier` set) or a guest, and a character."""

    def __init__(self, stack: Stack, name: str, tier: str | None = None, class_id: str = "vanguard") -> None:
        self.stack, self.name = stack, name
        self.client = Client(stack.api_url)
        if tier is None:
            self.client.sign_in_as_guest()
        else:
            self._sign_up(tier)
        self.character_id: str = self.client.create_character(name, class_id, "noble_exile")["id"]

    def _sign_up(self, tier: str) -> None:
        email = f"leader{next(_numbers)}@party.test"
        self.client.call("POST", "/auth/register", {"email": email, "password": PASSWORD, "name": self.name})
        found = re.search(r"user_id=([^&\s]+)&secret=([^\s]+)", self._letter_to(email))
        assert found, email
        self.client.call("POST", "/auth/verify-email", {"user_id": found[1], "secret": found[2]})
        done = self.stack.operator("users", "set-tier", email, tier)
        assert done.returncode == 0, done.stderr
        self.client.call("POST", "/auth/login", {"email": email, "password": PASSWORD, "remember": False})

    def _letter_to(self, email: str) -> str:
        """The mail, once it has come: it is sent after the answer."""
        until = time.monotonic() + MAIL_WITHIN_S
        while time.monotonic() < until:
            for letter in self.client.call("GET", "/dev/mailbox")["items"]:
                if letter["to"] == email:
                    body: str = letter["body"]
                    return body
            time.sleep(0.05)
        raise AssertionError(f"no mail to {email}")

    def signs_in(self, context: BrowserContext) -> None:
        """The browser carries this member's sign-in."""
        name, _, value = (self.client.cookie or "").partition("=")
        context.add_cookies([{"name": name, "value": value, "url": self.stack.web_url}])

    def opens(self, size: int = 4, **config: object) -> str:
        """A lobby led by this member; its id."""
        body = {
            "character_id": self.character_id,
            "config": {"max_players": size, "min_players": 2, **config},
        }
        made: str = self.client.call("POST", "/sessions", body)["id"]
        return made

    def joins(self, leader: "Member", session_id: str) -> None:
        """By an invitation of the leader's; ready at once."""
        code = leader.client.call("POST", f"/sessions/{session_id}/invites", {})["code"]
        self.client.call("POST", "/sessions/join", {"code": code, "character_id": self.character_id})
        self.client.call("POST", f"/sessions/{session_id}/ready", {"is_ready": True})


def set_out(leader: Member, *others: Member, **config: object) -> str:
    """All of them on their way; the session's id."""
    session_id = leader.opens(len(others) + 1, **config)
    for other in others:
        other.joins(leader, session_id)
    leader.client.call("POST", f"/sessions/{session_id}/start", {})
    return session_id
