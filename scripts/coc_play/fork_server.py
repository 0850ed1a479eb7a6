"""Run by path: `fork_server.py MODULE` imports the module once, then forks the processes that need what it brought.

It obeys lines of JSON on its input and answers each by one on its output, until the input closes:
`{"words", "cwd", "env", "log", "complaints"}` by the pid of a new process, in a group of its own, that does what
`python -m WORDS` does; `{"pid"}` by that process's exit code: null while it runs, minus the signal that ended it.
Linux only: elsewhere a fork without exec is not safe.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import runpy
import signal
import sys
import time
import traceback
from typing import Any

from setproctitle import getproctitle, setproctitle

PR_SET_PDEATHSIG = 1
REQUESTS, ANSWERS, COMPLAINTS = 0, 1, 2
LIBC = ctypes.CDLL(None)


def main() -> None:
    """Serve; in a forked process, run what was asked for."""
    sys.path[0] = os.getcwd()  # noqa: PTH109  # this file's own folder must not be found from there
    getproctitle()  # finds where the title stands, by the environment as it is now
    preload(sys.argv[1])
    server = os.getpid()
    job = serve()
    if job is not None:
        become(job, server)


def preload(module: str) -> None:
    """A module that cannot be loaded is told, and left for the processes to fail with."""
    gc.disable()  # what is loaded stays
    try:
        importlib.import_module(module)
    except Exception:  # noqa: BLE001  # whatever is wrong will be said by a process that has a name
        traceback.print_exc()
    gc.collect()
    gc.freeze()  # what never moves is shared for good
    gc.enable()


def serve() -> dict[str, Any] | None:
    """Answers until the input closes: None then. In each forked process it returns that one's job."""
    ended: dict[int, int] = {}
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if "pid" in request:
            answer(exit_code(request["pid"], ended))
            continue
        pid = os.fork()
        if pid == 0:
            return dict(request)
        ended.pop(pid, None)
    return None


def answer(value: int | None) -> None:
    """One line, past every buffer: a forked process must not inherit what was not written."""
    os.write(ANSWERS, f"{json.dumps(value)}\n".encode())


def exit_code(pid: int, ended: dict[int, int]) -> int | None:
    """Of a process that was forked here, also when asked again."""
    if pid not in ended:
        with contextlib.suppress(ChildProcessError):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found == 0:
                return None
            ended[pid] = os.waitstatus_to_exitcode(status)
    return ended.get(pid, 1)


def become(job: dict[str, Any], server: int) -> None:
    """Run the job like a process that was started afresh, bound to end with the server. Answers once it has a group."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != server:  # it died before the kernel knew of our wish
        sys.exit(1)
    os.setsid()
    answer(os.getpid())
    put(os.devnull, REQUESTS, os.O_RDONLY)
    put(job["log"], ANSWERS, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    put(job["complaints"], COMPLAINTS, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.chdir(job["cwd"])
    os.environ.clear()
    os.environ.update(job["env"])
    time.tzset()
    sys.path[0] = job["cwd"]
    sys.argv = job["words"]
    setproctitle(" ".join(("python -m", *sys.argv)))  # what somebody who lists the processes looks for
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def put(path: str, number: int, flags: int) -> None:
    """Open a file in the place of one that is open."""
    opened = os.open(path, flags, 0o666)
    os.dup2(opened, number)
    os.close(opened)


if __name__ == "__main__":
    main()
