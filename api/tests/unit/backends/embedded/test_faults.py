"""A commit meets a fault at every possible moment: all of it happened, or nothing did."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest

from app.backends.embedded import DATABASE_FILE, EmbeddedBackend
from app.backends.ports import Add, Change, Create, Delete, Update
from app.models.errors import Unavailable
from tests.support.rows import row_of

STEPS_BETWEEN_FAULTS = 7
"""Of SQLite's virtual machine: dense enough to hit every statement several times."""


@pytest.fixture
def hero(embedded: EmbeddedBackend) -> EmbeddedBackend:
    embedded.documents.commit(
        [
            Create("characters", "hero", row_of("characters", gold=10, level=1), ("ann",)),
            Create("items", "old", row_of("items")),
        ]
    )
    return embedded


def purchase() -> list[Change]:
    return [
        Create("transactions", "sale", row_of("transactions")),
        Add("characters", "hero", "gold", -5, at_least=0),
        Update("characters", "hero", {"level": 2}, 1),
        Create("items", "sword", row_of("items")),
        Delete("items", "old", 1),
    ]


def state(backend: EmbeddedBackend) -> str:
    """`before`, `after`, or what half of a purchase looks like."""
    hero = backend.documents.get("characters", "hero")
    found = (
        hero.data["gold"],
        hero.data["level"],
        hero.version,
        *(
            backend.documents.find(table, row_id) is not None
            for table, row_id in (("transactions", "sale"), ("items", "sword"), ("items", "old"))
        ),
    )
    names: dict[tuple[object, ...], str] = {
        (10, 1, 1, False, False, True): "before",
        (5, 2, 2, True, True, False): "after",
    }
    return names.get(found, f"half: {found}")


def connection_of(backend: EmbeddedBackend) -> Connection:
    with backend.connections.read() as connection:
        return connection


def fail_at(connection: Connection, step: int) -> None:
    """SQLite interrupts whatever it does at that step."""
    steps = iter(range(step))
    connection.set_progress_handler(lambda: next(steps, None) is None, 1)


def test_an_interrupted_commit_leaves_nothing_behind(hero: EmbeddedBackend) -> None:
    step, faults = 1, 0
    while True:
        fail_at(connection_of(hero), step)
        try:
            hero.documents.commit(purchase())
        except Unavailable:
            faults += 1
        else:
            break
        assert state(hero) == "before", f"after a fault at step {step}"
        step += STEPS_BETWEEN_FAULTS
    connection_of(hero).set_progress_handler(None, 0)
    assert state(hero) == "after"
    assert faults > 20


def commit_and_die(backend: EmbeddedBackend, statement: int) -> None:
    """Another process makes the purchase and is killed as it comes to that statement."""
    child = os.fork()
    if child == 0:
        statements = iter(range(statement))

        def count(_sql: str) -> None:
            if next(statements, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        connection_of(backend).set_trace_callback(count)
        backend.documents.commit(purchase())
        os._exit(0)
    os.waitpid(child, 0)


def test_a_process_killed_at_any_statement_leaves_all_or_nothing(hero: EmbeddedBackend) -> None:
    statement = 0
    while state(hero) == "before":
        commit_and_die(hero, statement)
        statement += 1
        assert state(hero) in {"before", "after"}, f"killed at statement {statement}"
    assert statement > 8
    assert hero.drain_outbox() == 1, "what the dead process committed is told all the same"


FILL_THE_DISK = """
import resource, signal, sys
from pathlib import Path
from tests.support.backends import open_embedded_backend
from tests.support.rows import row_of
from app.backends.ports import Create
from app.models.errors import Unavailable

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
backend = open_embedded_backend(Path(sys.argv[1]), sys.argv[2])
no_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, no_limit[1]))
stored, refused = [], 0
for number in range(60):
    changes = [Create("items", f"{number}.{part}", row_of("items", item_data="x" * 20_000)) for part in "ab"]
    try:
        backend.documents.commit(changes)
        stored.append(number)
    except Unavailable:
        refused += 1
resource.setrlimit(resource.RLIMIT_FSIZE, no_limit)
backend.documents.commit([Create("items", "afterwards", row_of("items"))])
rows = [row.id for row in backend.documents.list("items", limit=100).rows]
assert 0 < len(stored) < 60 and refused, (stored, refused)
assert sorted(rows) == sorted([f"{n}.{part}" for n in stored for part in "ab"] + ["afterwards"]), rows
print("recovered")
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="needs a limit on file sizes")
def test_a_full_disk_refuses_whole_commits_and_recovers(tmp_path: Path, redis_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL_THE_DISK, str(tmp_path), redis_url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "recovered", done.stderr


def test_a_locked_database_is_unavailable_in_two_seconds_and_then_works(
    hero: EmbeddedBackend, data_dir: Path
) -> None:
    other = sqlite3.connect(data_dir / DATABASE_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    with pytest.raises(Unavailable):
        hero.documents.commit(purchase())
    assert 1.5 < time.monotonic() - started < 3
    assert state(hero) == "before"
    other.execute("ROLLBACK")
    other.close()
    hero.documents.commit(purchase())
    assert state(hero) == "after"


def test_reading_goes_on_while_somebody_writes(hero: EmbeddedBackend, data_dir: Path) -> None:
    other = sqlite3.connect(data_dir / DATABASE_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert state(hero) == "before"
    other.close()


def test_threads_wait_for_each_other_instead_of_failing(hero: EmbeddedBackend) -> None:
    def earn() -> None:
        for _ in range(10):
            hero.documents.commit([Add("characters", "hero", "gold", 1)])

    run_all([earn] * 16)
    assert hero.documents.get("characters", "hero").data["gold"] == 170


def run_all(functions: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_thread_takes_its_connection_along_when_it_ends(hero: EmbeddedBackend) -> None:
    used: list[Connection] = []
    run_all([lambda: used.append(connection_of(hero))])
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        used[0].execute("SELECT 1")


def test_a_forked_child_has_connections_of_its_own(hero: EmbeddedBackend) -> None:
    mine = connection_of(hero)
    child = os.fork()
    if child == 0:
        is_other = connection_of(hero) is not mine
        hero.documents.commit([Add("characters", "hero", "gold", 1)])
        os._exit(0 if is_other else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    hero.documents.commit([Add("characters", "hero", "gold", 1)])
    assert hero.documents.get("characters", "hero").data["gold"] == 12


def test_a_bug_in_a_statement_is_not_called_a_fault_of_the_machine(hero: EmbeddedBackend) -> None:
    with pytest.raises(sqlite3.OperationalError), hero.connections.read() as connection:
        connection.execute("SELECT nothing FROM nowhere")
