"""Where a party acts all at once: everybody hands in, one commit puts it all into the log; before, nobody knows it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.models.enums import ActionMode, PlayMode, SessionStatus, TurnStatus
from app.models.errors import Conflict, Invalid, NotFound, NotHandedIn, Stale, TakenBack
from app.models.ids import PersonId, TurnId
from app.models.intents import Say, Talk, Write
from app.models.session import SessionConfig
from app.models.tables import ROUND_SUBMISSIONS
from app.services.turns import NewAction
from tests.support.house import House, Player
from tests.support.party import accept
from tests.support.round_play import DEADLINE_S, advance, seen, setting_out, told


def test_what_is_handed_in_waits_for_the_others_and_is_resolved_with_theirs(house: House) -> None:
    gathering = setting_out(house)
    anna, bert = gathering.players
    first = accept(gathering, anna, "wait", "a")
    assert (first.status, first.seq) == (TurnStatus.ACCEPTED, 0)
    assert advance(gathering) == []
    assert told(gathering) == []
    view, other = seen(gathering, anna), seen(gathering, bert)
    assert view.round is not None
    assert other.round is not None
    assert (view.round.number, view.round.your_action, other.round.your_action) == (1, "wait", None)
    assert (view.round.your_mode, other.round.your_mode) == (ActionMode.DO, None)
    assert view.round.submitted == other.round.submitted == (anna.character_id,)
    assert view.round.waiting_for == (bert.character_id,)
    assert (view.is_your_turn, other.is_your_turn) == (False, True)
    assert (view.current_actor_id, any(one.is_current for one in view.party)) == (None, False)
    assert len(view.suggestions) >= 3
    assert gathering.of(anna).turn(first).status is TurnStatus.ACCEPTED
    with pytest.raises(NotFound):
        gathering.of(bert).turn(first)
    second = accept(gathering, bert, "wait", "b")
    advance(gathering)
    assert [(turn.id, turn.seq, turn.status) for turn in told(gathering)] == [
        (first.id, 2, TurnStatus.RESOLVED),
        (second.id, 3, TurnStatus.RESOLVED),
    ]
    assert house.rows(ROUND_SUBMISSIONS.name) == ()
    following = seen(gathering, anna).round
    assert following is not None
    assert (following.number, following.submitted, following.your_action) == (2, (), None)


@pytest.mark.parametrize(
    ("intent", "mode"), [(Say("Hello"), ActionMode.SAY), (Write("It rains."), ActionMode.STORY)]
)
def test_ones_own_action_tells_how_it_was_meant(house: House, intent: Say | Write, mode: ActionMode) -> None:
    gathering = setting_out(house)
    accept(gathering, gathering.leader, "some words", "a", intent=intent)
    view = seen(gathering, gathering.leader)
    assert view.round is not None
    assert view.round.your_mode is mode


def test_turns_come_in_the_partys_order_whoever_was_first(house: House) -> None:
    gathering = setting_out(house, others=2)
    for player in reversed(gathering.players):
        accept(gathering, player, "wait", player.id)
    advance(gathering)
    assert [turn.character_id for turn in told(gathering)] == [one.character_id for one in gathering.players]


def test_another_action_takes_the_place_of_the_first_and_late_copies_change_nothing(house: House) -> None:
    gathering = setting_out(house)
    anna, bert = gathering.players
    first = accept(gathering, anna, "look", "a1")
    again = accept(gathering, anna, "wait", "a2")
    assert again.id == first.id
    assert accept(gathering, anna, "look", "a1").action == "wait"
    assert accept(gathering, anna, "wait", "a2").id == first.id
    accept(gathering, bert, "wait", "b")
    advance(gathering)
    assert [turn.action for turn in told(gathering)] == ["wait", "wait"]
    for words, action_id in (("wait", "a2"), ("look", "a1")):
        late = accept(gathering, anna, words, action_id)
        assert (late.id, late.status) == (first.id, TurnStatus.RESOLVED)
    assert seen(gathering, anna).round.submitted == ()  # type: ignore[union-attr]  # a round is running
    for player in gathering.players:
        accept(gathering, player, "wait", f"next-{player.id}")
    assert house.rows(ROUND_SUBMISSIONS.name) == (), "nothing is remembered for longer"


def test_what_is_handed_in_can_be_taken_back_until_the_round_is_over(house: House) -> None:
    gathering = setting_out(house)
    anna, bert = gathering.players
    turn = accept(gathering, anna, "wait", "a")
    house.services.rounds.withdraw(anna.id, gathering.id)
    with pytest.raises(NotHandedIn):
        house.services.rounds.withdraw(anna.id, gathering.id)
    with pytest.raises(NotFound):
        gathering.of(anna).turn(turn)
    accept(gathering, bert, "wait", "b")
    assert told(gathering) == []
    accept(gathering, anna, "look", "a2")
    with pytest.raises(NotHandedIn):
        house.services.rounds.withdraw(anna.id, gathering.id)
    advance(gathering)
    assert [turn.action for turn in told(gathering)] == ["look", "wait"]


def test_a_late_copy_of_what_was_taken_back_is_not_handed_in_again(house: House) -> None:
    gathering = setting_out(house)
    anna, bert = gathering.players
    accept(gathering, anna, "wait", "a1")
    accept(gathering, anna, "look", "a2")
    house.services.rounds.withdraw(anna.id, gathering.id)
    for words, action_id in (("wait", "a1"), ("look", "a2")):
        with pytest.raises(TakenBack):
            accept(gathering, anna, words, action_id)
    assert seen(gathering, anna).round.submitted == ()  # type: ignore[union-attr]  # a round is running
    accept(gathering, bert, "wait", "b")
    accept(gathering, anna, "go out", "a3")
    with pytest.raises(NotHandedIn):
        house.services.rounds.withdraw(anna.id, gathering.id)
    advance(gathering)
    assert [turn.action for turn in told(gathering)] == ["go out", "wait"]
    assert accept(gathering, anna, "look", "a2").status is TurnStatus.RESOLVED, (
        "it became what took its place"
    )


def test_what_is_not_possible_any_more_is_refused_with_a_code_to_its_player_alone(house: House) -> None:
    gathering = setting_out(house)
    anna, bert = gathering.players
    accept(gathering, anna, "go out", "a")
    person = seen(gathering, bert).location.people[0]
    talk = NewAction("talk to her", "b", Talk(PersonId(person.id)))
    refused = house.services.turns.accept(bert.id, gathering.id, talk)
    assert refused.status is TurnStatus.ACCEPTED
    advance(gathering)
    settled = gathering.of(bert).turn(refused)
    assert (settled.status, settled.code) == (TurnStatus.REJECTED, "not_here")
    with pytest.raises(NotFound):
        gathering.of(anna).turn(refused)
    assert told(gathering)[0].status is TurnStatus.RESOLVED


def test_a_fight_begins_in_a_round_and_goes_by_initiative_until_its_end(house: House) -> None:
    gathering = setting_out(house, turn_deadline_s=DEADLINE_S)
    anna, bert = gathering.players
    for number, (hers, his) in enumerate((("go out", "wait"), ("attack the wicklings", "wait"))):
        accept(gathering, anna, hers, f"a{number}")
        late = accept(gathering, bert, his, f"b{number}")
        advance(gathering)
    settled = gathering.of(bert).turn(late)
    assert (settled.status, settled.code) == (TurnStatus.REJECTED, "in_combat")
    view = seen(gathering, anna)
    assert view.combat is not None
    assert (view.round, view.current_actor_id) == (None, view.combat.current_id)
    mover = next(one for one in gathering.players if one.character_id == view.current_actor_id)
    with pytest.raises(NotHandedIn):
        house.services.rounds.withdraw(mover.id, gathering.id)
    assert gathering.play(mover, "defend").status is TurnStatus.RESOLVED
    while (view := seen(gathering, anna)).combat is not None:
        mover = next(one for one in gathering.players if one.character_id == view.current_actor_id)
        assert gathering.play(mover, "flee").status is TurnStatus.RESOLVED
    assert view.round is not None
    assert (view.round.number, view.round.submitted) == (3, ())


def test_two_who_are_last_at_once_close_the_round_once(house: House) -> None:
    gathering = setting_out(house, others=5, turn_deadline_s=DEADLINE_S)
    accept(gathering, gathering.leader, "wait", "first")
    house.wait(seconds=DEADLINE_S * 1.25)
    at_once = Barrier(len(gathering.players) + 2)

    def hand_in(player: Player) -> object:
        at_once.wait()
        try:
            return accept(gathering, player, "wait", f"act-{player.id}")
        except Conflict:
            return None

    def settle(_: int) -> object:
        at_once.wait()
        return house.services.deadlines.settle()

    with ThreadPoolExecutor(len(gathering.players) + 2) as pool:
        jobs = [pool.submit(hand_in, one) for one in gathering.players]
        jobs += [pool.submit(settle, one) for one in range(2)]
        for job in jobs:
            job.result()
    advance(gathering)
    log = told(gathering)
    first_round = log[: len(gathering.players)]
    assert [turn.character_id for turn in first_round] == [one.character_id for one in gathering.players]
    assert all(turn.status is TurnStatus.RESOLVED for turn in log)
    assert [turn.seq for turn in log] == list(range(2, 2 + len(log)))
    ids = [turn.action_id for turn in log]
    assert len(ids) == len(set(ids))


def test_ten_hand_in_at_the_same_moment(house: House) -> None:
    gathering = setting_out(house, others=9)
    at_once = Barrier(10)

    def hand_in(player: Player) -> TurnId:
        at_once.wait()
        return accept(gathering, player, "wait", player.id).id

    with ThreadPoolExecutor(10) as pool:
        ids = list(pool.map(hand_in, gathering.players))
    advance(gathering)
    assert [turn.id for turn in told(gathering)] == ids
    assert house.rows(ROUND_SUBMISSIONS.name) == ()


def test_handing_in_what_is_based_on_an_old_view_is_stale_but_others_handing_in_makes_nothing_old(
    house: House,
) -> None:
    gathering = setting_out(house)
    anna, bert = gathering.players
    version = seen(gathering, anna).version
    accept(gathering, bert, "wait", "b1")
    turns = house.services.turns
    turns.accept(anna.id, gathering.id, NewAction("wait", "a1", based_on=version))
    advance(gathering)
    with pytest.raises(Stale):
        turns.accept(anna.id, gathering.id, NewAction("wait", "a2", based_on=version))
    assert turns.accept(anna.id, gathering.id, NewAction("wait", "a1", based_on=version)).seq == 2


def test_ending_the_adventure_takes_away_what_was_handed_in(house: House) -> None:
    gathering = setting_out(house)
    anna, bert = gathering.players
    accept(gathering, bert, "wait", "b")
    house.services.sessions.end(anna.id, gathering.id, "end")
    assert house.rows(ROUND_SUBMISSIONS.name) == ()
    view = seen(gathering, bert)
    assert (view.round, view.deadline_at, view.status) == (None, None, SessionStatus.COMPLETED)


def test_alone_there_are_no_rounds(house: House) -> None:
    player = house.player()
    with pytest.raises(Invalid) as caught:
        house.set_out(player, SessionConfig(mode=PlayMode.ROUND))
    assert caught.value.code == "needs_party"


def test_the_list_of_adventures_says_who_is_waited_for(house: House) -> None:
    gathering = setting_out(house)
    anna, bert = gathering.players
    accept(gathering, anna, "wait", "a")
    waits = {player.id: house.services.sessions.list(player.id)[0].is_your_turn for player in (anna, bert)}
    assert waits == {anna.id: False, bert.id: True}
