"""How a starting server is asked whether it is ready."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from coc_play.ports import LOOPBACK, Ports
from coc_play.readiness import ASK_AGAIN_AFTER_S, HttpProbe, log_says_ready
from system.watching import eventually


@contextmanager
def _server(statuses: list[int], answer_after_s: float = 0.0) -> Iterator[tuple[str, list[str]]]:
    """A server that answers with these statuses in turn, the last one for ever; and the paths it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            time.sleep(answer_after_s)
            self.send_response(statuses[min(len(asked), len(statuses)) - 1])
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named by the base class
            """Tests need no log."""

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}/health", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_server_is_ready_when_it_answers_200() -> None:
    with _server([200]) as (url, asked):
        assert eventually(HttpProbe(url))
        assert asked == ["/health"]


def test_a_server_that_is_not_ready_yet_is_asked_again_but_not_hammered() -> None:
    with _server([503, 503, 200]) as (url, asked):
        begun = time.monotonic()
        assert eventually(HttpProbe(url))
        assert len(asked) == 3
        assert time.monotonic() - begun >= 2 * ASK_AGAIN_AFTER_S


def test_a_slow_server_finds_one_request_and_holds_nobody_up() -> None:
    with _server([200], answer_after_s=0.5) as (url, asked):
        probe, begun = HttpProbe(url), time.monotonic()
        assert not probe()
        assert not probe()
        assert time.monotonic() - begun < 0.2
        assert eventually(probe)
        assert len(asked) == 1


def test_nobody_there_is_not_ready() -> None:
    assert not HttpProbe(f"http://{LOOPBACK}:{Ports.free().api}/health")()


def test_a_worker_is_ready_when_this_run_says_so(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    before = '{"event": "ready"}\n'
    log.write_text(before + "ready, says a plain line\n")
    probe = log_says_ready(log, len(before))
    assert not probe()
    with log.open("a") as handle:
        handle.write('{"event": "ready", "queues": []}\n')
    assert probe()
