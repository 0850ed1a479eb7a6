"""What other processes do in a house. In a module of its own, so that a fresh process finds it by name."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.backends.ports import A, B, Change, Documents, Order, Page, Row, Where
from app.backends.system import SettableClock
from app.models.ids import SessionId, UserId
from app.services.turns import NewAction
from app.wiring.services import Services, build
from tests.support.house import house_settings
from tests.support.shipped import shipped_world
from tests.support.smtp_sink import mailer_to

_FRESH = multiprocessing.get_context("forkserver")
"""Processes that share nothing with this one, yet need neither import nor read everything anew."""
shipped_world()
_FRESH.set_forkserver_preload(["tests.support.house_work"])

KILLED = 9
"""Exit code of a process that ended itself in the middle of its work."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a process finds the house."""

    data_dir: Path
    redis_url: str

    def services(self) -> Services:
        """The house's services, opened anew."""
        return build(house_settings(self.data_dir, self.redis_url), SettableClock(), shipped_world())


class DyingDocuments:
    """Documents whose process ends, as if killed, at the commit of that number (from 1), before or after it is made."""

    def __init__(self, documents: Documents, number: int, is_before: bool) -> None:
        self._documents = documents
        self._left = number
        self._is_before = is_before

    def get(self, table: str, row_id: str) -> Row:
        return self._documents.get(table, row_id)

    def both(self, first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
        return self._documents.both(first, second)

    def find(self, table: str, row_id: str) -> Row | None:
        return self._documents.find(table, row_id)

    def list(
        self,
        table: str,
        where: Sequence[Where] = (),
        order: Sequence[Order] = (),
        limit: int = 25,
        cursor: str | None = None,
    ) -> Page:
        return self._documents.list(table, where, order, limit, cursor)

    def commit(self, changes: Sequence[Change]) -> None:
        self._left -= 1
        if self._left == 0 and self._is_before:
            os._exit(KILLED)
        self._documents.commit(changes)
        if self._left == 0:
            os._exit(KILLED)


def accept_many(place: Place, user_id: UserId, session_id: SessionId, actions: Sequence[str]) -> list[int]:
    """Hands actions in one after the other, each by its id; the seqs they got."""
    turns = place.services().turns
    return [turns.accept(user_id, session_id, NewAction("look around", one)).seq for one in actions]


def advance(place: Place, session_id: SessionId) -> list[int]:
    """Resolves what is accepted; the seqs resolved here."""
    return [turn.seq for turn in place.services().advance.run(session_id)]


def advance_and_die(place: Place, session_id: SessionId, number: int, is_before: bool) -> None:
    """Resolves, and is killed at a commit."""
    service = place.services().advance
    service._documents = DyingDocuments(service._documents, number, is_before)
    service.run(session_id)


def tell_and_die(place: Place, turn_id: Any, number: int, is_before: bool) -> None:
    """Tells a turn, and is killed at a commit."""
    service = place.services().narration
    service._documents = DyingDocuments(service._documents, number, is_before)
    service.tell(turn_id)


def in_process(function: Callable[..., None], *args: object) -> int:
    """Runs the function in a fresh process; its exit code."""
    process = _FRESH.Process(target=function, args=args)
    process.start()
    process.join(60)
    code = process.exitcode
    assert code is not None, "the process hangs"
    return code


def in_processes(count: int, function: Callable[..., Any], *args: Sequence[Any]) -> list[Any]:
    """Runs the function once for each set of arguments, `count` at a time; their results in order."""
    with ProcessPoolExecutor(count, mp_context=_FRESH) as pool:
        futures = [pool.submit(function, *one) for one in args]
        return [future.result(timeout=120) for future in futures]


def settle_deadlines_and_die(place: Place, number: int, is_before: bool) -> None:
    """Settles what is due in a minute, and is killed at a commit."""
    services = place.services()
    clock = services.ports.clock
    assert isinstance(clock, SettableClock)
    clock.advance(timedelta(minutes=1))
    services.advance._documents = DyingDocuments(services.advance._documents, number, is_before)
    services.deadlines.settle()


def mail_and_die(place: Place, smtp_port: int, number: int, is_before: bool) -> None:
    """Mails those who are waited for eleven minutes later, and is killed at a commit."""
    services = place.services()
    clock = services.ports.clock
    assert isinstance(clock, SettableClock)
    clock.advance(timedelta(minutes=11))
    services.turn_mails._mailer = mailer_to(smtp_port)
    services.turn_mails._documents = DyingDocuments(services.turn_mails._documents, number, is_before)
    services.turn_mails.send()


def leave_and_die(place: Place, user_id: UserId, session_id: SessionId, number: int, is_before: bool) -> None:
    """Leaves a party, and is killed at a commit."""
    services = place.services()
    services.advance._documents = DyingDocuments(services.advance._documents, number, is_before)
    services.parties.leave(user_id, session_id)


def hand_in_and_die(
    place: Place, user_id: UserId, session_id: SessionId, action_id: str, is_before: bool
) -> None:
    """Hands an action in for a round, and is killed at that commit."""
    services = place.services()
    services.rounds._documents = DyingDocuments(services.rounds._documents, 1, is_before)
    services.turns.accept(user_id, session_id, NewAction("wait", action_id))


def close_rounds_and_die(place: Place, is_before: bool) -> None:
    """Closes what is due in a minute, and is killed at that commit."""
    services = place.services()
    clock = services.ports.clock
    assert isinstance(clock, SettableClock)
    clock.advance(timedelta(minutes=1))
    services.rounds._documents = DyingDocuments(services.rounds._documents, 1, is_before)
    services.deadlines.settle()
