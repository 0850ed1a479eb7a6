"""A gateway on a real port, in a thread of the test's own process, and clients for its sockets and streams."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote

import uvicorn
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from app.backends.redis.events import RedisEvents
from app.config import Settings, load_settings
from app.gateway.application import create_app
from app.gateway.serving import server_of
from app.gateway_wiring import ticket_office
from app.models.ids import LoginId, SessionId, UserId
from app.services.realtime_names import invite_mark, watch_channel
from app.services.tickets import Invite, TicketKind
from tests.support.valkey import free_port

OWN_ORIGIN = "http://web.test"
FOREIGN_ORIGIN = "http://evil.example"
SESSION = SessionId("01SESSION")
REVOCATION_CHECK_S = 0.1
START_DEADLINE_S = 10.0


@dataclass(frozen=True)
class Gateway:
    """A running gateway, and what tests ask of the rest of the house: tickets and messages."""

    settings: Settings
    events: RedisEvents

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.settings.gateway_port}"

    def ticket(
        self,
        kind: TicketKind = TicketKind.REALTIME,
        user: str = "ann",
        login: str = "ann-laptop",
        session: SessionId = SESSION,
    ) -> str:
        """A fresh ticket, as the API would issue it."""
        return ticket_office(self.settings).issue(kind, UserId(user), LoginId(login), session)

    def watch_ticket(self, code: str = "abcdefghjk", holds_s: float = 3600, user: str = "eve") -> str:
        """A ticket to look on by that code, which holds for so long."""
        invite = Invite(invite_mark(code), int(time.time() + holds_s))
        office = ticket_office(self.settings)
        return office.issue(TicketKind.WATCH, UserId(user), LoginId(f"{user}-phone"), SESSION, invite)

    def publish(
        self, row_id: str, *readers: str, table: str = "session_turns", action: str = "update", **row: Any
    ) -> None:
        """As the backend does after a commit."""
        message = {
            "table": table,
            "row_id": row_id,
            "action": action,
            "readers": list(readers),
            "row": {"$id": row_id, **row},
        }
        self.events.publish("rows", message)

    def get(self, path: str, **headers: str) -> HTTPResponse:
        """The reply, its body still to be read."""
        connection = HTTPConnection(self.address, timeout=5)
        connection.request(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        return connection.getresponse()

    def listeners(self) -> int:
        """Open sockets."""
        answer = json.loads(self.get("/health").read())
        count: int = answer["result"]["listeners"]
        return count

    def stream(
        self, turn: str, ticket: str | None = None, session: str = SESSION, **headers: str
    ) -> HTTPResponse:
        """The reply to a request for a turn's stream."""
        text = self.ticket(TicketKind.STREAM) if ticket is None else ticket
        return self.get(f"/sessions/{session}/turns/{turn}/stream?ticket={quote(text)}", **headers)

    def socket(
        self, *channels: str, project: str = "coc", origin: str | None = None, **options: Any
    ) -> "Socket":
        """A connected socket; its first frame is still to be read."""
        query = "".join(f"&channels[]={channel}" for channel in channels)
        url = f"ws://{self.address}/v1/realtime?project={project}{query}"
        from_page = Origin(origin) if origin is not None else None
        return Socket(connect(url, origin=from_page, compression=None, legacy=True, **options))

    def listening(self, *channels: str, user: str = "ann", login: str = "ann-laptop") -> "Socket":
        """A socket that has authenticated and hears these channels."""
        socket = self.socket(*channels)
        assert socket.read()["type"] == "connected"
        socket.say("authentication", {"session": self.ticket(user=user, login=login)})
        assert socket.read()["data"]["success"]
        return socket

    def watching(self, *channels: str, **ticket: Any) -> "Socket":
        """A socket of somebody who looks on, and hears these channels beside its own."""
        socket = self.socket(watch_channel(SESSION), *channels)
        assert socket.read()["type"] == "connected"
        socket.say("authentication", {"session": self.watch_ticket(**ticket)})
        assert socket.read()["data"]["success"]
        return socket


@dataclass(frozen=True)
class Socket:
    """A client of the realtime socket."""

    connection: ClientConnection

    def say(self, kind: str, data: object = None) -> None:
        """Sends a frame."""
        self.connection.send(json.dumps({"type": kind} if data is None else {"type": kind, "data": data}))

    def read(self, timeout_s: float = 5.0) -> dict[str, Any]:
        """The next frame. Raises TimeoutError, ConnectionClosed."""
        frame: dict[str, Any] = json.loads(self.connection.recv(timeout_s))
        return frame

    def hears_nothing(self, for_s: float = 0.2) -> bool:
        """Whether no frame comes for that long."""
        try:
            self.read(for_s)
        except TimeoutError:
            return True
        return False

    def close_code(self, timeout_s: float = 5.0) -> int | None:
        """The code the gateway closes with; frames that come before are passed over."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            try:
                self.connection.recv(deadline - time.monotonic())
            except TimeoutError:
                break
            except Exception:  # noqa: BLE001 - closed, one way or the other
                return self.connection.close_code
        raise AssertionError("the socket is still open")

    def end(self, timeout_s: float = 5.0) -> tuple[int | None, str | None, str | None]:
        """Code and reason that the gateway closes with, and the message of the frame before."""
        told: str | None = None
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                frame = json.loads(self.connection.recv(max(0.0, deadline - time.monotonic())))
            except ConnectionClosed:
                return self.connection.close_code, self.connection.close_reason, told
            told = frame["data"]["message"] if frame["type"] == "error" else None

    def close(self) -> None:
        self.connection.close()


@contextmanager
def running_gateway(folder: Path, redis_url: str) -> Iterator[Gateway]:
    """Started, and stopped at the end."""
    settings = load_settings(
        FLASK_ENV="test", data_dir=folder / "data", REDIS_URL=redis_url, gateway_port=free_port()
    )
    app = create_app(settings, revocation_check_s=REVOCATION_CHECK_S)
    server = server_of(app, "127.0.0.1", settings.gateway_port)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        _wait_until_up(server)
        yield Gateway(settings, RedisEvents(redis_url))
    finally:
        server.should_exit = True
        thread.join(10)


def _wait_until_up(server: uvicorn.Server) -> None:
    deadline = time.monotonic() + START_DEADLINE_S
    while not server.started:
        if time.monotonic() > deadline:
            raise RuntimeError("the gateway did not start")
        time.sleep(0.01)


def sse_events(reply: HTTPResponse) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(event, data) as they come, until the stream ends; comments are passed over."""
    fields: dict[str, str] = {}
    for raw in reply:
        line = raw.decode().rstrip("\n")
        name, separator, value = line.partition(": ")
        if separator and name:
            fields[name] = value
        elif not line and fields:
            yield fields["event"], json.loads(fields["data"])
            fields = {}
