"""What may be done when, and by whom."""

from dataclasses import replace

import pytest

from app.models.enums import Direction, Slot
from app.models.errors import NotFound
from app.models.events import ActionUnderstood, TurnPassed
from app.models.ids import CharacterId, ItemId, SkillNodeId
from app.models.intents import (
    Ask,
    Begin,
    Drop,
    End,
    Equip,
    Fight,
    Intent,
    Interact,
    LearnSkill,
    Look,
    Move,
    Respec,
    Rest,
    Unclear,
    Unequip,
    Wait,
)
from app.models.session import SessionState
from tests.support.positions import holding
from tests.support.strolls import (
    ANNA,
    BERT,
    all_of,
    anna,
    at,
    bert,
    cast,
    do,
    drink,
    equip,
    one_of,
    refused,
    talk,
)

FREE: list[Intent] = [Look(), Ask("help"), Unclear("hm")]
EXPLORING: list[Intent] = [
    Move(Direction.NORTH),
    Interact("well", "search"),
    talk("maud"),
    Fight("one_rat"),
    Rest(long=True),
    Wait(),
    Equip(ItemId("sword")),
    Unequip(Slot.HEAD),
    Drop(ItemId("potion")),
    LearnSkill(SkillNodeId("fighter_a_1")),
    Respec(),
]


def _fight() -> SessionState:
    return do(at("lane", anna(items=holding(potion=1))), Fight("one_rat"), initiative=[20, 1]).state


def test_every_turn_begins_with_what_was_understood() -> None:
    after = do(at("green"), Wait())
    assert after.events[0] == ActionUnderstood(ANNA, Wait(), None)


def test_a_stranger_is_not_found() -> None:
    with pytest.raises(NotFound):
        do(at("green"), Wait(), who=CharacterId("stranger"))


def test_nothing_happens_after_the_end() -> None:
    over = at("green", is_over=True)
    assert {refused(over, intent) for intent in (Wait(), *FREE)} == {"session_not_active"}


@pytest.mark.parametrize("intent", [Begin(), End()])
def test_the_engines_own_turns_are_not_for_players(intent: Intent) -> None:
    assert refused(at("green"), intent) == "engine_only"


@pytest.mark.parametrize("intent", EXPLORING)
def test_a_fight_leaves_no_time_for_anything_else(intent: Intent) -> None:
    assert refused(_fight(), intent) == "in_combat"


@pytest.mark.parametrize("intent", FREE)
def test_looking_and_asking_is_possible_in_a_fight_and_costs_nothing(intent: Intent) -> None:
    fight = _fight()
    assert do(fight, intent).state.combat == fight.combat


def test_the_fallen_can_only_look_and_ask() -> None:
    fallen = at("green", anna(hp=0), bert())
    assert refused(fallen, Wait()) == "fallen"
    assert refused(fallen, equip("sword")) == "fallen"
    for intent in FREE:
        assert do(fallen, intent).state.characters == fallen.characters


def test_whoever_fell_in_a_fight_cannot_act_though_the_character_row_says_otherwise() -> None:
    party = at("lane", anna(), bert())
    fight = do(party, Fight("one_rat"), initiative=[20, 1, 1]).state
    combat = fight.combat
    assert combat is not None
    fallen = {**combat.combatants}
    key = next(one for one in fallen if one == "bert")
    fallen[key] = replace(fallen[key], hp=0)
    state = replace(fight, combat=replace(combat, combatants=fallen))
    assert refused(state, cast("attack", "rat_1"), who=BERT) == "fallen"


def test_in_a_fight_initiative_says_whose_turn_it_is() -> None:
    fight = do(at("lane", anna(), bert()), Fight("one_rat"), initiative=[20, 10, 1]).state
    assert refused(fight, cast("attack", "rat_1"), who=BERT) == "not_your_turn"


def test_a_party_takes_turns() -> None:
    party = at("green", anna(), bert())
    assert refused(party, Wait(), who=BERT) == "not_your_turn"
    after = do(party, Wait())
    assert one_of(after.events, TurnPassed).current_turn == 1
    assert refused(after.state, Wait()) == "not_your_turn"
    assert do(after.state, Wait(), who=BERT).state.current_turn == 0


def test_alone_there_is_no_turn_to_pass() -> None:
    assert all_of(do(at("green"), Wait()).events, TurnPassed) == []


@pytest.mark.parametrize(
    "intent", [*FREE, Equip(ItemId("sword")), Drop(ItemId("potion")), LearnSkill(SkillNodeId("fighter_a_1"))]
)
def test_what_takes_no_turn_waits_for_none(intent: Intent) -> None:
    ready = anna(items=holding(sword=1, potion=1), skill_points=1)
    party = at("green", bert(), ready)
    after = do(party, intent)
    assert all_of(after.events, TurnPassed) == []


def test_the_fallen_are_passed_over() -> None:
    third = CharacterId("cara")
    party = at("green", anna(), bert(hp=0), replace(anna(), id=third, name="Cara"))
    assert one_of(do(party, Wait()).events, TurnPassed).current_turn == 2


def test_a_remedy_takes_the_turn() -> None:
    party = at("green", anna(hp=3, items=holding(potion=1)), bert())
    assert one_of(do(party, drink("potion")).events, TurnPassed).current_turn == 1


def test_what_is_refused_changes_nothing() -> None:
    state = at("green")
    assert refused(state, Move(Direction.WEST)) == "no_way"
    assert state == at("green")
