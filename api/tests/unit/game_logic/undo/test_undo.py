"""What can be taken back, and what cannot."""

from dataclasses import replace
from typing import Any

import pytest

from app.game_logic.edits import edited
from app.game_logic.fold.undo import MAX_STEPS
from app.game_logic.undo import REACH, undo_target, why_not_undo
from app.models.edits import Edit
from app.models.enums import Direction, QuestStatus, TurnKind, TurnStatus
from app.models.errors import NothingToUndo, SessionNotActive, UndoBlocked
from app.models.events import ItemGained, Rewound, UndoBarred, UndoPointSet
from app.models.ids import EncounterId, LocationId, PersonId, QuestId
from app.models.intents import Ask, End, Interact, Look, Move, Say, Talk, Undo, Wait, Write
from app.models.session import QuestProgress, SessionState
from tests.support.chronicle import Chronicle, chronicle
from tests.support.hamlet import HAMLET


@pytest.fixture
def log() -> Chronicle:
    return chronicle(HAMLET, [min(HAMLET.classes)], bytes(32))


def test_at_the_start_there_is_nothing_to_undo(log: Chronicle) -> None:
    assert isinstance(why_not_undo(log.state), NothingToUndo)
    settled = log.undo()
    assert (settled.turn.status, settled.turn.code) == (TurnStatus.REJECTED, "nothing_to_undo")


def test_what_changed_something_can_be_undone_and_what_only_looked_is_passed_over(log: Chronicle) -> None:
    log.play(Wait())
    log.play(Look())
    log.play(Ask("inventory"))
    settled = log.undo()
    assert isinstance(settled.events[0], Rewound)
    assert settled.events[0].undone_seq == 2
    assert (log.state.minutes, log.state.memory) == (log.states[1].minutes, log.states[1].memory)
    assert isinstance(why_not_undo(log.state), NothingToUndo)


def test_words_can_be_undone_though_they_change_nothing(log: Chronicle) -> None:
    log.play(Say("I was never here."))
    log.play(Write("It rained."))
    assert log.undo().events[0].undone_seq == 3  # type: ignore[union-attr]  # Rewound
    assert log.undo().events[0].undone_seq == 2  # type: ignore[union-attr]  # Rewound


def test_undo_goes_back_so_many_steps_and_no_farther(log: Chronicle) -> None:
    for _ in range(MAX_STEPS + 3):
        log.play(Wait())
    for _ in range(MAX_STEPS):
        assert log.undo().turn.status is TurnStatus.RESOLVED
    assert log.undo().turn.code == "nothing_to_undo"
    assert log.state.minutes == log.states[4].minutes


def test_undo_does_not_reach_beyond_the_last_turns_of_the_log(log: Chronicle) -> None:
    log.play(Wait())
    for _ in range(REACH - 1):
        log.play(Look())
    assert undo_target(log.state) == 2
    log.play(Look())
    assert undo_target(log.state) is None
    assert isinstance(why_not_undo(log.state), NothingToUndo)


def test_a_turn_that_is_not_kept_any_more_cannot_be_taken_back(log: Chronicle) -> None:
    log.play(Wait())
    del log.turns[2]
    assert log.undo().turn.code == "nothing_to_undo"


def test_an_undo_cannot_be_undone(log: Chronicle) -> None:
    log.play(Wait())
    log.undo()
    assert log.undo().turn.code == "nothing_to_undo"


def test_what_was_done_outside_the_play_page_stands_in_the_way(log: Chronicle) -> None:
    log.play(Wait())
    settled = log.play(Wait(), TurnKind.EXTERNAL)
    assert isinstance(settled.events[-1], UndoBarred)
    assert isinstance(why_not_undo(log.state), UndoBlocked)
    assert log.undo().turn.code == "undo_blocked"
    log.play(Wait())
    assert log.undo().turn.status is TurnStatus.RESOLVED
    assert log.undo().turn.code == "undo_blocked"


def test_a_story_that_is_over_stays_as_it_is(log: Chronicle) -> None:
    log.play(Wait())
    log.play(End(), TurnKind.SYSTEM)
    assert isinstance(why_not_undo(log.state), SessionNotActive)
    assert log.undo().turn.code == "session_not_active"


