"""A client without manners: it speaks the bytes of the socket's protocol, and reads only when it is told to."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote

TEXT, BINARY, CLOSE, PING, CONTINUATION = 0x1, 0x2, 0x8, 0x9, 0x0
_KEY = "dGhlIHNhbXBsZSBub25jZQ=="


def frame(opcode: int, payload: bytes = b"", *, is_last: bool = True) -> bytes:
    """One frame of a client: masked, with a mask that changes nothing."""
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
    return bytes([(0x80 if is_last else 0) | opcode]) + size + b"\x00" * 4 + payload


class RawSocket:
    """A TCP connection with small buffers."""

    def __init__(self, port: int) -> None:
        self.tcp = socket.socket()
        self.tcp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.tcp.settimeout(10)
        self.tcp.connect(("127.0.0.1", port))

    def shake_hands(self, *channels: str) -> "RawSocket":
        """The opening of a realtime socket, and no byte more is read."""
        query = "".join(f"&channels%5B%5D={quote(channel)}" for channel in channels)
        lines = [
            f"GET /v1/realtime?project=coc{query} HTTP/1.1",
            "Host: gateway.test",
            "Connection: Upgrade",
            "Upgrade: websocket",
            f"Sec-WebSocket-Key: {_KEY}",
            "Sec-WebSocket-Version: 13",
        ]
        self.tcp.sendall("\r\n".join([*lines, "", ""]).encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = self.tcp.recv(1)
            assert byte, "it was cut before it was opened"
            head += byte
        assert head.startswith(b"HTTP/1.1 101")
        return self

    def send(self, data: bytes) -> None:
        """As much of it as is taken."""
        with suppress(OSError):
            self.tcp.sendall(data)

    def read_until(self, last: bytes) -> bytes:
        """All that comes, to the piece with `last` in it. Raises TimeoutError if that does not come."""
        heard = bytearray()
        while last not in heard[-100_000:]:
            piece = self.tcp.recv(65536)
            assert piece, "it was cut before it heard that"
            heard += piece
        return bytes(heard)

    def close_code(self, timeout_s: float = 10.0) -> int | None:
        """Reads to the end: the code of the last frame, None if it was cut without one. Raises TimeoutError if that
        does not come."""
        self.tcp.settimeout(timeout_s)
        tail = b""
        with suppress(ConnectionError):
            while data := self.tcp.recv(65536):
                tail = (tail + data)[-200:]
        at = tail.rfind(b"\x88")
        return (
            int.from_bytes(tail[at + 2 : at + 4], "big")
            if at >= 0 and tail[at + 1] == len(tail) - at - 2
            else None
        )

    def is_cut(self, within_s: float) -> bool:
        """Whether the other side ends it in time."""
        try:
            self.close_code(within_s)
        except TimeoutError:
            return False
        return True

    def is_reset(self) -> bool:
        """Whether what is said is not even taken any more."""
        try:
            for _ in range(3):
                self.tcp.sendall(frame(PING))
                time.sleep(0.05)
        except ConnectionError:
            return True
        return False


@contextmanager
def raw_sockets(port: int, count: int, *channels: str) -> Iterator[list[RawSocket]]:
    """So many connections, closed at the end; with channels each is opened as a realtime socket at once."""
    found = [RawSocket(port).shake_hands(*channels) if channels else RawSocket(port) for _ in range(count)]
    yield found
    for one in found:
        one.tcp.close()
