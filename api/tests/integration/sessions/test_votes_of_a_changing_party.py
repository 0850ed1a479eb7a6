"""Votes while people come, leave and fall asleep."""

import pytest

from app.models.enums import SessionStatus, VoteKind, VoteStatus
from app.models.errors import (
    NotFound,
    SessionNotActive,
)
from app.models.tables import GAME_SESSIONS, VOTES
from tests.support.house import House
from tests.support.voting import ask, latest, latest_of, say, setting_out, settle


def test_who_comes_may_vote_and_a_ballot_goes_with_who_leaves(house: House) -> None:
    gathering = setting_out(house)
    first, second, third = gathering.players
    vote = ask(gathering, first, VoteKind.REST, ())
    say(gathering, third, vote, "no")
    late = gathering.come()
    row = house.row(GAME_SESSIONS.name, gathering.id)
    assert late.id in row.readers
    gathering.parties.send_away(first.id, gathering.id, third.character_id)
    (seen,) = house.services.sessions.view(first.id, gathering.id).votes
    assert [(one.character_id, one.choice) for one in seen.voters] == [
        (first.character_id, "yes"),
        (second.character_id, None),
        (late.character_id, None),
    ]
    assert third.id not in house.row(GAME_SESSIONS.name, gathering.id).readers
    with pytest.raises(NotFound):
        say(gathering, third, vote)
    assert say(gathering, late, vote).status is VoteStatus.PASSED
    assert house.row(VOTES.name, vote.id).readers == (first.id, second.id, late.id)


def test_a_leaving_that_decides_it_is_found_by_the_job(house: House) -> None:
    gathering = setting_out(house)
    first, second, third = gathering.players
    vote = ask(gathering, second, VoteKind.REST, ())
    gathering.parties.leave(first.id, gathering.id)
    assert settle(gathering) == 0
    say(gathering, second, vote, "no")
    assert latest_of(gathering, third).status is VoteStatus.FAILED
    ask(gathering, second, VoteKind.REST, ())
    gathering.parties.leave(third.id, gathering.id)
    assert settle(gathering) == 1
    assert latest_of(gathering, second).status is VoteStatus.PASSED


def test_who_asked_and_left_does_not_lead_what_the_others_agree_on(house: House) -> None:
    gathering = setting_out(house)
    first, second, third = gathering.players
    vote = ask(gathering, third, VoteKind.REST, ())
    gathering.parties.leave(third.id, gathering.id)
    say(gathering, first, vote)
    assert say(gathering, second, vote).status is VoteStatus.PASSED
    assert gathering.of(first).log()[-1].character_id == first.character_id


def test_the_end_of_the_adventure_ends_the_vote(house: House) -> None:
    gathering = setting_out(house)
    vote = ask(gathering, gathering.leader)
    house.services.sessions.end(gathering.leader.id, gathering.id, "end")
    ended = latest(gathering)
    assert (ended.id, ended.status, ended.code) == (vote.id, VoteStatus.FAILED, "session_not_active")
    row = house.row(GAME_SESSIONS.name, gathering.id)
    assert (row.data["vote"], row.data["vote_due_at"]) == (None, None)
    with pytest.raises(SessionNotActive):
        ask(gathering, gathering.leader)


def test_to_vote_wakes_a_paused_party(house: House) -> None:
    gathering = setting_out(house)
    house.wait(minutes=31)
    house.services.sweeper.sweep()
    assert house.row(GAME_SESSIONS.name, gathering.id).data["status"] == SessionStatus.TIMEOUT
    ask(gathering, gathering.leader)
    assert house.row(GAME_SESSIONS.name, gathering.id).data["status"] == SessionStatus.ACTIVE
