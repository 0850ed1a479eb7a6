"""Everything a purpose needs, one piece after the other, by one process at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from coc_setup import browser_files, environments
from coc_setup.environments import DEV_LOCK, RUN_LOCK
from repo_layout import API, TESTS, TOOLS, WEB


class Purpose(StrEnum):
    PLAY = "play"
    TESTS = "tests"


def prepare(purpose: Purpose) -> None:
    """Bring the environments in step with the lock files. Does nothing when they are. SetupError if it cannot."""
    with _alone():
        for_tests = purpose is Purpose.TESTS
        for component in (API, WEB):
            environments.keep(component, DEV_LOCK if for_tests else RUN_LOCK)
        if for_tests:
            environments.keep(TESTS, RUN_LOCK)
        browser_files.keep(with_test_tools=for_tests)


@contextmanager
def _alone() -> Iterator[None]:
    """Two set-ups of one folder must not write into each other: the second waits, then finds it all done."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "setup.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
