"""Parties when a process is killed in the middle of a change: it is there as a whole or not at all."""

import pytest

from app.models.tables import CHARACTERS
from tests.support.house import House
from tests.support.house_work import (
    KILLED,
    Place,
    in_process,
    leave_and_die,
    settle_deadlines_and_die,
)
from tests.support.party import gather

BOTH = pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])


@pytest.fixture
def place(house: House, redis_url: str) -> Place:
    """Where other processes find this test's house."""
    return Place(house.settings.data_dir, redis_url)


@BOTH
def test_leaving_that_is_interrupted(house: House, place: Place, is_before: bool) -> None:
    gathering = gather(house, others=2)
    gathering.set_out()
    gone = gathering.players[1]
    assert in_process(leave_and_die, place, gone.id, gathering.id, 1, is_before) == KILLED
    state = gathering.of(gathering.leader).state
    held = house.row(CHARACTERS.name, gone.character_id).data["session_id"]
    assert (gone.character_id in state.characters) == is_before == (held == gathering.id)
    if is_before:
        gathering.parties.leave(gone.id, gathering.id)
    assert len(gathering.view().seats) == 2
    assert gathering.play(gathering.leader, "wait").seq == 3


@BOTH
def test_a_deadline_whose_worker_is_killed_is_settled_once(
    house: House, place: Place, is_before: bool
) -> None:
    gathering = gather(house, others=1, turn_deadline_s=10)
    gathering.set_out()
    assert in_process(settle_deadlines_and_die, place, 1, is_before) == KILLED
    house.wait(minutes=1)
    assert house.services.deadlines.settle() == int(is_before)
    log = gathering.of(gathering.leader).log()
    assert [turn.seq for turn in log] == [1, 2]
    assert [seat.missed for seat in gathering.view().seats] == [1, 0]
