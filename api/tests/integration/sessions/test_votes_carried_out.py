"""What a party agreed on: done by a turn of its own, or not at all."""

import pytest

from app.models.enums import TurnKind, VoteKind, VoteStatus
from app.models.errors import (
    GameError,
    InCombat,
)
from tests.support.house import House
from tests.support.voting import ask, in_a_fight, place, say, setting_out


def test_the_party_rests_and_is_told_of_it_as_of_anybodys_rest(house: House) -> None:
    gathering = setting_out(house, others=1)
    first, second = gathering.players
    vote = ask(gathering, second, VoteKind.REST, ())
    assert [one.label for one in vote.choices] == ["Yes, sleep", "No"]
    before = gathering.of(first).state.minutes
    say(gathering, first, vote)
    assert gathering.of(first).state.minutes == before + 480
    turn = gathering.of(first).log()[-1]
    assert {event.kind for event in turn.events} >= {"action_understood", "rested", "time_passed"}
    with pytest.raises(GameError) as caught:
        ask(gathering, second, VoteKind.REST, ("short",))
    assert caught.value.code == "not_tired"


def test_the_party_takes_back_what_one_of_them_did(house: House) -> None:
    gathering = setting_out(house, others=1)
    first, second = gathering.players
    before = gathering.of(first).state
    gathering.play(first, "go out")
    view = house.services.sessions.view(second.id, gathering.id)
    assert view.can_undo
    vote = ask(gathering, second, VoteKind.UNDO, ())
    passed = say(gathering, first, vote)
    assert passed.status is VoteStatus.PASSED
    state, log = gathering.of(first).state, gathering.of(first).log()
    assert (state.location_id, state.current_turn) == (before.location_id, before.current_turn)
    assert [(turn.kind, turn.is_undone) for turn in log[1:]] == [
        (TurnKind.PLAYER, True),
        (TurnKind.UNDO, False),
    ]


def test_what_the_party_agreed_on_can_be_taken_back_as_well(house: House) -> None:
    gathering = setting_out(house, others=1)
    first, second = gathering.players
    before = place(gathering)
    say(gathering, second, ask(gathering, first))
    say(gathering, second, ask(gathering, first, VoteKind.UNDO, ()))
    assert place(gathering) == before
    assert [turn.is_undone for turn in gathering.of(first).log()] == [False, True, False]


def test_who_is_at_the_move_again_after_an_undo_has_time_again(house: House) -> None:
    gathering = setting_out(house, others=1, turn_deadline_s=100)
    first, second = gathering.players
    gathering.play(first, "wait")
    house.wait(seconds=90)
    say(gathering, second, ask(gathering, first, VoteKind.UNDO, ()))
    view = house.services.sessions.view(first.id, gathering.id)
    assert view.current_actor_id == first.character_id
    assert view.deadline_at is not None
    assert (view.deadline_at - house.clock.now()).total_seconds() == 125


def test_an_undo_in_a_fight(house: House) -> None:
    gathering = setting_out(house, others=1)
    in_a_fight(gathering)
    first, second = gathering.players
    before = gathering.of(first).state
    gathering.act_at_turn("defend")
    with pytest.raises(InCombat):
        ask(gathering, first)
    with pytest.raises(InCombat):
        ask(gathering, first, VoteKind.REST, ())
    say(gathering, second, ask(gathering, first, VoteKind.UNDO, ()))
    assert gathering.of(first).state.combat == before.combat


def test_a_fight_that_begins_meanwhile_makes_it_fail_with_the_rules_code(house: House) -> None:
    gathering = setting_out(house)
    gathering.act_at_turn("go out")
    first, second, third = gathering.players
    vote = ask(gathering, first, options=("in",))
    gathering.act_at_turn("attack the wicklings")
    failed = say(gathering, second, vote)
    assert (failed.status, failed.code, failed.outcome) == (VoteStatus.FAILED, "in_combat", None)
    assert failed.message
    assert gathering.of(third).log()[-1].action == "attack the wicklings"
    assert house.services.sessions.view(first.id, gathering.id).votes == ()


def test_what_was_asked_is_done_or_nothing(house: House) -> None:
    """Neither another turn is taken back, nor another place left."""
    gathering = setting_out(house)
    first, second, _ = gathering.players
    gathering.play(first, "wait")
    vote = ask(gathering, first, VoteKind.UNDO, ())
    gathering.play(second, "wait")
    assert say(gathering, second, vote).code == "stale"
    away = ask(gathering, first)
    gathering.act_at_turn("go out")
    assert say(gathering, second, away).code == "stale"
