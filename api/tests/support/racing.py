"""Functions that several processes run at once. They stand in a module of their own, so that a fresh process finds
them by name."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.backends.ports import Add, Create, Update
from app.models.errors import Conflict, InvalidToken, LimitReached
from app.models.ids import UserId
from tests.support.backends import BACKENDS, Backend
from tests.support.rows import row_of

T = TypeVar("T")

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["app.backends.appwrite", "app.backends.embedded", "app.wiring.services"])

PROCESSES = 4
LINE_UP_S = 0.1
"""Every process has opened the backend by then, so that all start together."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a process finds the backend that the others use."""

    backend: str
    folder: Path
    redis_url: str

    def open(self) -> Backend:
        return BACKENDS[self.backend](self.folder, self.redis_url)


class Racers:
    """Fresh processes, started once and used for many races."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def race(self, place: Place, function: Callable[..., T], *args: object) -> list[T]:
        """Runs `function(backend, number of the racer, *args)` in every process at once; the results in no order."""
        start_at = time.time() + LINE_UP_S
        futures = [
            self._pool.submit(_run, place, start_at, function, number, *args) for number in range(PROCESSES)
        ]
        return [future.result(timeout=60) for future in futures]


@contextmanager
def racing_processes() -> Iterator[Racers]:
    with ProcessPoolExecutor(PROCESSES, mp_context=FORKED) as pool:
        yield Racers(pool)


def _run(place: Place, start_at: float, function: Callable[..., T], number: int, *args: object) -> T:
    backend = place.open()
    time.sleep(max(start_at - time.time(), 0))
    try:
        return function(backend, number, *args)
    finally:
        backend.close()


def open_only(backend: Backend, number: int) -> None:
    """Opening is all."""


def raise_level(backend: Backend, number: int, row_id: str, times: int) -> int:
    """Raises the level by one `times` times, by compare-and-set; returns how often somebody else was faster."""
    conflicts = done = 0
    while done < times:
        row = backend.documents.get("characters", row_id)
        level = row.data["level"]
        assert isinstance(level, int)
        try:
            backend.documents.commit([Update("characters", row_id, {"level": level + 1}, row.version)])
            done += 1
        except Conflict:
            conflicts += 1
    return conflicts


def spend(backend: Backend, number: int, row_id: str, times: int) -> int:
    """Tries to spend one coin `times` times; returns how often there was one."""
    spent = 0
    for _ in range(times):
        try:
            backend.documents.commit([Add("characters", row_id, "gold", -1, at_least=0)])
            spent += 1
        except LimitReached:
            continue
    return spent


def take_names(backend: Backend, number: int, names: list[str]) -> list[str]:
    """The names that this process was the first to take."""
    taken = []
    for index, name in enumerate(names):
        data = row_of("characters", name_key=name, slot=f"{number}:{index}")
        try:
            backend.documents.commit([Create("characters", f"racer{number}.{index}", data)])
            taken.append(name)
        except Conflict:
            continue
    return taken


def buy(backend: Backend, number: int, buyer: str, seller: str, listings: int) -> int:
    """Tries to buy every listing for one coin; returns how many it got. A sale is its row and both sides' gold."""
    bought = 0
    for listing in range(listings):
        try:
            backend.documents.commit(
                [
                    Create("transactions", f"sale_{listing}", row_of("transactions")),
                    Add("characters", buyer, "gold", -1, at_least=0),
                    Add("characters", seller, "gold", 1),
                ]
            )
            bought += 1
        except (Conflict, LimitReached):
            continue
    return bought


def register(backend: Backend, number: int, email: str) -> str | None:
    """The id of the user made, or None if the address was taken at that moment."""
    try:
        return backend.accounts.create(email, "correct horse battery", f"Racer {number}").id
    except Conflict:
        return None


def reset(backend: Backend, number: int, user_id: UserId, secret: str) -> bool:
    """Whether the link still worked for this process."""
    try:
        backend.recovery.reset_password(user_id, secret, f"a new password {number}")
    except InvalidToken:
        return False
    return True
