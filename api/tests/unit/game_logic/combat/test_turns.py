"""Whose turn it is: initiative, the order of turns, acting out of turn."""

import pytest

from app.game_logic.combat_engine import MAX_ROUNDS, legal_actions, start_fight
from app.game_logic.encounter_builder import initiative_order
from app.game_logic.recorder import Recorder
from app.models.enums import CombatOutcome
from app.models.errors import Fallen, InCombat, NotFound, NotInCombat, NotYourTurn
from app.models.events import CombatantFell, CombatEnded, CombatStarted, CombatTurnStarted
from app.models.ids import CharacterId, EncounterId
from tests.support.positions import (
    LoadedDice,
    a_session,
    active,
    character,
    foe,
    found,
    hero,
    only,
    play,
    position,
    stats,
    use,
)
from tests.support.worlds import WORLD


def test_the_highest_initiative_goes_first_ties_by_the_stat_and_then_by_id() -> None:
    quick = hero("dora", initiative=12, stats=stats(initiative=3))
    lucky = hero("anna", initiative=12, stats=stats(initiative=1))
    twin = hero("bert", initiative=12, stats=stats(initiative=1))
    fast = foe("rat", initiative=15)
    assert initiative_order([twin, lucky, quick, fast], WORLD) == ("rat", "dora", "anna", "bert")


def test_initiative_is_a_d20_plus_the_stat() -> None:
    rec = Recorder(a_session(character("anna")), LoadedDice(initiative=[17, 3]), WORLD)
    start_fight(rec, EncounterId("one_rat"))
    fight = only(rec, CombatStarted).encounter
    assert {one.id: one.initiative for one in fight.combatants.values()} == {"anna": 17, "rat_1": 3}
    assert fight.order == ("anna", "rat_1")
    assert [roll.value for roll in only(rec, CombatStarted).rolls] == [17, 3]


def test_a_fight_begins_with_the_turns_of_those_who_are_faster_than_the_first_player() -> None:
    rec = Recorder(a_session(character("anna")), LoadedDice(initiative=[5, 20, 19, 1]), WORLD)
    start_fight(rec, EncounterId("rats"))
    assert [turn.combatant_id for turn in found(rec, CombatTurnStarted)] == ["rat_1", "rat_2", "anna"]


def test_after_a_players_action_everybody_acts_until_the_next_player() -> None:
    rec = play(position(hero("anna"), foe("rat_1"), foe("rat_2"), hero("bert")), "anna", use("defend"))
    assert [turn.combatant_id for turn in found(rec, CombatTurnStarted)] == ["rat_1", "rat_2", "bert"]
    assert rec.state.combat is not None
    assert rec.state.combat.current_id == "bert"


def test_the_round_counts_up_when_the_order_begins_again() -> None:
    rec = play(position(hero("anna"), foe("rat")), "anna", use("defend"))
    assert [turn.round for turn in found(rec, CombatTurnStarted)] == [1, 2]


def test_the_fallen_are_passed_over() -> None:
    rec = play(position(hero("anna"), hero("bert", hp=0), foe("rat"), hero("cara")), "anna", use("defend"))
    assert [turn.combatant_id for turn in found(rec, CombatTurnStarted)] == ["rat", "cara"]


def test_acting_out_of_turn_is_refused() -> None:
    with pytest.raises(NotYourTurn):
        play(position(hero("anna"), hero("bert"), foe("rat")), "bert", use("defend"))


def test_the_fallen_cannot_act() -> None:
    with pytest.raises(Fallen):
        play(position(hero("anna"), hero("bert", hp=0), foe("rat")), "bert", use("defend"))


def test_who_has_fled_is_in_no_fight() -> None:
    with pytest.raises(NotInCombat):
        play(position(hero("anna"), hero("bert", has_fled=True), foe("rat")), "bert", use("defend"))


def test_without_a_fight_nobody_can_act_in_one() -> None:
    state = a_session(character("anna"))
    with pytest.raises(NotInCombat):
        play(state, "anna", use("defend"))
    assert legal_actions(state, CharacterId("anna"), WORLD) == ()


def test_a_fight_cannot_begin_within_a_fight() -> None:
    rec = Recorder(position(hero("anna"), foe("rat")), LoadedDice(), WORLD)
    with pytest.raises(InCombat):
        start_fight(rec, EncounterId("rats"))


def test_an_unknown_encounter_is_not_found() -> None:
    rec = Recorder(a_session(character("anna")), LoadedDice(), WORLD)
    with pytest.raises(NotFound):
        start_fight(rec, EncounterId("dragons"))


def test_after_the_last_round_the_enemies_withdraw() -> None:
    rec = play(position(hero("anna"), foe("rat"), round=MAX_ROUNDS), "anna", use("defend"))
    assert only(rec, CombatEnded).outcome is CombatOutcome.FLED
    assert rec.state.combat is None


def test_a_party_that_lies_on_the_ground_loses_at_once() -> None:
    rec = Recorder(a_session(character("anna", hp=0)), LoadedDice(), WORLD)
    start_fight(rec, EncounterId("one_rat"))
    assert only(rec, CombatEnded).outcome is CombatOutcome.DEFEAT


def test_a_player_who_bleeds_to_death_as_the_turn_begins_does_not_get_it() -> None:
    dying = hero("bert", hp=2, effects=(active("bleeding", source="rat"),))
    rec = play(position(hero("anna"), dying, foe("rat")), "anna", use("defend"))
    assert [turn.combatant_id for turn in found(rec, CombatTurnStarted)] == ["bert", "rat", "anna"]
    assert only(rec, CombatantFell).by == "rat"
