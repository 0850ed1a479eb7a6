"""What follows a fight: spoils, or waking up somewhere safe."""

from dataclasses import replace

from app.models.combat import Combatant
from app.models.events import (
    CombatEnded,
    Event,
    FlagChanged,
    GoldChanged,
    LocationEntered,
    Told,
    TurnPassed,
    VitalsChanged,
)
from app.models.ids import CombatantId, EncounterId, LocationId
from app.models.intents import Fight
from app.models.session import SessionState
from tests.support.positions import holding
from tests.support.strolls import ANNA, BERT, all_of, anna, at, bert, cast, do, one_of


def _fight(state: SessionState, encounter: str = "one_rat", **enemies: int) -> SessionState:
    """The fight begun, Anna at the move, the enemies with these fields."""
    begun = do(state, Fight(encounter), initiative=[20, 1, 1, 1]).state
    combat = begun.combat
    assert combat is not None
    combatants = {
        one.id: replace(one, **enemies) if one.enemy_id else one  # type: ignore[arg-type]  # fields of Combatant, by name
        for one in combat.combatants.values()
    }
    return replace(begun, combat=replace(combat, combatants=combatants))


def _doomed(state: SessionState) -> SessionState:
    """Every hero at one hit point."""
    combat = state.combat
    assert combat is not None
    weak: dict[CombatantId, Combatant] = {
        key: one if one.enemy_id else replace(one, hp=1) for key, one in combat.combatants.items()
    }
    return replace(state, combat=replace(combat, combatants=weak))


def _lost(state: SessionState, **changes: object) -> SessionState:
    started = _doomed(_fight(replace(state, **changes)))  # type: ignore[arg-type]  # fields of SessionState, by name
    return do(started, cast("change_row"), attack=20, damage=6).state


def test_a_victory_brings_what_the_encounter_promises() -> None:
    after = do(_fight(at("lane"), hp=1), cast("attack", "rat_1"), attack=20)
    assert one_of(after.events, Told).text == "The lane is free."
    assert after.state.won == (EncounterId("one_rat"),)


def test_enemies_that_come_again_note_when_they_were_beaten() -> None:
    won = (EncounterId("one_rat"),)
    state = _fight(at("wood", minutes=77, won=won), "rats", hp=1)
    for rat in ("rat_1", "rat_2", "rat_3"):
        after = do(state, cast("attack", rat), attack=[20, 1, 1])
        state = after.state
    assert one_of(after.events, FlagChanged) == FlagChanged("_won_at.rats", 77)


def test_after_a_defeat_the_party_wakes_where_it_was_last_safe() -> None:
    state = _doomed(_fight(at("lane", last_safe_location_id=LocationId("cellar"))))
    after = do(state, cast("change_row"), attack=20, damage=6)
    entered = one_of(after.events, LocationEntered)
    assert (entered.location_id, entered.came_from, entered.direction) == ("cellar", None, None)
    assert after.state.location_id == "cellar"
    assert after.state.minutes == 240


def test_without_a_safe_place_the_party_wakes_where_the_story_began() -> None:
    assert _lost(at("lane")).location_id == "green"


def test_a_defeat_costs_a_tenth_of_the_gold_and_nothing_else() -> None:
    before = at("lane", anna(gold=109, items=holding(potion=2, sword=1)))
    started = _doomed(_fight(before))
    after = do(started, cast("change_row"), attack=20, damage=6)
    lost = one_of(after.events, GoldChanged)
    assert (lost.amount, lost.gold, lost.account) == (-10, 99, "defeat")
    assert after.state.characters[ANNA].items == before.characters[ANNA].items


def test_the_beaten_wake_with_half_their_hit_points() -> None:
    after = _lost(at("lane"))
    assert after.characters[ANNA].hp == 16
    assert after.combat is None


def test_a_defeat_is_the_whole_partys() -> None:
    party = at("lane", anna(gold=10), bert(gold=20, hp=1))
    started = _doomed(_fight(party))
    state = started
    events: list[Event] = []
    for _ in range(6):
        if state.combat is None:
            break
        who = ANNA if state.combat.current_id == "anna" else BERT
        result = do(state, cast("change_row"), who=who, attack=20, damage=6)
        state, events = result.state, [*events, *result.events]
    assert {one.character_id for one in all_of(events, GoldChanged)} == {ANNA, BERT}
    assert {one.character_id for one in all_of(events, VitalsChanged)} == {ANNA, BERT}


def test_the_enemies_are_still_there_after_a_defeat() -> None:
    after = _lost(at("lane"))
    assert after.won == ()


def test_whoever_fled_is_where_the_fight_was() -> None:
    after = do(_fight(at("lane")), cast("flee"), flee=20)
    assert one_of(after.events, CombatEnded).outcome == "fled"
    assert after.state.location_id == "lane"
    assert after.state.won == ()


def test_a_fight_won_passes_the_turn_to_the_next_player() -> None:
    begun = _fight(at("lane", anna(), bert()), hp=1)
    first = do(begun, cast("attack", "rat_1"), attack=20)
    assert all_of(first.events, TurnPassed) == []
    second = do(first.state, cast("attack", "rat_2"), who=BERT, attack=20)
    assert one_of(second.events, CombatEnded).outcome == "victory"
    assert one_of(second.events, TurnPassed).current_turn == 1
