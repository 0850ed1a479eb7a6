"""A game whose every throw is known beforehand: the API on a real port in a thread of the test's, ids and seeds
fixed, jobs run by hand. What is played on it is the same on every backend, so that two of them can be compared."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server

from app.api.shell import build_app
from app.backends.appwrite.client import PooledClient
from app.backends.system import SettableClock
from app.config import load_settings
from app.models.ids import SessionId, TurnId
from app.models.tables import SESSION_TURNS
from app.wiring.services import Services, build
from tests.support.appwrite import settings_in
from tests.support.live_server import FREE_OF_LIMITS
from tests.support.shipped import shipped_world

HERO = {"name": "Brannoch", "class_id": "vanguard", "origin_id": "noble_exile"}


class KnownClock(SettableClock):
    """Ids that count up from one, in the form of ULIDs. Its day is one on which no cookie has expired for a browser."""

    def __init__(self) -> None:
        super().__init__(datetime(2099, 1, 1, tzinfo=UTC))
        self._number = 0

    def new_id(self) -> str:
        self._number += 1
        return f"01{self._number:024}"


@dataclass
class Tabletop:
    """A guest with a character, who plays by HTTP."""

    services: Services
    url: str
    http: requests.Session = field(default_factory=requests.Session)
    character_id: str = ""
    session_id: str = ""
    _actions: int = 0

    def sit_down(self) -> None:
        self.post("/auth/guest", {})
        self.character_id = self.post("/characters", HERO)["id"]

    def set_out(self) -> None:
        self.session_id = self.post("/sessions", {"character_id": self.character_id})["id"]

    def accept(self, words: str) -> str:
        """The turn's id: nobody has resolved it yet."""
        self._actions += 1
        body = {"action": words, "action_id": f"action-{self._actions}"}
        return str(self.post(f"/sessions/{self.session_id}/action", body)["job_id"])

    def resolve(self) -> None:
        """What the job does."""
        self.services.advance.run(SessionId(self.session_id))

    def tell(self, turn_id: str) -> None:
        """What the other job does."""
        self.services.narration.tell(TurnId(turn_id))

    def play(self, words: str) -> str:
        """A turn from its acceptance to its telling; the hash of the state after it."""
        turn_id = self.accept(words)
        self.resolve()
        self.tell(turn_id)
        found = self.services.ports.backend.documents.get(SESSION_TURNS.name, turn_id)
        return f"{words}: {found.data['status']} {found.data['state_hash']} {found.data['narration']}"

    def get(self, path: str) -> dict[str, Any]:
        return self._result(self.http.get(self.url + path, timeout=30))

    def post(self, path: str, body: object) -> dict[str, Any]:
        return self._result(self.http.post(self.url + path, json=body, timeout=30))

    def _result(self, reply: requests.Response) -> dict[str, Any]:
        assert reply.ok, reply.text
        found: dict[str, Any] = reply.json()["result"]
        return found


@contextmanager
def tabletop(folder: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tabletop]:
    """On the Appwrite that was prepared for the folder, else embedded in it."""
    for name, value in FREE_OF_LIMITS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(secrets, "token_hex", lambda size=32: "5e" * size)
    monkeypatch.setattr(secrets, "token_bytes", lambda size=32: b"\x5e" * size)
    settings = load_settings(FLASK_ENV="test", data_dir=folder, REDIS_URL=redis_url, **settings_in(folder))
    clock = KnownClock()
    services = build(settings, clock, shipped_world())
    documents: Any = services.ports.backend.documents
    inner = documents._commits if settings.backend == "appwrite" else documents
    inner._clock = SettableClock(clock.now())  # ids that a backend needs for itself are none of the game's
    server = make_server("127.0.0.1", 0, build_app(settings, services), threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        table = Tabletop(services, f"http://127.0.0.1:{server.server_port}/api/v1")
        table.sit_down()
        yield table
    finally:
        server.shutdown()
        server.server_close()


class Trips:
    """Counts what is asked of an Appwrite: requests, and how often somebody had to wait for answers. Requests that are
    out at the same time are waited for once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._lock = threading.Lock()
        self._out = 0
        self.requests = self.waits = 0
        send = PooledClient._send

        def counted(client: PooledClient, *asked: Any) -> requests.Response:
            with self._lock:
                self.requests += 1
                self.waits += self._out == 0
                self._out += 1
            try:
                return send(client, *asked)
            finally:
                with self._lock:
                    self._out -= 1

        monkeypatch.setattr(PooledClient, "_send", counted)

    def since_then(self) -> tuple[int, int]:
        """Waits and requests since this was asked last."""
        found = self.waits, self.requests
        self.waits = self.requests = 0
        return found
