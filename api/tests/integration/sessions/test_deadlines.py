"""Turns have their time: whoever is away does not hold up the others, and loses nothing else by it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.models.enums import Fallback, SessionStatus, TurnStatus
from app.models.errors import SessionNotActive
from app.models.events import TurnMissed
from app.models.tables import GAME_SESSIONS
from app.services.turn_time import allowance
from tests.support.house import House, Player
from tests.support.party import Gathering, accept, gather

DEADLINE_S = 40


def setting_out(house: House, others: int = 1) -> Gathering:
    gathering = gather(house, others=others, turn_deadline_s=DEADLINE_S)
    gathering.set_out()
    return gathering


def current(gathering: Gathering) -> Player:
    view = gathering.house.services.sessions.view(gathering.leader.id, gathering.id)
    return next(one for one in gathering.players if one.character_id == view.current_actor_id)


def left_s(gathering: Gathering) -> float | None:
    """Seconds until the turn is up."""
    view = gathering.house.services.sessions.view(gathering.leader.id, gathering.id)
    if view.deadline_at is None:
        return None
    return (view.deadline_at - gathering.house.clock.now()).total_seconds()


def test_the_turn_of_who_is_away_passes_when_its_time_is_up(house: House) -> None:
    gathering = setting_out(house)
    first, second = gathering.players
    assert current(gathering) is first
    assert left_s(gathering) == DEADLINE_S * 1.25
    house.wait(seconds=DEADLINE_S * 1.25 - 1)
    assert house.services.deadlines.settle() == 0
    house.wait(seconds=1)
    assert house.services.deadlines.settle() == 1
    assert house.services.deadlines.settle() == 0
    assert current(gathering) is second
    assert isinstance(gathering.of(first).log()[-1].events[0], TurnMissed)
    assert [seat.missed for seat in gathering.view().seats] == [1, 0]
    assert gathering.play(second, "wait").status is TurnStatus.RESOLVED
    assert left_s(gathering) == DEADLINE_S


def test_who_is_often_away_is_waited_for_less_until_back(house: House) -> None:
    assert [allowance(40, missed).total_seconds() for missed in range(5)] == [50, 40, 20, 10, 10]
    assert allowance(3600, 0).total_seconds() == 3660
    assert allowance(10, 9).total_seconds() == 5
    gathering = setting_out(house)
    first, second = gathering.players
    for expected in (50, 40, 20, 10):
        assert left_s(gathering) == expected
        house.wait(seconds=expected)
        assert house.services.deadlines.settle() == 1
        gathering.play(second, "wait")
    gathering.play(first, "look")
    assert [seat.missed for seat in gathering.view().seats] == [0, 0]
    assert left_s(gathering) == 10, "looking starts no new turn"
    gathering.play(first, "wait")
    gathering.play(second, "wait")
    assert left_s(gathering) == 50


def test_when_all_are_away_the_party_sleeps_until_somebody_is_back(house: House) -> None:
    gathering = setting_out(house)
    for _ in range(5):
        house.wait(hours=1)
        house.services.deadlines.settle()
    assert len(gathering.of(gathering.leader).log()) == 3
    assert left_s(gathering) is None
    gathering.play(gathering.players[1], "look")
    assert left_s(gathering) == DEADLINE_S


def test_a_paused_party_stays_paused_though_its_turns_are_settled(house: House) -> None:
    gathering = setting_out(house)
    house.wait(minutes=31)
    house.services.sweeper.sweep()
    assert house.services.deadlines.settle() == 1
    assert house.row(GAME_SESSIONS.name, gathering.id).data["status"] == SessionStatus.TIMEOUT


def test_alone_or_without_a_deadline_nobody_is_hurried(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    assert left_s(gathering) is None
    hurried = setting_out(house)
    hurried.parties.leave(hurried.players[1].id, hurried.id)
    assert left_s(hurried) is None
    house.wait(days=1)
    assert house.services.deadlines.settle() == 0


@pytest.mark.parametrize("fallback", list(Fallback))
def test_in_a_fight_the_character_does_what_its_player_chose(house: House, fallback: Fallback) -> None:
    gathering = setting_out(house)
    for player in gathering.players:
        gathering.parties.set_fallback(player.id, gathering.id, fallback)
    gathering.act_at_turn("go out")
    gathering.act_at_turn("attack the wicklings")
    away = current(gathering)
    house.wait(seconds=DEADLINE_S * 2)
    assert house.services.deadlines.settle() == 1
    events = gathering.of(away).log()[-1].events
    assert isinstance(events[0], TurnMissed)
    used = [
        one.ability_id
        for one in events
        if one.kind == "ability_used" and str(one.combatant_id) == away.character_id
    ]
    if fallback is Fallback.HOLD:
        assert used == []
    else:
        assert len(used) == 1
        guards = fallback in (Fallback.DEFEND, Fallback.PROXY)  # nobody has played for it in time
        assert (used[0] == "defend") == guards or fallback is Fallback.FOLLOW


def test_what_was_accepted_in_time_counts(house: House) -> None:
    gathering = setting_out(house)
    accept(gathering, gathering.leader, "wait", "in-time")
    house.wait(minutes=2)
    assert house.services.deadlines.settle() == 0
    log = gathering.of(gathering.leader).log()
    assert [turn.action for turn in log] == ["", "wait"]


def test_the_deadline_against_the_action(house: House) -> None:
    """Whichever comes first, the turn is one turn."""
    gathering = setting_out(house)
    house.wait(minutes=2)
    start = Barrier(3)

    def settle() -> int:
        start.wait()
        return house.services.deadlines.settle()

    def act() -> None:
        start.wait()
        accept(gathering, gathering.leader, "wait", "late")
        house.services.advance.run(gathering.id)

    with ThreadPoolExecutor(3) as pool:
        settled = [pool.submit(settle), pool.submit(settle)]
        pool.submit(act).result()
        missed = sum(one.result() for one in settled)
    house.services.advance.run(gathering.id)
    log = gathering.of(gathering.leader).log()
    waited = [turn for turn in log if turn.action == "wait"]
    assert len(waited) == 1
    assert missed == (0 if waited[0].status is TurnStatus.RESOLVED else 1)
    assert current(gathering) is gathering.players[1]


def test_who_is_away_and_leaves_the_table_cannot_choose_any_more(house: House) -> None:
    gathering = setting_out(house)
    first, second = gathering.players
    gathering.parties.leave(second.id, gathering.id)
    gathering.parties.leave(first.id, gathering.id)
    with pytest.raises(SessionNotActive):
        gathering.parties.set_fallback(first.id, gathering.id, Fallback.HOLD)
