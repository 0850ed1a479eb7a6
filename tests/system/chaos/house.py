"""The game as processes, on its own store or on the stand-in of Appwrite."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from coc_play import Stack
from system.chaos.course import Course
from system.chaos.evening import Evening, Say, spend
from system.chaos.mayhem import Mayhem, Mishap
from system.chaos.stand_in import running_stand_in
from system.conftest import without_limits

BACKENDS = ("embedded", "appwrite")


def spend_in(backend: str, folder: Path, courses: Sequence[Course], say: Say) -> Iterator[Evening]:
    """One evening after the other in one house."""
    with ExitStack() as open_things:
        environ = without_limits()
        more: Sequence[tuple[str, Mishap]] = ()
        if backend == "appwrite":
            stand_in = open_things.enter_context(running_stand_in(folder / "appwrite.log"))
            environ |= stand_in.environ
            more = stand_in.mishaps()
        stack = open_things.enter_context(Stack(folder / "data", environ=environ))
        for course in courses:
            yield spend(stack, course, Mayhem(stack, course.chance("house"), more), say)
