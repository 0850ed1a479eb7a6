"""Parties when a process is killed in the middle of a change: it is there as a whole or not at all."""

import pytest

from app.models.enums import PlayMode, TurnKind, TurnStatus
from app.models.tables import CHARACTERS, ROUND_SUBMISSIONS
from tests.support.house import House
from tests.support.house_work import (
    KILLED,
    Place,
    close_rounds_and_die,
    hand_in_and_die,
    in_process,
    leave_and_die,
    settle_deadlines_and_die,
)
from tests.support.party import Gathering, accept, gather

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


@BOTH
def test_a_round_whose_last_action_is_interrupted_is_resolved_once(
    house: House, place: Place, is_before: bool
) -> None:
    gathering = in_rounds(house)
    anna, bert = gathering.players
    accept(gathering, anna, "look", "a")
    assert in_process(hand_in_and_die, place, bert.id, gathering.id, "b", is_before) == KILLED
    again = accept(gathering, bert, "wait", "b")
    house.services.advance.run(gathering.id)
    log = gathering.of(bert).log()[1:]
    assert [(turn.action, turn.status) for turn in log] == [
        ("look", TurnStatus.RESOLVED),
        ("wait", TurnStatus.RESOLVED),
    ]
    assert gathering.of(bert).turn(again).seq == 3
    assert house.rows(ROUND_SUBMISSIONS.name) == ()


@BOTH
def test_a_round_whose_time_is_up_is_closed_once_though_its_worker_is_killed(
    house: House, place: Place, is_before: bool
) -> None:
    gathering = in_rounds(house)
    accept(gathering, gathering.leader, "look", "a")
    assert in_process(close_rounds_and_die, place, is_before) == KILLED
    house.wait(minutes=1)
    house.services.deadlines.settle()
    house.services.advance.run(gathering.id)
    log = gathering.of(gathering.leader).log()
    assert [turn.seq for turn in log] == [1, 2, 3]
    assert [turn.kind for turn in log[1:]] == [TurnKind.PLAYER, TurnKind.SYSTEM]
    assert {turn.status for turn in log} == {TurnStatus.RESOLVED}
    assert [seat.missed for seat in gathering.view().seats] == [0, 1]


def in_rounds(house: House) -> Gathering:
    """Two on their way who act all at once."""
    gathering = gather(house, others=1, mode=PlayMode.ROUND, turn_deadline_s=10)
    gathering.set_out()
    return gathering
