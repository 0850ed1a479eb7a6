"""Taking turns back in real sessions. The house proves every log, and the books, when a test is over."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from app.backends.ports import Op, Where
from app.models.enums import CombatOutcome, NarrationStatus, Slot, TurnKind, TurnStatus, UndoRule
from app.models.errors import NotFound, NothingToUndo, SessionNotActive, UndoBlocked
from app.models.events import CombatEnded, Rewound
from app.models.intents import Undo, Unequip
from app.models.session import SessionConfig, SessionState, Turn
from app.models.tables import ITEMS, SESSION_TURNS, TRANSACTIONS
from app.services.records.turns import turn_from_row
from tests.support.house import Game, House

RESOLVED, REJECTED = TurnStatus.RESOLVED, TurnStatus.REJECTED


def accept_undo(game: Game, action_id: str = "") -> Turn:
    """Hands an undo in; nobody resolves it yet."""
    return game.accept("undo", action_id, Undo(), kind=TurnKind.UNDO)


def undo(game: Game) -> Turn:
    """An undo from its acceptance to its end."""
    accepted = accept_undo(game)
    game.advance()
    return game.turn(accepted)


def world_of(state: SessionState) -> SessionState:
    """Without what belongs to the log and only goes forward."""
    return replace(state, seq=0, undo_points=(), is_undo_barred=False)


def test_an_undo_is_a_turn_of_its_own_that_restores_everything(house: House, game: Game) -> None:
    before = game.state
    out = game.play("go out")
    looked = game.play("look around")
    turn = undo(game)
    assert (turn.seq, turn.kind, turn.status) == (4, TurnKind.UNDO, RESOLVED)
    assert turn.narration_status is NarrationStatus.PENDING
    assert world_of(game.state) == world_of(before)
    assert game.turn(out).is_undone
    assert game.turn(looked).is_undone
    assert not game.turn(turn).is_undone
    assert not house.services.play.turn(game.player.id, game.id, game.log()[0].id).is_undone


def test_what_was_given_goes_back_and_the_books_show_it(house: House, game: Game) -> None:
    before = game.state
    game.play("take some bread")
    assert world_of(game.state) != world_of(before)
    undo(game)
    assert world_of(game.state) == world_of(before)
    rows = house.rows(
        TRANSACTIONS.name, Where("from_account", Op.EQ, f"character:{game.player.character_id}")
    )
    assert [row.data["transaction_type"] for row in rows] == ["undo"]
    assert str(rows[0].data["to_account"]).startswith("faucet:")
    assert rows[0].data["turn_seq"] == 3
    owned = house.rows(ITEMS.name, Where("owner_id", Op.EQ, game.player.character_id))
    assert {row.id for row in owned} == set(before.characters[game.player.character_id].items)
    game.play("take some bread")
    assert not game.turn(game.log()[-1]).is_undone


def test_several_undos_walk_back(game: Game) -> None:
    states = [game.state]
    for words in ("take some bread", "go out", "wait", "go in"):
        game.play(words)
        states.append(game.state)
    for before in reversed(states[:-1]):
        assert undo(game).status is RESOLVED
        assert world_of(game.state) == world_of(before)
    with pytest.raises(NothingToUndo):
        accept_undo(game)


def test_in_a_fight_the_blow_and_the_replies_to_it_are_taken_back(game: Game) -> None:
    game.play("go out")
    game.play("attack")
    before = game.state
    assert before.combat is not None
    game.play("attack")
    undo(game)
    assert world_of(game.state) == world_of(before)
    undo(game)
    assert game.state.combat is None
    assert game.play("attack").status is RESOLVED


def test_a_defeat_can_be_taken_back_with_what_it_cost(house: House) -> None:
    game = house.set_out(house.player("lampwright"))
    game.play("go out")
    before, lost = game.state, None
    for _ in range(60):
        before = game.state
        turn = game.play("defend" if before.combat else "attack")
        ends = [event for event in turn.events if isinstance(event, CombatEnded)]
        if ends and ends[0].outcome is CombatOutcome.DEFEAT:
            lost = turn
            break
    assert lost is not None
    assert undo(game).status is RESOLVED
    assert world_of(game.state) == world_of(before)
    assert game.play("attack").status is RESOLVED


def test_what_the_dice_gave_stays(house: House, game: Game) -> None:
    game.play("go out")
    while "wicklings_in_the_yard" not in game.state.won:
        game.play("go out" if game.state.location_id == "last_candle" else "attack")
    with pytest.raises(UndoBlocked):
        accept_undo(game)
    assert not house.services.sessions.view(game.player.id, game.id).can_undo
    game.play("wait")
    assert undo(game).status is RESOLVED
    with pytest.raises(UndoBlocked):
        accept_undo(game)


def test_what_was_done_on_the_sheet_stays_and_stands_in_the_way(house: House, game: Game) -> None:
    game.play("go out")
    act = house.services.characters.act
    act(game.player.id, game.player.character_id, Unequip(Slot.MAIN_HAND))
    with pytest.raises(UndoBlocked):
        accept_undo(game)


def test_what_is_worn_in_the_play_page_can_be_taken_back(game: Game) -> None:
    before = game.state
    game.play("take off", Unequip(Slot.MAIN_HAND))
    undo(game)
    assert world_of(game.state) == world_of(before)


def test_the_first_turn_and_the_last_cannot_be_taken_back(game: Game) -> None:
    with pytest.raises(NothingToUndo):
        accept_undo(game)
    game.play("wait")
    game.end()
    with pytest.raises(SessionNotActive):
        accept_undo(game)


def test_an_adventure_can_be_played_without_undo(house: House) -> None:
    game = house.set_out(house.player(), SessionConfig(undo=UndoRule.OFF))
    game.play("wait")
    with pytest.raises(UndoBlocked):
        accept_undo(game)
    assert not house.services.sessions.view(game.player.id, game.id).can_undo


def test_nobody_undoes_a_foreign_session(house: House, game: Game) -> None:
    game.play("wait")
    with pytest.raises(NotFound):
        house.services.play.undo(house.player().id, game.id, "mine", 0)
    assert not game.log()[-1].is_undone


def test_an_undo_behind_a_waiting_action_takes_that_one_back(game: Game) -> None:
    before = game.state
    waiting = game.accept("go out")
    taken = accept_undo(game)
    game.advance()
    assert game.turn(waiting).is_undone
    assert game.turn(taken).status is RESOLVED
    assert world_of(game.state) == world_of(before)


def test_an_undo_behind_an_action_that_is_refused_has_nothing_to_take_back(game: Game) -> None:
    game.accept("take off", intent=Unequip(Slot.HEAD))
    taken = accept_undo(game)
    game.advance()
    assert (game.turn(taken).status, game.turn(taken).code) == (REJECTED, "nothing_to_undo")


def test_the_same_undo_sent_at_once_is_one_undo(game: Game) -> None:
    for words in ("wait", "wait", "wait"):
        game.play(words)
    with ThreadPoolExecutor(8) as threads:
        turns = list(threads.map(lambda _: accept_undo(game, "once"), range(8)))
        list(threads.map(lambda _: game.advance(), range(4)))
    assert len({turn.id for turn in turns}) == 1
    assert [turn.is_undone for turn in game.log()] == [False, False, False, True, False]


def test_two_undos_at_once_take_two_steps_back(game: Game) -> None:
    before = game.state
    for words in ("wait", "go out"):
        game.play(words)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda name: accept_undo(game, name), ("one", "other")))
        list(threads.map(lambda _: game.advance(), range(4)))
    assert world_of(game.state) == world_of(before)


def test_the_history_tells_nothing_that_was_taken_back(house: House, game: Game) -> None:
    game.play("wait")
    turn = game.play("go out")
    house.services.narration.tell(turn.id)
    undo(game)
    game.play("look around")
    entries = game.row.data["conversation_history"]
    assert isinstance(entries, list)
    assert [entry["turn"] for entry in entries] == [1, 2, 5]


def test_an_undo_is_told(house: House, game: Game) -> None:
    game.play("go out")
    turn = undo(game)
    assert house.services.narration.tell(turn.id)
    view = house.services.play.turn(game.player.id, game.id, turn.id)
    assert view.narration
    assert view.log == ("Taken back: go out",)


def test_rows_of_an_earlier_release_are_not_undone(house: House, game: Game) -> None:
    row = house.row(SESSION_TURNS.name, game.log()[0].id)
    old = replace(row, data={**row.data, "is_undone": None})
    assert not turn_from_row(old).is_undone


def test_checkpoints_hold_with_undos_in_the_log(house: House, game: Game) -> None:
    for _ in range(3):
        game.play("go out")
        undo(game)
    assert house.services.checkpoints.verify(game.id) == game.state.seq
    game.play("take some bread")
    undo(game)
    assert house.services.checkpoints.verify(game.id) == game.state.seq
    rewound = [event for turn in game.log() for event in turn.events if isinstance(event, Rewound)]
    assert len(rewound) == 4
