"""The client against a server that answers badly, or too well."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from appwrite.services.tables_db import TablesDB
from pydantic import SecretStr

from app.backends.appwrite.client import Connection, PooledClient
from app.backends.appwrite.errors import Lost, Refused, readable

KEY = "a-secret-key"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers every request in the way that is set, and remembers the headers it was sent."""

    def __init__(self) -> None:
        self.answer: Answer = lambda handler: None
        self.seen: list[dict[str, str]] = []
        self.connections: set[object] = set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                with contextlib.suppress(ConnectionError):
                    super().handle_one_request()

            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("content-length", 0)))
                outer.seen.append({name.lower(): value for name, value in self.headers.items()})
                outer.connections.add(self.client_address)
                outer.answer(self)

            do_POST = do_GET  # noqa: N815 - the name that the library calls

            def log_message(self, *_: Any) -> None:
                """Nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def says(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in (*headers, ("Content-Length", str(len(body)))):
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answer = answer


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.http.serve_forever, daemon=True).start()
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture
def client(server: Server) -> PooledClient:
    endpoint = f"http://127.0.0.1:{server.http.server_port}/v1"
    return PooledClient(Connection(endpoint, "project", SecretStr(KEY), "coc"), read_s=0.2)


JSON = ("Content-Type", "application/json; charset=UTF-8")
ROW = b'{"$id":"a","$sequence":"1","$tableId":"items","$databaseId":"coc","$permissions":[]}'


def row_of(client: PooledClient) -> Any:
    with readable():
        return TablesDB(client).get_row("coc", "items", "a")


@pytest.mark.parametrize(
    "path",
    [
        "/tablesdb/coc/../../users/x",
        "/a/..",
        "/a//b",
        "/a?b",
        "/a%2e",
        "/a/b#c",
        "/a/b\n",
        "",
        "a",
        "/ä",
        "/.a",
    ],
)
def test_an_id_never_leads_elsewhere(client: PooledClient, server: Server, path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        client.call("get", path)
    assert server.seen == []


def test_connections_are_kept_and_cookies_are_not(client: PooledClient, server: Server) -> None:
    server.says(200, ROW, JSON, ("Set-Cookie", "a_session_project=somebody; Path=/"))
    for _ in range(3):
        row_of(client)
    assert len(server.connections) == 1
    assert all("cookie" not in seen for seen in server.seen)
    assert {seen["x-appwrite-key"] for seen in server.seen} == {KEY}


def test_warnings_are_not_printed(
    client: PooledClient, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.says(200, ROW, JSON, ("X-Appwrite-Warning", "downgrade your SDK"))
    row_of(client)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, b"<html>", [("Content-Type", "text/html")]),
        (200, b"{}", []),
        (200, b'{"$id": ', [JSON]),
        (200, b"[]", [JSON]),
        (200, b'{"$permissions": 7}', [JSON]),
        (404, b"<html>no such route</html>", [("Content-Type", "text/html")]),
        (500, b'{"message":"Server Error","code":500,"type":"general_unknown"}', [JSON]),
        (502, b"<html>Bad Gateway</html>", [("Content-Type", "text/html")]),
        (302, b"", [("Location", "http://127.0.0.1:1/")]),
    ],
)
def test_what_is_no_answer_is_lost(
    client: PooledClient, server: Server, status: int, body: bytes, headers: list[tuple[str, str]]
) -> None:
    server.says(status, body, *headers)
    with pytest.raises(Lost):
        row_of(client)


def test_a_clear_no_says_what_it_is(client: PooledClient, server: Server) -> None:
    server.says(404, b'{"message":"no","code":404,"type":"row_not_found"}', JSON)
    with pytest.raises(Refused) as refused:
        row_of(client)
    assert (refused.value.status, refused.value.kind) == (404, "row_not_found")


def test_a_silent_server_is_not_waited_for(client: PooledClient, server: Server) -> None:
    let_go = threading.Event()

    def silence(_handler: BaseHTTPRequestHandler) -> None:
        let_go.wait(5)

    server.answer = silence
    with pytest.raises(Lost):
        row_of(client)
    let_go.set()


def test_a_question_is_asked_again_after_a_broken_connection_and_an_order_is_not(
    client: PooledClient, server: Server
) -> None:
    server.answer = lambda handler: setattr(handler, "close_connection", True)
    with pytest.raises(Lost):
        row_of(client)
    assert len(server.seen) == 2
    with pytest.raises(Lost):
        TablesDB(client).create_transaction(60)
    assert len(server.seen) == 3


def test_an_address_where_nobody_is_is_lost_and_the_key_is_in_no_message() -> None:
    nowhere = PooledClient(Connection("http://127.0.0.1:1/v1", "project", SecretStr(KEY), "coc"))
    with pytest.raises(Lost) as lost:
        row_of(nowhere)
    assert KEY not in str(lost.value)
    assert KEY not in repr(Connection("http://x/v1", "project", SecretStr(KEY), "coc"))


def test_a_total_that_is_not_wanted_is_told_in_a_way_that_old_servers_know(
    client: PooledClient, server: Server
) -> None:
    paths: list[str] = []
    server.answer = lambda handler: paths.append(handler.path)
    with pytest.raises(Lost):
        TablesDB(client).list_rows("coc", "items", total=False)
    assert all("total=0" in path for path in paths)
