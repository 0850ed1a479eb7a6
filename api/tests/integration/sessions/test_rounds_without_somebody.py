"""Rounds whose time runs out, and rounds while people come and go."""

import pytest

from app.models.enums import SessionStatus, TurnKind, TurnStatus
from app.models.errors import TakenBack
from app.models.events import TurnMissed
from app.models.tables import ROUND_SUBMISSIONS
from tests.support.house import House
from tests.support.party import accept
from tests.support.round_play import DEADLINE_S, advance, left_s, seen, setting_out, told


def test_when_the_time_is_up_the_absent_miss_the_round(house: House) -> None:
    gathering = setting_out(house, others=2, turn_deadline_s=DEADLINE_S)
    anna, bert, cora = gathering.players
    assert left_s(gathering) == DEADLINE_S * 1.25
    accept(gathering, cora, "wait", "c")
    house.wait(seconds=DEADLINE_S * 1.25 - 1)
    assert house.services.deadlines.settle() == 0
    house.wait(seconds=1)
    assert house.services.deadlines.settle() == 1
    assert house.services.deadlines.settle() == 0
    kinds = [(turn.character_id, turn.kind, turn.status) for turn in told(gathering)]
    assert kinds == [
        (anna.character_id, TurnKind.SYSTEM, TurnStatus.RESOLVED),
        (bert.character_id, TurnKind.SYSTEM, TurnStatus.RESOLVED),
        (cora.character_id, TurnKind.PLAYER, TurnStatus.RESOLVED),
    ]
    assert isinstance(told(gathering)[0].events[0], TurnMissed)
    assert [seat.missed for seat in gathering.view().seats] == [1, 1, 0]


def test_the_long_absent_are_waited_for_no_longer_than_their_time(house: House) -> None:
    gathering = setting_out(house, turn_deadline_s=DEADLINE_S)
    anna, bert = gathering.players
    for number, expected in enumerate((50, 40, 20, 10)):
        accept(gathering, anna, "wait", f"a{number}")
        assert left_s(gathering) == expected
        house.wait(seconds=expected)
        assert house.services.deadlines.settle() == 1
        assert left_s(gathering) == DEADLINE_S * 1.25, "who is there has all the time"
    accept(gathering, bert, "wait", "b")
    assert left_s(gathering) == DEADLINE_S * 1.25


def test_when_all_are_away_the_party_sleeps_and_wakes_with_the_first(house: House) -> None:
    gathering = setting_out(house, turn_deadline_s=DEADLINE_S)
    anna, bert = gathering.players
    for _ in range(4):
        house.wait(hours=1)
        house.services.deadlines.settle()
    assert len(told(gathering)) == 2
    assert left_s(gathering) is None
    house.wait(days=3)
    house.services.sweeper.sweep()
    assert seen(gathering, anna).status is SessionStatus.TIMEOUT
    accept(gathering, bert, "wait", "b")
    assert seen(gathering, anna).status is SessionStatus.ACTIVE
    assert left_s(gathering) == DEADLINE_S, "the others get their time from now on"
    house.wait(seconds=DEADLINE_S)
    assert house.services.deadlines.settle() == 1
    assert [seat.missed for seat in gathering.view().seats] == [2, 0]


def test_who_comes_in_the_middle_of_a_round_is_waited_for(house: House) -> None:
    gathering = setting_out(house)
    anna, bert = gathering.players
    accept(gathering, anna, "wait", "a")
    cora = gathering.come()
    accept(gathering, bert, "wait", "b")
    assert seen(gathering, cora).round.waiting_for == (cora.character_id,)  # type: ignore[union-attr]  # running
    accept(gathering, cora, "wait", "c")
    advance(gathering)
    assert [turn.action for turn in told(gathering)][1:] == ["wait"] * 3


@pytest.mark.parametrize("is_sent_away", [False, True])
def test_who_goes_is_waited_for_no_more_and_what_it_handed_in_goes_along(
    house: House, is_sent_away: bool
) -> None:
    gathering = setting_out(house, others=2)
    anna, bert, cora = gathering.players
    accept(gathering, anna, "wait", "a")
    accept(gathering, cora, "wait", "c")
    house.services.parties.leave(cora.id, gathering.id)
    assert [row.data["character_id"] for row in house.rows(ROUND_SUBMISSIONS.name)] == [anna.character_id]
    if is_sent_away:
        house.services.parties.send_away(anna.id, gathering.id, bert.character_id)
    else:
        house.services.parties.leave(bert.id, gathering.id)
    assert house.services.deadlines.settle() == 1, "nobody is waited for any more"
    assert [turn.action for turn in told(gathering)] == ["", "", "wait"]
    accept(gathering, anna, "look", "a2")
    advance(gathering)
    assert told(gathering)[-1].action == "look", "alone a round is over at once"


def test_who_left_and_came_back_is_asked_anew(house: House) -> None:
    gathering = setting_out(house, others=2)
    anna, bert, cora = gathering.players
    accept(gathering, bert, "wait", "b")
    house.services.parties.leave(bert.id, gathering.id)
    house.services.parties.join(bert.id, bert.character_id, gathering.code, None)
    assert bert.character_id not in seen(gathering, anna).round.submitted  # type: ignore[union-attr]  # running
    for player in (anna, bert, cora):
        accept(gathering, player, "wait", f"again-{player.id}")
    advance(gathering)
    assert len(told(gathering)) == 5


def test_a_round_of_ten_absentees_fits_into_one_commit(house: House) -> None:
    gathering = setting_out(house, others=9, turn_deadline_s=DEADLINE_S)
    for player in gathering.players[:9]:
        accept(gathering, player, "wait", player.id)
    house.wait(seconds=DEADLINE_S * 2)
    assert house.services.deadlines.settle() == 1
    assert len(told(gathering)) == 10


def test_what_was_taken_back_and_not_made_good_stays_so_in_the_next_round(house: House) -> None:
    gathering = setting_out(house, turn_deadline_s=DEADLINE_S)
    anna, bert = gathering.players
    accept(gathering, anna, "look", "a1")
    house.services.rounds.withdraw(anna.id, gathering.id)
    accept(gathering, bert, "wait", "b1")
    house.wait(seconds=DEADLINE_S * 2)
    assert house.services.deadlines.settle() == 1
    with pytest.raises(TakenBack):
        accept(gathering, anna, "look", "a1")
    for player in gathering.players:
        accept(gathering, player, "wait", f"next-{player.id}")
    assert house.rows(ROUND_SUBMISSIONS.name) == (), "nothing is remembered for longer"
