"""The HTTP front: reads requests, lets the faults happen that were asked for, writes answers."""

import json
import socket
import struct
import sys
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from tests.support.appwrite_server import control
from tests.support.appwrite_server.dispatch import (
    PAGE_NOT_FOUND,
    Request,
    answer,
    find_project,
    refused,
    version_warning,
)
from tests.support.appwrite_server.errors import Refusal
from tests.support.appwrite_server.faults import Fault, FaultKind
from tests.support.appwrite_server.model import Answer, Project
from tests.support.appwrite_server.routing import Route, find_route

_RATE_LIMITED = "Rate limit for the current endpoint has been exceeded. Please try again after some time."
_AFTER = (FaultKind.SLOW_AFTER, FaultKind.ERROR_AFTER, FaultKind.RESET_AFTER)


class Front(ThreadingHTTPServer):
    """Listens on loopback; one thread for each connection, kept alive between requests."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Connection)
        self.projects: dict[str, Project] = {}

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no news; anything else is the stand-in's own fault and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # the library's


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length") or 0))
        if path.startswith(control.PREFIX):
            self._write(control.answer(self._projects, self.command, path, body), [])
            return
        self._serve_api(Request(self.command, path.removeprefix("/v1"), query, headers, body))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _serve  # noqa: N815 - names of http.server

    def _serve_api(self, request: Request) -> None:
        if request.method == "OPTIONS":
            self._write(Answer(204), [])
            return
        try:
            project = find_project(self._projects, request)
        except Refusal as refusal:
            self._write(refused(refusal, Project("")), [])
            return
        found = find_route(request.method, request.path)
        if found is None:
            self._write(PAGE_NOT_FOUND, [])
            return
        self._serve_route(project, *found, request)

    def _serve_route(self, project: Project, route: Route, path: Mapping[str, str], request: Request) -> None:
        with project.lock:
            project.counts[route.name] += 1
        time.sleep(project.faults.latency_ms / 1000)
        fault = project.faults.take(route.name)
        if fault is not None and fault.kind not in _AFTER:
            made = self._before(project, fault)
            if made is not None or fault.kind == FaultKind.RESET_BEFORE:
                self._finish(made, project, request)
                return
        made = answer(project, route, path, request)
        if fault is not None and fault.kind in _AFTER:
            made = self._after(project, fault, made)
        self._finish(made, project, request)

    def _before(self, project: Project, fault: Fault) -> Answer | None:
        """The faulty answer in place of the work; None if the work is still to be done, or nothing to be said."""
        if fault.kind == FaultKind.SLOW_BEFORE:
            project.faults.wait(fault.delay_s)
        refusals = {
            FaultKind.THROTTLED: Refusal(429, "general_rate_limit_exceeded", _RATE_LIMITED),
            FaultKind.ERROR_BEFORE: Refusal(500, "general_unknown", ""),
            FaultKind.WRONG_KEY: Refusal(
                401,
                "user_unauthorized",
                "The current user is not authorized to perform the requested action.",
            ),
        }
        if fault.kind in refusals:
            return refused(refusals[fault.kind], project)
        if fault.kind == FaultKind.BAD_GATEWAY:
            return Answer(502, "<html><body><h1>502 Bad Gateway</h1></body></html>")
        return Answer(500, b"") if fault.kind == FaultKind.NO_CONTENT_TYPE else None

    def _after(self, project: Project, fault: Fault, made: Answer) -> Answer | None:
        if fault.kind == FaultKind.SLOW_AFTER:
            project.faults.wait(fault.delay_s)
            return made
        if fault.kind == FaultKind.ERROR_AFTER:
            return refused(Refusal(500, "general_unknown", ""), project)
        return None

    def _finish(self, made: Answer | None, project: Project, request: Request) -> None:
        if made is None:
            self._reset()
        else:
            self._write(made, version_warning(project, request))

    def _reset(self) -> None:
        """Breaks the connection as a dying server does: the client sees it reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _write(self, made: Answer, headers: list[tuple[str, str]]) -> None:
        """In one piece, so that no part waits for an acknowledgement."""
        if isinstance(made.body, str):
            body, kind = made.body.encode(), "text/html; charset=UTF-8"
        elif made.body is None:
            body, kind = b"", "text/html"
        elif isinstance(made.body, bytes):
            body, kind = made.body, ""
        else:
            body, kind = json.dumps(made.body, ensure_ascii=False).encode(), "application/json; charset=UTF-8"
        self.send_response(made.status)
        for name, value in [("Content-Type", kind), *made.headers, *headers]:
            if value:
                self.send_header(name, value)
        if made.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self._headers_buffer.append(b"\r\n" + body)  # type: ignore[attr-defined]  # the library's
        self.flush_headers()

    @property
    def _projects(self) -> dict[str, Project]:
        return cast(Front, self.server).projects

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Says nothing: tests ask for the counts."""
