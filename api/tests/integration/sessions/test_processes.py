"""Several processes at one session, and processes that are killed in the middle of their work."""

import pytest

from app.models.enums import NarrationStatus, TurnKind, TurnStatus
from app.models.ids import SessionId
from app.models.intents import End, Undo
from app.models.tables import SESSION_TURNS
from app.services.narration_stream import stream_name
from app.services.turns import MAX_PENDING
from tests.support.house import Game, House, settled
from tests.support.house_work import (
    KILLED,
    Place,
    accept_many,
    advance,
    advance_and_die,
    in_process,
    in_processes,
    tell_and_die,
)

BOTH = pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])


@pytest.fixture
def place(house: House, redis_url: str) -> Place:
    """Where other processes find this test's house."""
    return Place(house.settings.data_dir, redis_url)


def finish(house: House, session_id: SessionId) -> None:
    """What the sweeper brings about once the turns are overdue: it asks, a worker resolves."""
    house.wait(seconds=10)
    assert house.services.sweeper.sweep().sessions <= 1
    house.services.advance.run(session_id)


def test_seqs_have_no_gap_and_no_double_when_processes_accept_at_once(game: Game, place: Place) -> None:
    groups = [[f"{name}-{number}" for number in range(MAX_PENDING // 2)] for name in ("a", "b")]
    calls = [(place, game.player.id, game.id, group) for group in groups]
    seqs = [seq for found in in_processes(2, accept_many, *calls) for seq in found]
    assert sorted(seqs) == list(range(2, 2 + len(seqs)))
    game.advance()


def test_the_same_actions_from_two_processes_are_taken_once(game: Game, place: Place) -> None:
    actions = ["one", "two", "three"]
    calls = [(place, game.player.id, game.id, actions)] * 2
    first, second = in_processes(2, accept_many, *calls)
    assert first == second == [2, 3, 4]
    game.advance()


def test_two_processes_that_resolve_at_once_resolve_each_turn_once(game: Game, place: Place) -> None:
    for words in ("look around", "go out", "attack", "attack", "attack"):
        game.accept(words)
    done = [seq for found in in_processes(2, advance, *[(place, game.id)] * 2) for seq in found]
    assert sorted(done) == [2, 3, 4, 5, 6]
    assert [turn.status for turn in game.log()] == [TurnStatus.RESOLVED] * 6


@BOTH
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_worker_killed_at_a_commit_loses_nothing_and_doubles_nothing(
    house: House, game: Game, place: Place, number: int, is_before: bool
) -> None:
    for words in ("go out", "attack", "attack"):
        game.accept(words)
    assert in_process(advance_and_die, place, game.id, number, is_before) == KILLED
    expected = 1 + number - is_before
    assert game.row.data["turn_number"] == expected
    finish(house, game.id)
    assert settled(game.log()) == [(seq, TurnStatus.RESOLVED) for seq in (1, 2, 3, 4)]


@BOTH
def test_a_worker_killed_while_loot_and_gold_are_booked_books_them_once(
    house: House, game: Game, place: Place, is_before: bool
) -> None:
    game.play("go out")
    game.play("attack")
    while game.state.combat is not None:
        game.accept("attack")
        assert in_process(advance_and_die, place, game.id, 1, is_before) == KILLED
        finish(house, game.id)
    assert house.services.ledger.verify().is_sound


@BOTH
def test_an_undo_that_is_interrupted_takes_back_once(
    house: House, game: Game, place: Place, is_before: bool
) -> None:
    game.play("take some bread")
    game.play("go out")
    for action_id in ("one", "two"):
        game.accept("undo", action_id, Undo(), kind=TurnKind.UNDO)
    assert in_process(advance_and_die, place, game.id, 1, is_before) == KILLED
    finish(house, game.id)
    assert [turn.is_undone for turn in game.log()] == [False, True, True, False, False]
    assert house.services.ledger.verify().is_sound


@BOTH
def test_a_session_whose_ending_is_interrupted_ends(
    house: House, game: Game, place: Place, is_before: bool
) -> None:
    game.accept("", "end", End(), kind=TurnKind.SYSTEM)
    assert in_process(advance_and_die, place, game.id, 1, is_before) == KILLED
    finish(house, game.id)
    assert house.services.sessions.view(game.player.id, game.id).seed is not None
    assert house.set_out(game.player).id != game.id


@BOTH
def test_a_telling_that_is_interrupted_is_told_once(
    house: House, game: Game, place: Place, is_before: bool
) -> None:
    turn = game.log()[0]
    assert in_process(tell_and_die, place, turn.id, 1, is_before) == KILLED
    house.wait(seconds=10)
    house.services.sweeper.sweep()
    house.services.narration.tell(turn.id)
    told = game.turn(turn)
    assert told.narration_status is NarrationStatus.DONE
    events = list(house.services.ports.events.read(stream_name(game.id, turn.id)))
    words: dict[object, object] = {}
    for event in events:
        if event.event == "token":
            assert words.setdefault(event.data["n"], event.data["text"]) == event.data["text"]
    assert "".join(map(str, words.values())) == "\n\n".join(told.narration)
    assert house.row(SESSION_TURNS.name, turn.id).data["narration_status"] == "done"
