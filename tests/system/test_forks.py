"""Processes that are forked from one that has loaded what they need."""

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from coc_play.errors import PlayError
from coc_play.forks import ForkedProcess, ForkServer
from repo_layout import API, program
from system.watching import eventually, is_running

LOADED = "import time\nAT = time.monotonic_ns()\n"
TELLS = """
import json, os, sys
import loaded
told = {
    "loaded": loaded.AT, "argv": sys.argv[1:], "cwd": os.getcwd(), "env": dict(os.environ),
    "group": os.getpgrp(), "name": __name__, "input": sys.stdin.read(),
    "command": open("/proc/self/cmdline").read().replace(chr(0), " ").strip(),
}
print(json.dumps(told))
"""


class House:
    """A folder of small modules, and a fork server that has loaded one of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "it.log"
        self.modules(loaded=LOADED, tells=TELLS)
        self.server = self.serve("loaded")

    def modules(self, **texts: str) -> None:
        for name, text in texts.items():
            (self.folder / f"{name}.py").write_text(text, encoding="utf-8")

    def serve(self, preload: str) -> ForkServer:
        return ForkServer(
            program(API, "python"), preload, cwd=self.folder, env=os.environ, log=self.folder / "server.log"
        )

    def run(self, *words: str) -> ForkedProcess:
        env = {"PATH": os.environ["PATH"], "A_WORD": "for it alone"}
        return self.server.run(words, cwd=self.folder, env=env, log=self.log)

    def told(self, *words: str) -> dict[str, object]:
        before = self.log.stat().st_size if self.log.exists() else 0
        assert self.run(*words).wait(10) == 0, self.log.read_text()
        found: dict[str, object] = json.loads(self.log.read_bytes()[before:])
        return found


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.server.close()


def test_a_process_is_as_if_it_was_started_afresh(house: House) -> None:
    process = house.run("tells", "--loud", "two words")
    assert process.wait(10) == 0
    told = json.loads(house.log.read_text())
    assert told["argv"] == ["--loud", "two words"]
    assert told["cwd"] == str(house.folder)
    assert {"A_WORD": "for it alone"}.items() <= told["env"].items()
    assert "HOME" not in told["env"]
    assert told["group"] == process.pid
    assert told["name"] == "__main__"
    assert told["input"] == ""
    assert told["command"] == "python -m tells --loud two words"


def test_what_it_needs_is_loaded_once(house: House) -> None:
    assert house.told("tells")["loaded"] == house.told("tells")["loaded"]


def test_its_end_is_told_as_that_of_any_process(house: House) -> None:
    house.modules(
        three="raise SystemExit(3)",
        breaks="raise RuntimeError('the dragon ate it')",
        sleeps="import time; time.sleep(60)",
    )
    assert house.run("three").wait(10) == 3
    assert house.run("breaks").wait(10) == 1
    assert "RuntimeError: the dragon ate it" in house.log.read_text()
    sleeper = house.run("sleeps")
    assert sleeper.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        sleeper.wait(0.05)
    os.killpg(sleeper.pid, signal.SIGKILL)
    assert sleeper.wait(10) == -signal.SIGKILL
    assert sleeper.poll() == -signal.SIGKILL
    sleeper.terminate()  # nobody is hit who bears its number now


def test_what_cannot_be_loaded_is_left_to_the_processes(house: House) -> None:
    house.server.close()
    house.modules(broken="raise RuntimeError('no such world')")
    house.server = house.serve("broken")
    assert house.told("tells")["argv"] == []
    house.modules(needs="import broken")
    assert house.run("needs").wait(10) == 1
    assert "no such world" in house.log.read_text()


def test_a_command_is_run_to_its_end_with_both_its_outputs(house: House) -> None:
    house.modules(both="import sys; print('done'); sys.exit('but look')")
    done = house.server.run_to_end(["both"], cwd=house.folder, env=os.environ)
    assert (done.returncode, done.stdout, done.stderr) == (1, "done\n", "but look\n")


def test_with_the_server_all_it_forked_is_gone_and_that_is_said(house: House) -> None:
    house.modules(sleeps="import time; time.sleep(60)")
    sleeper = house.run("sleeps")
    os.kill(house.server.pid, signal.SIGKILL)
    assert eventually(lambda: not is_running(sleeper.pid))
    assert sleeper.poll() == -signal.SIGKILL
    with pytest.raises(PlayError, match=r"gone; see .*server\.log"):
        house.run("tells")


def test_closing_it_ends_what_it_forked(house: House) -> None:
    house.modules(sleeps="import time; time.sleep(60)")
    sleeper = house.run("sleeps")
    house.server.close()
    assert eventually(lambda: not is_running(sleeper.pid))


def test_several_threads_may_ask_at_once(house: House) -> None:
    house.modules(number="import sys; sys.exit(int(sys.argv[1]))")
    codes: dict[int, int] = {}

    def ask(number: int) -> None:
        codes[number] = house.run("number", str(number)).wait(20)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == {number: number for number in range(12)}
