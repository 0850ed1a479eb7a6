"""Writes down all that reaches each user: answers over HTTP, frames of the socket, streams, and rows they may read."""

import contextlib
import json
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from app.models.tables import ALL_TABLES
from app.services.realtime_names import DATABASE_ID
from app.wiring.services import Services
from tests.support.adventurer import Adventurer
from tests.support.cast import result
from tests.support.fog.hunter import Received

EVERYTHING = tuple(f"tablesdb.{DATABASE_ID}.tables.{table.name}.rows" for table in ALL_TABLES)
"""Channels of every table: what a curious client would ask for."""
_POSTBOX = "/dev/mailbox"
"""The developer's, which shows everybody's mail and is not there in production."""


class Witness:
    """Nothing is forgotten, so a value that was there for a moment is found as well."""

    def __init__(self, services: Services) -> None:
        self.received = Received()
        self._services = services
        self._stack = ExitStack()

    def __enter__(self) -> "Witness":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def follow(self, who: Adventurer) -> None:
        """Every answer to this user from now on."""

        def keep(reply: requests.Response, **_: Any) -> None:
            path = str(reply.request.path_url)
            if _POSTBOX not in path:
                where = f"{reply.request.method} {path} {reply.status_code}"
                self.received.add(who.user["id"], where, f"{reply.text}\n{dict(reply.headers)}")

        who.client.http.hooks["response"].append(keep)

    def listen(self, who: Adventurer, session_id: str, *more: str) -> None:
        """Every frame on a socket of this user's, opened by a ticket for that session; `more` are channels. Where
        nothing is pushed there is none."""
        ticket = result(who.client.post("/realtime/ticket", {"session_id": session_id}), 200)
        socket = ticket["realtime"]
        if socket is None:
            return
        channels = "".join(f"&channels[]={one}" for one in (*EVERYTHING, *socket["channels"], *more))
        connection = self._stack.enter_context(connect(socket["url"] + channels, compression=None))
        connection.send(json.dumps(socket["auth"]))
        thread = threading.Thread(target=self._read, args=(who.user["id"], connection))
        self._stack.callback(thread.join)
        self._stack.callback(connection.close)
        thread.start()

    def _read(self, user: str, connection: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            for frame in connection:
                self.received.add(user, "a frame", str(frame))

    def look_at_rows(self, users: Sequence[str]) -> None:
        """Every row as it stands, for each of these users who may read it."""
        for table in ALL_TABLES:
            if table.embedded_only:
                continue
            for row in self._services.ports.backend.documents.list(table.name, limit=100).rows:
                text = json.dumps({"id": row.id, **row.data}, default=str)
                for user in set(users) & set(row.readers):
                    self.received.add(user, f"a row of {table.name}", text)

    def read_streams(self, who: Adventurer, session_id: str, turn_ids: Sequence[str]) -> None:
        """The tellings of these turns of that session, by a ticket for the one that this user is in."""
        ticket = result(who.client.post("/realtime/ticket", {"session_id": who.session_id}), 200)
        template = ticket["stream"].replace(who.session_id, session_id)
        for turn_id in turn_ids:
            reply = requests.get(template.replace("{turn_id}", turn_id), timeout=10)
            self.received.add(who.user["id"], f"the stream of {turn_id}", reply.text)
