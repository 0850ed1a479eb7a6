"""Gunicorn's threaded worker with an end to its patience: who speaks or hears slowly keeps none of its threads.

A thread is given to a connection once it has said something. From then on it has so long to say the whole request, and
so long to take the answer.
"""

import selectors
import socket
import time
from collections.abc import MutableMapping
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]  # the library has none

READ_WITHIN_S = 12.0
"""Longer than `Prefer: wait` may hold the line: to who is waited for it makes no difference."""
ANSWER_WITHIN_S = 60.0


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # untyped, see above
    """Named in `config/gunicorn.conf.py`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._begun: MutableMapping[TConn, float] = {}

    def enqueue_req(self, conn: TConn) -> None:
        """To a thread, or, if nothing was said yet, to those who are listened to without one."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        on_readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, on_readable)

    def handle(self, conn: TConn) -> Any:
        """One request in its thread."""
        self._begun[conn] = time.monotonic()
        try:
            return super().handle(conn)
        finally:
            del self._begun[conn]

    def murder_pending(self) -> None:
        """Comes once a second: ends what has taken too long. Who only speaks too slowly still gets an answer."""
        super().murder_pending()
        now = time.monotonic()
        for conn, begun in tuple(self._begun.items()):
            with suppress(OSError):
                if now - begun > ANSWER_WITHIN_S:
                    conn.sock.shutdown(socket.SHUT_RDWR)
                elif now - begun > READ_WITHIN_S:
                    conn.sock.shutdown(socket.SHUT_RD)
