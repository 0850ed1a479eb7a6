"""`make play`: prepare what is missing, start the game, show its logs, stop it all at Ctrl-C."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

from coc_play import logs
from coc_play.browser import open_page
from coc_play.errors import PlayError
from coc_play.ports import Ports
from coc_play.stack import Stack
from coc_setup import Purpose, SetupError, prepare
from repo_layout import ROOT

LOOK_EVERY_S = 0.2
USUAL_DATA_DIR = "data"
NOT_SHOWN = {"valkey"}  # it speaks of its kernel's settings; its log file has that for whoever looks
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopWanted(BaseException):
    """Somebody asked the game to stop. Not an Exception, so that nothing on the way swallows it."""


def main() -> int:
    """Run until stopped. Exit codes: 0 stopped as asked, 1 could not start or a process died."""
    _let_stop_signals(_want_stop)
    try:
        prepare(Purpose.PLAY)
        os.umask(0o077)  # what a game writes is its host's alone
        _play(_stack_for(os.environ))
    except StopWanted:
        _say("stopped")
    except (PlayError, SetupError, OSError) as error:  # an OSError here is a full disk, a lost right
        print(f"\n{error}", file=sys.stderr, flush=True)
        return 1
    return 0


def _stack_for(environ: Mapping[str, str]) -> Stack:
    data_dir = Path(environ.get("COC_DATA_DIR") or ROOT / USUAL_DATA_DIR)
    return Stack(data_dir, Ports.from_environ(environ), lan=_is_on(environ, "LAN"), report=_say_ready)


def _play(stack: Stack) -> None:
    _say(f"starting Code of Conquest (data and logs in {stack.data_dir})")
    try:
        stack.start()
        _welcome(stack)
        _show_logs(stack)
    finally:
        _let_stop_signals(_leave_at_once)
        stack.stop(lambda name, seconds: _say(f"  {name:<{logs.NAME_WIDTH}} stopped {seconds:6.1f} s"))


def _welcome(stack: Stack) -> None:
    page = f"http://localhost:{stack.ports.web}"
    _say(f"ready: {page}")
    if stack.addresses.public_web != page:
        _say(f"for friends: {stack.addresses.public_web}")
    _say("stop with Ctrl-C")
    open_page(page, os.environ)


def _show_logs(stack: Stack) -> None:
    """Print what the processes log until one of them dies."""
    followers = {name: each for name, each in stack.processes.followers().items() if name not in NOT_SHOWN}
    while True:
        for name, follower in followers.items():
            for line in filter(logs.is_loud, follower.new_lines()):
                _say(logs.tell(name, line))
        stack.processes.raise_if_dead()
        time.sleep(LOOK_EVERY_S)


def _say_ready(name: str, seconds: float) -> None:
    _say(f"  {name:<{logs.NAME_WIDTH}} ready {seconds:8.1f} s")


def _say(line: str) -> None:
    # A terminal that was closed must not keep the processes from being stopped.
    with contextlib.suppress(OSError):
        print(line, flush=True)


def _is_on(environ: Mapping[str, str], variable: str) -> bool:
    return environ.get(variable, "").strip().lower() in ("1", "true", "yes", "on")


def _let_stop_signals(do: Callable[[int, FrameType | None], None]) -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, do)


def _want_stop(_number: int, _frame: FrameType | None) -> None:
    raise StopWanted


def _leave_at_once(_number: int, _frame: FrameType | None) -> None:
    """The second request: leave without waiting; the watchdog ends what still runs."""
    os._exit(1)
