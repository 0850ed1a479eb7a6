"""One open page of a player's: a socket with back-off and catch-up, or, where no rows are pushed, questions."""

import contextlib
import json
import random
import threading
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from system.chaos.book import Book
from system.chaos.line import Line, Lost

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 2.0
POLL_S = 1.5
FULL_LOOK_EVERY = 4
PING_S = 15.0
PAGE = 15
_AWAY = (Lost, OSError, WebSocketException, EOFError)


class Refused(Exception):
    """The gateway or the API would not have us just now."""


class Tab(threading.Thread):
    """Reads along until it is closed. `drop_chance`: how likely it loses its connection at a frame. `lost` counts how
    often it did, whosever fault it was."""

    def __init__(
        self, name: str, line: Line, session_id: str, chance: random.Random, drop_chance: float
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.book = Book()
        self.lost = 0
        self._line, self._session_id = line, session_id
        self._chance, self._drop_chance = chance, drop_chance
        self._is_closed = threading.Event()
        self._is_pushed_to = True
        self._last_status = ""
        self._looks = 0

    def run(self) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._is_closed.is_set():
            try:
                if self._is_pushed_to:
                    self._listen()
                    pause_s = FIRST_PAUSE_S
                else:
                    self._look_again()
                    pause_s = POLL_S
            except (*_AWAY, Refused):
                self.lost += 1
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
            self._is_closed.wait(pause_s * self._chance.uniform(0.75, 1.25))
            if self._is_pushed_to:
                with contextlib.suppress(*_AWAY, Refused):
                    self._catch_up()

    def close(self) -> None:
        self._is_closed.set()

    def _listen(self) -> None:
        """Until the connection is lost. What was missed until then is fetched as soon as rows come in."""
        realtime = self._get("POST", "/realtime/ticket", {"session_id": self._session_id})["realtime"]
        if realtime is None:
            self._is_pushed_to = False
            return
        channels = "".join(f"&channels[]={channel}" for channel in realtime["channels"])
        url = realtime["url"] + channels
        with connect(url, compression=None, open_timeout=5, close_timeout=1, proxy=None) as socket:
            _expect(socket, "connected")
            socket.send(json.dumps(realtime["auth"]))
            _expect(socket, "response")
            self._catch_up()
            while not self._is_closed.is_set():
                try:
                    self._hear(json.loads(socket.recv(PING_S)))
                except TimeoutError:
                    socket.send(json.dumps({"type": "ping"}))
                if self._chance.random() < self._drop_chance:
                    socket.socket.close()
                    raise Lost

    def _hear(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "error":
            raise Refused
        if frame["type"] != "event":
            return
        row = frame["data"]["payload"]
        if self._session_id in (row.get("session_id"), row.get("$id")):
            self.book.hear(row["$tableId"], row)

    def _look_again(self) -> None:
        """Where no rows are pushed: the turns are asked for if there are more than before, or one that was there is
        open, and now and then besides, for those that were refused."""
        view = self._get("GET", f"/sessions/{self._session_id}")
        self._looks += 1
        is_news = view["turn_number"] != self.book.complete_to or view["status"] != self._last_status
        if is_news or self.book.is_open() or self._looks % FULL_LOOK_EVERY == 0:
            self._read_on(view)
        else:
            self.book.read_session(view)
        self._last_status = view["status"]

    def _catch_up(self) -> None:
        """The party as it is, and every turn that may be missing."""
        self._read_on(self._get("GET", f"/sessions/{self._session_id}"))

    def _read_on(self, view: dict[str, Any]) -> None:
        self.book.read_session(view)
        known, before = self.book.complete_to, ""
        while True:
            page = self._get("GET", f"/sessions/{self._session_id}/turns?limit={PAGE}{before}")
            for turn in reversed(page["items"]):
                if turn["seq"] > known:
                    self.book.read_turn(turn)
            cursor = page["next_cursor"]
            if cursor is None or int(cursor) <= known + 1:
                break
            before = f"&before={cursor}"
        self.book.complete(view["turn_number"])

    def _get(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self._line.call(method, path, body)
        if not answer.is_taken:
            raise Refused(answer.code)
        return answer.result


def _expect(socket: ClientConnection, kind: str) -> None:
    if json.loads(socket.recv(5))["type"] != kind:
        raise Refused
