"""Many who listen to one session at once: sockets read by one thread, which notes when each turn came."""

import base64
import json
import os
import re
import selectors
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

_TEXT, _PING, _PONG = 0x1, 0x9, 0xA
_TIMEOUT_S = 30
_TURN = re.compile(rb'"\$id":"([^"]+)"')
_RESOLVED, _OF_A_TURN = b'"status":"resolved"', b'.session_turns.rows"'


class Listener:
    """One authenticated socket, opened by a ticket as `POST /realtime/ticket` answers it."""

    def __init__(self, ticket: Mapping[str, Any]) -> None:
        found = ticket["realtime"]
        url = urlsplit(found["url"])
        self.tcp = socket.create_connection((url.hostname or "127.0.0.1", url.port or 80), _TIMEOUT_S)
        self._waiting = b""
        query = "".join(f"&channels%5B%5D={quote(channel)}" for channel in found["channels"])
        self.tcp.sendall(_handshake(url.netloc, f"{url.path}?{url.query}{query}"))
        while b"\r\n\r\n" not in self._waiting:
            self._waiting += self.tcp.recv(4096)
        head, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101"):
            raise OSError(head.decode(errors="replace"))
        self._say(_TEXT, json.dumps(found["auth"]).encode())
        while not any(b'"authentication"' in payload for payload in self.heard()):
            pass

    def heard(self) -> Iterator[bytes]:
        """What has come, frame by frame; waits for some of it. Pings are answered. OSError when the line is ended."""
        data = self.tcp.recv(262_144)
        if not data:
            raise OSError("the gateway has ended a listener")
        self._waiting += data
        while (frame := self._next()) is not None:
            opcode, payload = frame
            if opcode == _PING:
                self._say(_PONG, payload)
            else:
                yield payload

    def _next(self) -> tuple[int, bytes] | None:
        """The first whole frame of what waits."""
        if len(self._waiting) < 2:
            return None
        size, at = self._waiting[1], 2
        if size >= 126:
            at = 4 if size == 126 else 10
            size = int.from_bytes(self._waiting[2:at], "big")
        if len(self._waiting) < at + size:
            return None
        opcode, payload = self._waiting[0] & 0xF, self._waiting[at : at + size]
        self._waiting = self._waiting[at + size :]
        return opcode, payload

    def _say(self, opcode: int, payload: bytes) -> None:
        """With a mask that changes nothing."""
        size = (
            bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
        )
        self.tcp.sendall(bytes([0x80 | opcode]) + size + bytes(4) + payload)


def _handshake(host: str, path: str) -> bytes:
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
    )
    return "\r\n".join((*lines, "", "")).encode()


class Crowd:
    """Listeners that are read until it is closed. `came[turn_id]` are the moments at which the resolved turn was heard,
    by the clock `time.perf_counter`."""

    def __init__(self) -> None:
        self.came: defaultdict[str, list[float]] = defaultdict(list)
        self.count = 0
        self.lost = 0
        """Those that the gateway has ended, which it does with readers that are too slow."""
        self._selector = selectors.DefaultSelector()
        self._heard: set[tuple[int, bytes]] = set()
        self._is_over = False
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def add(self, listener: Listener) -> None:
        self._selector.register(listener.tcp, selectors.EVENT_READ, listener)
        self.count += 1

    def wait_for(self, turn_id: str, within_s: float = 30) -> list[float]:
        """When it came, once all have heard it. Raises TimeoutError."""
        until = time.monotonic() + within_s
        while len(self.came[turn_id]) < self.count - self.lost:
            if time.monotonic() > until:
                raise TimeoutError(f"{len(self.came[turn_id])} of {self.count} have heard of {turn_id}")
            time.sleep(0.005)
        return self.came[turn_id]

    def close(self) -> None:
        self._is_over = True
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            key.data.tcp.close()
        self._selector.close()

    def _read(self) -> None:
        while not self._is_over:
            for key, _ in self._selector.select(0.1):
                self._note(key.data)

    def _note(self, listener: Listener) -> None:
        try:
            heard = list(listener.heard())
        except OSError:
            self._selector.unregister(listener.tcp)
            self.lost += 1
            return
        for payload in heard:
            if _RESOLVED not in payload or _OF_A_TURN not in payload:
                continue
            found = _TURN.search(payload)
            if found is not None and (id(listener), found[1]) not in self._heard:
                self._heard.add((id(listener), found[1]))
                self.came[found[1].decode()].append(time.perf_counter())
