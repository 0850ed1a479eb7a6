"""The game as players meet it: the API, a worker, cron and the gateway, each a process of its own, on a database and a
Valkey that nothing else uses."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.config import load_settings
from app.models.ids import SessionId
from app.wiring.services import Services, build
from tests.support.appwrite import settings_in
from tests.support.house import assert_sound
from tests.support.live_server import FREE_OF_LIMITS, LiveServer
from tests.support.program import Program
from tests.support.shipped import shipped_world
from tests.support.valkey import free_port, running_valkey

WORKER = ("app.tasks.worker", "combat_tasks", "ai_tasks", "marketplace_tasks")
CRON = ("app.tasks.cron",)
GATEWAY = ("app.gateway",)
START_DEADLINE_S = 60.0
STOP_DEADLINE_S = 10.0

_READY = re.compile(r'"event": ?"ready"')


@dataclass(frozen=True)
class LiveGame:
    """Running processes. `services` are those of the test's own process, on the same database: for proofs, not for
    play. `sessions` are all that were played."""

    server: LiveServer
    services: Services
    gateway_url: str
    sessions: list[SessionId] = field(default_factory=list)

    def prove(self, session_id: str) -> None:
        """Replay, dice and books, as `coc replay`, `coc verify-dice` and `coc ledger verify` would."""
        assert_sound(self.services, SessionId(session_id))
        self._prove_books()

    def prove_everything(self) -> None:
        """The same for every session that was played."""
        for session_id in self.sessions:
            assert_sound(self.services, session_id)
        self._prove_books()

    def _prove_books(self) -> None:
        report = self.services.ledger.verify()
        assert report.is_sound, report.discrepancies


@contextmanager
def running_game(folder: Path, **more: str) -> Iterator[LiveGame]:
    """Everything started, without rate limits, and stopped at the end. An Appwrite that was prepared for `folder/data`
    is used; `more` adds to the environment."""
    port = free_port()
    chosen = settings_in(folder / "data")
    own = {
        "COC_GATEWAY_PORT": str(port),
        "GATEWAY_PUBLIC_URL": f"http://127.0.0.1:{port}",
        **chosen,
        **more,
    }
    with ExitStack() as stack:
        valkey = stack.enter_context(running_valkey(folder / "valkey"))
        server = LiveServer(folder / "data", valkey.url, {**FREE_OF_LIMITS, **own})
        stack.callback(server.stop)
        wait_for_worker = stack.enter_context(_running(WORKER, folder / "worker.log", server.env))
        wait_for_cron = stack.enter_context(_running(CRON, folder / "cron.log", server.env))
        stack.enter_context(_running(GATEWAY, folder / "gateway.log", server.env))
        server.start()
        wait_for_worker()
        wait_for_cron()
        settings = load_settings(FLASK_ENV="test", data_dir=folder / "data", REDIS_URL=valkey.url, **chosen)
        yield LiveGame(server, build(settings, world=shipped_world()), own["GATEWAY_PUBLIC_URL"])


@contextmanager
def _running(module: tuple[str, ...], log: Path, env: dict[str, str]) -> Iterator[Callable[[], None]]:
    """One process, and a function that returns once its log says that it is ready."""
    name, *arguments = module
    log.write_bytes(b"")  # of a run before this one: that was ready, too
    process = Program(name, arguments, env, log, log)
    try:
        yield lambda: _wait_until_ready(process, log)
    finally:
        process.terminate()
        process.wait(STOP_DEADLINE_S)


def _wait_until_ready(process: Program, log: Path) -> None:
    deadline = time.monotonic() + START_DEADLINE_S
    while not _READY.search(log.read_text(errors="replace")):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"not ready: {log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.05)
