"""Time and ids."""

import os
import threading
from datetime import UTC, datetime, timedelta

from app.backends.checks import is_row_id
from app.backends.system import SettableClock, SystemClock


def test_ids_are_ulids_that_any_table_takes() -> None:
    new_id = SystemClock().new_id()
    assert len(new_id) == 26
    assert set(new_id) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert is_row_id(new_id)


def test_an_id_begins_with_its_time() -> None:
    clock = SettableClock(datetime(1970, 1, 1, tzinfo=UTC))
    assert clock.new_id()[:10] == "0000000000"
    clock.set(datetime(2016, 7, 30, 23, 54, 10, 259000, tzinfo=UTC))
    assert clock.new_id()[:10] == "01ARZ3NDEK"


def test_ids_increase_even_if_the_clock_goes_back() -> None:
    clock, ids = SettableClock(), []
    for step in (0, 0, 5, -172_800, 0, 0, 1):
        clock.advance(timedelta(seconds=step))
        ids += [clock.new_id() for _ in range(100)]
    assert ids == sorted(set(ids))


def test_threads_get_different_ids() -> None:
    clock = SystemClock()
    ids: list[str] = []

    def take() -> None:
        ids.extend(clock.new_id() for _ in range(500))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 4000


def test_a_forked_child_gets_other_ids_even_at_the_same_moment() -> None:
    clock = SettableClock()
    clock.new_id()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, clock.new_id().encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 26).decode() != clock.new_id()
    os.close(reader)
    os.close(writer)


def test_the_time_is_in_utc() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)
