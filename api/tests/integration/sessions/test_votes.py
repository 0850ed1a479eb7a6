"""Votes: a party decides together, once, whoever is away and whatever happens meanwhile."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.models.enums import PlayMode, TurnKind, TurnStatus, UndoRule, VoteKind, VoteStatus
from app.models.errors import (
    GameError,
    Invalid,
    NobodyToAsk,
    NothingToUndo,
    UndoBlocked,
    VoteClosed,
    VoteOpen,
)
from app.models.session import SessionConfig
from app.models.tables import VOTES
from tests.support.house import House, Player
from tests.support.party import accept
from tests.support.voting import MINUTE_S, ask, latest, place, say, setting_out, settle


def test_more_than_half_carry_it_at_once_whoever_is_at_the_move(house: House) -> None:
    gathering = setting_out(house)
    first, second, third = gathering.players
    before = gathering.of(first).state
    vote = ask(gathering, third)
    assert (vote.status, vote.your_choice, vote.opened_by) == (VoteStatus.OPEN, "yes", third.character_id)
    assert place(gathering) == before.location_id
    passed = say(gathering, second, vote)
    assert (passed.status, passed.outcome, passed.turn_id) == (VoteStatus.PASSED, "yes", vote.id)
    state = gathering.of(first).state
    assert state.location_id != before.location_id
    assert state.current_turn == before.current_turn, "nobody's turn is used up"
    turn = gathering.of(first).log()[-1]
    assert (turn.id, turn.kind, turn.action) == (vote.id, TurnKind.VOTE, "go out")
    assert turn.character_id == third.character_id
    view = house.services.sessions.view(first.id, gathering.id)
    assert view.votes == ()
    assert settle(gathering) == 0


def test_half_of_them_against_it_end_it(house: House) -> None:
    gathering = setting_out(house, others=3)
    first, second, third, _ = gathering.players
    vote = ask(gathering, first)
    assert say(gathering, second, vote, "no").status is VoteStatus.OPEN
    assert say(gathering, third, vote, "no").status is VoteStatus.FAILED
    with pytest.raises(VoteClosed):
        say(gathering, second, vote, "yes")
    assert len(gathering.of(first).log()) == 1


def test_a_ballot_can_be_changed_and_the_same_one_again_is_one(house: House) -> None:
    gathering = setting_out(house)
    first, second, third = gathering.players
    vote = ask(gathering, first)
    say(gathering, first, vote, "no")
    assert say(gathering, first, vote, "yes").your_choice == "yes"
    passed = say(gathering, second, vote)
    again = say(gathering, second, vote)
    assert (passed, again.status) == (again, VoteStatus.PASSED)
    with pytest.raises(VoteClosed):
        say(gathering, third, vote)
    with pytest.raises(Invalid) as caught:
        say(gathering, third, vote, "perhaps")
    assert caught.value.code == "bad_vote"


def test_when_the_minute_is_over_those_who_voted_decide_though_nobody_looks(house: House) -> None:
    gathering = setting_out(house, others=4)
    first, second, *_ = gathering.players
    vote = ask(gathering, first)
    say(gathering, second, vote)
    house.wait(seconds=MINUTE_S - 1)
    assert settle(gathering) == 0
    house.wait(seconds=1)
    assert settle(gathering) == 1
    assert settle(gathering) == 0
    assert latest(gathering).status is VoteStatus.PASSED
    assert gathering.of(first).log()[-1].id == vote.id


@pytest.mark.parametrize(("others", "status"), [(1, VoteStatus.PASSED), (2, VoteStatus.EXPIRED)])
def test_of_two_one_may_be_away_but_in_larger_parties_nobody_decides_alone(
    house: House, others: int, status: VoteStatus
) -> None:
    gathering = setting_out(house, others=others)
    vote = ask(gathering, gathering.leader)
    house.wait(seconds=MINUTE_S)
    with pytest.raises(VoteClosed):
        say(gathering, gathering.players[1], vote)
    assert settle(gathering) == 1
    assert latest(gathering).status is status


def test_one_against_one_has_failed(house: House) -> None:
    gathering = setting_out(house, others=4)
    vote = ask(gathering, gathering.leader)
    say(gathering, gathering.players[1], vote, "no")
    house.wait(seconds=MINUTE_S)
    settle(gathering)
    assert latest(gathering).status is VoteStatus.FAILED


def test_one_thing_at_a_time(house: House) -> None:
    gathering = setting_out(house)
    first, second, _ = gathering.players
    vote = ask(gathering, first)
    assert ask(gathering, first) == vote, "asked twice it is one vote"
    with pytest.raises(VoteOpen) as caught:
        ask(gathering, second)
    assert caught.value.details == {"vote_id": vote.id}


@pytest.mark.parametrize(
    ("kind", "options", "code"),
    [
        (VoteKind.TRAVEL, (), "bad_vote"),
        (VoteKind.TRAVEL, ("out", "out"), "bad_vote"),
        (VoteKind.TRAVEL, ("sideways",), "bad_vote"),
        (VoteKind.TRAVEL, ("down",), "no_way"),
        (VoteKind.REST, ("for ever",), "bad_vote"),
        (VoteKind.REST, ("short",), "not_tired"),
        (VoteKind.UNDO, ("2",), "bad_vote"),
        (VoteKind.UNDO, (), NothingToUndo.code),
    ],
)
def test_what_the_rules_would_refuse_is_not_asked(
    house: House, kind: VoteKind, options: Sequence[str], code: str
) -> None:
    gathering = setting_out(house)
    with pytest.raises(GameError) as caught:
        ask(gathering, gathering.leader, kind, options)
    assert caught.value.code == code
    assert house.services.sessions.view(gathering.leader.id, gathering.id).votes == ()


def test_without_taking_back_nobody_asks_for_it_and_alone_nobody_asks(house: House) -> None:
    gathering = setting_out(house, undo=UndoRule.OFF)
    gathering.act_at_turn("wait")
    with pytest.raises(UndoBlocked):
        ask(gathering, gathering.leader, VoteKind.UNDO, ())
    alone = house.set_out(house.player(), SessionConfig())
    with pytest.raises(NobodyToAsk):
        house.services.votes.open(alone.player.id, alone.id, VoteKind.TRAVEL, ("out",))


def test_two_last_ballots_at_once_make_one_turn(house: House) -> None:
    gathering = setting_out(house, others=3)
    first, second, *others = gathering.players
    vote = ask(gathering, first)
    say(gathering, second, vote)
    start = Barrier(4)

    def voting(player: Player) -> Callable[[], object]:
        def vote_now() -> object:
            start.wait()
            try:
                return say(gathering, player, vote).status
            except VoteClosed:
                return VoteStatus.PASSED

        return vote_now

    def settling() -> object:
        start.wait()
        return house.services.deadlines.settle()

    with ThreadPoolExecutor(4) as pool:
        ballots = [pool.submit(voting(one)) for one in others]
        jobs = [pool.submit(settling) for _ in range(2)]
        assert {one.result() for one in ballots} == {VoteStatus.PASSED}
        assert all(job.result() in (0, 1) for job in jobs)
    log = gathering.of(first).log()
    assert [turn.id for turn in log[1:]] == [vote.id]
    assert len(house.rows(VOTES.name)) == 1


def test_ten_vote_at_the_same_moment(house: House) -> None:
    gathering = setting_out(house, others=9)
    vote = ask(gathering, gathering.leader, VoteKind.REST, ())
    start = Barrier(9)

    def vote_now(player: Player) -> VoteStatus:
        start.wait()
        try:
            return say(gathering, player, vote).status
        except VoteClosed:
            return VoteStatus.PASSED

    with ThreadPoolExecutor(9) as pool:
        list(pool.map(vote_now, gathering.players[1:]))
    assert latest(gathering).status is VoteStatus.PASSED
    assert [turn.id for turn in gathering.of(gathering.leader).log()[1:]] == [vote.id]


def test_where_all_act_at_once_the_party_votes_between_what_is_handed_in(house: House) -> None:
    gathering = setting_out(house, others=1, mode=PlayMode.ROUND, turn_deadline_s=100)
    first, second = gathering.players
    accept(gathering, first, "wait", "first")
    vote = ask(gathering, second)
    assert say(gathering, first, vote).status is VoteStatus.PASSED
    view = house.services.sessions.view(first.id, gathering.id)
    assert view.round is not None
    assert view.round.your_action == "wait", "what was handed in still waits"
    accept(gathering, second, "wait", "second")
    house.services.advance.run(gathering.id)
    waited = gathering.of(first).log()[-2:]
    assert [(turn.action, turn.status) for turn in waited] == [("wait", TurnStatus.RESOLVED)] * 2
    say(gathering, second, ask(gathering, first, VoteKind.UNDO, ()))
    assert gathering.of(first).log()[-2].is_undone


def test_the_list_begins_with_the_open_one_and_goes_back_page_by_page(house: House) -> None:
    gathering = setting_out(house, others=1)
    first, second = gathering.players
    ids = []
    for _ in range(3):
        vote = ask(gathering, first, VoteKind.REST, ("long",))
        say(gathering, second, vote, "no")
        ids.append(vote.id)
    open_now = ask(gathering, second)
    votes, cursor = house.services.votes.list(first.id, gathering.id, 2, None)
    assert [one.id for one in votes] == [open_now.id, ids[2], ids[1]]
    rest, end = house.services.votes.list(first.id, gathering.id, 2, cursor)
    assert ([one.id for one in rest], end) == ([ids[0]], None)


def test_a_client_cannot_take_the_place_of_the_votes_turn(house: House) -> None:
    """Its id is known to all while it is open."""
    gathering = setting_out(house, others=1)
    first, second = gathering.players
    vote = ask(gathering, first)
    accept(gathering, second, "look", vote.id)
    assert say(gathering, second, vote).status is VoteStatus.PASSED
