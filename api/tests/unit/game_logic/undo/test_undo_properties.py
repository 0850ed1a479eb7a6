"""Whatever is played, said and taken back: the log is the truth, and an undo puts everything back."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.game_logic.edits import edited, edits_between
from app.game_logic.fold import fold_turn
from app.game_logic.hashing import state_hash
from app.game_logic.undo import REACH, undo_target, why_not_undo
from app.models.enums import TurnStatus
from app.models.events import Rewound
from app.models.session import SessionState
from app.services.settle import RULE_FAILED, settle
from tests.support.chronicle import NOW, Chronicle, chronicle, gold_moved, items_gained, items_moved
from tests.support.hamlet import HAMLET

classes = st.lists(st.sampled_from(sorted(HAMLET.classes)), min_size=1, max_size=3)
numbers = st.lists(st.integers(0, 9999), min_size=1, max_size=60)
seeds = st.binary(min_size=32, max_size=32)


def of_the_world(state: SessionState) -> SessionState:
    """Without what belongs to the log and only goes forward."""
    return replace(state, seq=0, undo_points=(), is_undo_barred=False)


def played(class_ids: list[str], seed: bytes, chosen: list[int]) -> Chronicle:
    """A log in which anything was done, and one turn in four is an undo. Each turn is looked at as it is settled."""
    log = chronicle(HAMLET, class_ids, seed)
    for number in chosen:
        before, undone = log.state, log.undone()
        problem = why_not_undo(before)
        settled = log.act_by(number)
        assert settled.turn.code != RULE_FAILED
        assert fold_turn(before, settled.turn.seq, settled.events) == settled.state
        again = settle(before, settled.turn, log.seed, HAMLET, NOW, undone)
        assert again.turn.state_hash == settled.turn.state_hash
        if settled.turn.kind == "undo":
            expected = TurnStatus.REJECTED if problem else TurnStatus.RESOLVED
            assert (settled.turn.status, settled.turn.code) == (expected, problem.code if problem else None)
        assert_nothing_from_nowhere(before, settled.state, settled.events)
    return log


def assert_nothing_from_nowhere(
    before: SessionState, after: SessionState, events: tuple[object, ...]
) -> None:
    moved = gold_moved(events)  # type: ignore[arg-type]  # events of a turn
    for who, character in after.characters.items():
        assert character.gold - before.characters[who].gold == moved.get(who, 0)
    assert items_gained(before, after) == items_moved(events)  # type: ignore[arg-type]  # events of a turn


@given(classes, seeds, numbers)
@settings(max_examples=60, deadline=None)
def test_the_log_is_the_truth_with_undos_in_it(class_ids: list[str], seed: bytes, chosen: list[int]) -> None:
    log = played(class_ids, seed, chosen)
    for seq, turn in log.turns.items():
        for event in turn.events:
            if isinstance(event, Rewound):
                then = log.states[event.undone_seq - 1]
                assert of_the_world(log.states[seq]) == of_the_world(then)


@given(classes, seeds, numbers)
@settings(max_examples=40, deadline=None)
def test_undo_walks_back_turn_by_turn_until_it_cannot(
    class_ids: list[str], seed: bytes, chosen: list[int]
) -> None:
    log = played(class_ids, seed, [number for number in chosen if number % 4])
    before = log.state
    points = before.undo_points
    while (target := undo_target(log.state)) is not None:
        assert target == log.state.undo_points[-1]
        log.undo()
        assert of_the_world(log.state) == of_the_world(log.states[target - 1])
    assert log.state.seq - before.seq <= len(points)
    assert state_hash(fold_turn(before, before.seq, ())) == state_hash(before)


@given(classes, seeds, numbers)
@settings(max_examples=40, deadline=None)
def test_edits_lead_from_any_state_to_any_other(class_ids: list[str], seed: bytes, chosen: list[int]) -> None:
    log = played(class_ids, seed, chosen)
    first, last = log.states[1], log.state
    assert of_the_world(edited(last, edits_between(last, first))) == of_the_world(first)
    assert of_the_world(edited(first, edits_between(first, last))) == of_the_world(last)


@given(classes, seeds, numbers)
@settings(max_examples=30, deadline=None)
def test_an_undo_never_reaches_farther_than_it_may(
    class_ids: list[str], seed: bytes, chosen: list[int]
) -> None:
    log = played(class_ids, seed, chosen)
    spans = [
        seq - event.undone_seq
        for seq, turn in log.turns.items()
        for event in turn.events
        if isinstance(event, Rewound)
    ]
    assert all(1 <= span <= REACH for span in spans)