def test_undo_is_not_for_an_ordinary_turn(log: Chronicle) -> None:
    log.play(Wait())
    settled = log.play(Undo())
    assert (settled.turn.status, settled.turn.code) == (TurnStatus.REJECTED, "engine_only")


def test_the_way_back_is_as_small_as_what_changed(log: Chronicle) -> None:
    point = log.play(Wait()).events[-1]
    assert isinstance(point, UndoPointSet)
    assert {edit.path for edit in point.edits} == {("minutes",), ("memory",)}


def test_what_the_party_reads_of_an_undo_holds_no_hidden_state(log: Chronicle) -> None:
    log.play(Wait())
    settled = log.undo()
    shown = settled.turn.events[0]
    assert isinstance(shown, Rewound)
    assert (shown.edits, shown.undone_seq) == ((), 2)
    assert settled.events[0] != shown


def test_edits_of_a_place_that_is_not_there_are_a_fault(log: Chronicle) -> None:
    with pytest.raises(KeyError):
        edited(log.state, [Edit(("nowhere", "at", "all"), 1)])
    with pytest.raises(TypeError):
        edited(log.state, [Edit(("visited",), "no list", kept=0)])


class TestWhatIsPutBack:
    def begun_at(self, log: Chronicle, place: str, **hero: Any) -> SessionState:
        """The log goes on there, with these fields of the hero."""
        who = log.state.turn_order[0]
        characters = {who: replace(log.state.characters[who], **hero)}
        log.state = replace(log.state, location_id=LocationId(place), characters=characters)
        return log.state

    def assert_put_back(self, log: Chronicle, before: SessionState) -> None:
        assert log.state != before
        assert log.undo().turn.status is TurnStatus.RESOLVED
        assert replace(log.state, seq=before.seq) == before

    def test_a_level_and_the_reward_that_brought_it(self, log: Chronicle) -> None:
        self.begun_at(log, "lane", experience=99)
        quest = QuestId("wood")
        log.state = replace(
            log.state,
            quests={quest: QuestProgress(QuestStatus.ACTIVE, 1)},
            won=(EncounterId("rats"), EncounterId("one_rat")),
        )
        before = replace(log.state, location_id=LocationId("wood"), flags={"won_at:rats": 0})
        log.state = before
        log.play(Wait())
        hero = log.state.characters[before.turn_order[0]]
        assert (hero.level, hero.gold) == (2, before.characters[hero.id].gold + 25)
        self.assert_put_back(log, before)

    def test_a_way_gone_into_an_ambush(self, log: Chronicle) -> None:
        before = self.begun_at(log, "lane")
        log.state = before = replace(before, won=(EncounterId("one_rat"),))
        log.play(Move(Direction.NORTH))
        assert log.state.combat is not None
        self.assert_put_back(log, before)

    def test_what_was_bought(self, log: Chronicle) -> None:
        before = self.begun_at(log, "green", gold=7)
        log.play(Talk(PersonId("maud"), "potions"))
        assert log.state.characters[before.turn_order[0]].gold == 4
        self.assert_put_back(log, before)

    def test_a_quest_taken_on(self, log: Chronicle) -> None:
        before = self.begun_at(log, "green")
        log.play(Talk(PersonId("maud"), "tails"))
        assert QuestId("tails") in log.state.quests
        self.assert_put_back(log, before)


class TestDiceThatPaid:
    def test_loot_stays_and_bars_what_was_before(self, log: Chronicle) -> None:
        log.play(Wait())
        log.state = replace(log.state, location_id=LocationId("lane"))
        settled = log.play(Interact("hedge", "search"))
        assert isinstance(settled.events[-1], UndoBarred)
        assert log.undo().turn.code == "undo_blocked"

    @pytest.mark.parametrize("seed", range(12))
    def test_a_check_that_moved_something_stays_and_one_that_did_not_can_be_tried_again(
        self, seed: int
    ) -> None:
        log = chronicle(HAMLET, [min(HAMLET.classes)], bytes([seed]) * 32)
        log.state = replace(log.state, location_id=LocationId("green"))
        settled = log.play(Interact("well", "search"))
        has_moved = any(isinstance(event, ItemGained) for event in settled.events)
        assert log.undo().turn.code == ("undo_blocked" if has_moved else None)
