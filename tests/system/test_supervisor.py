"""Starting, watching and stopping processes, with small ones in place of the game's."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coc_play.data_lock import DataLock
from coc_play.errors import ChildFailed
from coc_play.guardian import Guardian
from coc_play.supervisor import Supervisor
from repo_layout import SCRIPTS, TESTS
from system.fakes import DEAF, READY, SLEEP, fake, steady
from system.watching import eventually, is_running

FORKS = "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True)"


class Running:
    """A supervisor under test and what it reported."""

    def __init__(self, folder: Path) -> None:
        self.said: list[str] = []
        self.lock = DataLock(folder)
        self.lock.take()
        self.guardian = Guardian(self.lock.fd)
        self.supervisor = Supervisor(folder / "logs", self.guardian, self.hear)

    def hear(self, name: str, _seconds: float) -> None:
        self.said.append(name)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    it = Running(tmp_path)
    yield it
    it.supervisor.stop(it.hear)
    it.guardian.dismiss()
    it.lock.release()


def test_services_are_reported_ready_and_stopped_in_reverse_order(running: Running) -> None:
    running.supervisor.start([steady("first"), steady("second")])
    assert sorted(running.said) == ["first", "second"]
    assert running.supervisor.names() == ("first", "second")
    running.said.clear()
    running.supervisor.stop(running.hear)
    assert running.said == ["second", "first"]


def test_a_service_that_dies_while_starting_is_named_with_its_exit_code_and_last_words(
    running: Running,
) -> None:
    with pytest.raises(ChildFailed, match=r"(?s)broken ended by itself \(exit code 3\).*the dragon ate it"):
        running.supervisor.start([fake("broken", "print('the dragon ate it')", "raise SystemExit(3)")])


def test_a_service_killed_from_outside_is_named_with_the_signal(running: Running) -> None:
    running.supervisor.start([steady("one"), steady("two")])
    running.supervisor.kill("two")
    with pytest.raises(ChildFailed, match=r"two ended by itself \(killed by SIGKILL\)"):
        running.supervisor.raise_if_dead()


def test_a_program_that_is_not_there_is_told_by_the_service_name(running: Running) -> None:
    missing = steady("ghost")
    object.__setattr__(missing, "command", ("/nowhere/at-all",))
    with pytest.raises(ChildFailed, match="ghost"):
        running.supervisor.start([missing])


def test_a_restarted_service_is_a_new_process_that_is_ready_again(running: Running) -> None:
    running.supervisor.start([steady("phoenix")])
    before = running.supervisor.pid("phoenix")
    running.supervisor.kill("phoenix")
    running.supervisor.restart("phoenix")
    assert running.supervisor.pid("phoenix") != before
    running.supervisor.raise_if_dead()


def test_several_that_died_together_are_started_again_together(running: Running) -> None:
    running.supervisor.start([steady("one"), steady("two"), steady("three")])
    before = running.supervisor.pid("two")
    running.supervisor.kill("one")
    running.supervisor.kill("three")
    running.supervisor.restart("three", "one")
    running.supervisor.raise_if_dead()
    assert running.supervisor.pid("two") == before


def test_a_service_deaf_to_the_polite_signal_is_killed_within_its_bound(running: Running) -> None:
    running.supervisor.start([steady("deaf", DEAF, stop_within_s=0.5)])
    pid, begun = running.supervisor.pid("deaf"), time.monotonic()
    running.supervisor.stop(running.hear)
    assert time.monotonic() - begun < 3
    assert not is_running(pid)


def test_what_a_service_started_itself_goes_with_it(running: Running) -> None:
    running.supervisor.start([steady("parent", FORKS)])
    grandchild = int(running.supervisor.log("parent").read_text().splitlines()[0])
    assert is_running(grandchild)
    running.supervisor.kill("parent")
    assert eventually(lambda: not is_running(grandchild))


PARENT = f"""
import sys
from pathlib import Path
sys.path[:0] = [{str(SCRIPTS)!r}, {str(TESTS)!r}]
from coc_play.data_lock import DataLock
from coc_play.guardian import Guardian
from coc_play.supervisor import Supervisor
from system.fakes import *
lock = DataLock(Path(sys.argv[1]))
lock.take()
supervisor = Supervisor(Path(sys.argv[1]), Guardian(lock.fd), lambda name, seconds: None)
supervisor.start([steady("calm"), steady("deaf", {DEAF!r}), steady("parent", {FORKS!r})])
print(*[supervisor.pid(name) for name in supervisor.names()], flush=True)
{SLEEP}
"""


def test_nothing_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pids = [int(word) for word in parent.stdout.readline().split()]
    pids.append(int((tmp_path / "parent.log").read_text().splitlines()[0]))
    assert len(pids) == 4
    assert all(is_running(pid) for pid in pids)
    parent.kill()
    parent.wait()
    assert eventually(lambda: not any(is_running(pid) for pid in pids))
    # The folder was locked by what was left, and is free now that nothing is.
    lock = DataLock(tmp_path)
    lock.take()
    lock.release()


def test_a_parent_stopped_in_the_middle_of_a_start_leaves_nothing(running: Running) -> None:
    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            running.supervisor.start([steady("quick"), fake("never ready", SLEEP, READY)])
    finally:
        signal.signal(signal.SIGALRM, before)
    pids = [running.supervisor.pid(name) for name in running.supervisor.names()]
    running.supervisor.stop(running.hear)
    assert not any(is_running(pid) for pid in pids)
