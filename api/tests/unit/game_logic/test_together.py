"""What a party has agreed on: done whoever is at the move, and nobody's turn is used up."""

from dataclasses import replace

import pytest

from app.game_logic.resolve import resolve
from app.game_logic.together import together, who_leads, why_not_together
from app.models.errors import Fallen, GameError, IllegalMove
from app.models.events import Rested, TurnPassed
from app.models.ids import CharacterId
from app.models.intents import Fight, Move, Rest, Together
from app.models.session import SessionState
from tests.support.hamlet import HAMLET
from tests.support.positions import LoadedDice
from tests.support.strolls import ANNA, BERT, all_of, anna, at, bert, do, go

LONG = Rest(long=True)
AT_ANNA = at("green", anna(hp=5), bert())


def refusal(state: SessionState, deed: Rest | Move, who: CharacterId = BERT) -> str:
    with pytest.raises(GameError) as caught:
        together(state, who, deed, LoadedDice(), HAMLET)
    problem = why_not_together(state, who, deed, HAMLET)
    assert problem is not None
    assert problem.code == caught.value.code
    return caught.value.code


@pytest.mark.parametrize("deed", [LONG, go("north")])
def test_it_is_the_deed_of_one_but_that_the_move_stays(deed: Rest | Move) -> None:
    own = resolve(AT_ANNA, ANNA, deed, LoadedDice(), HAMLET)
    agreed = together(AT_ANNA, BERT, deed, LoadedDice(), HAMLET)
    assert agreed.state.current_turn == AT_ANNA.current_turn
    assert all_of(agreed.events, TurnPassed) == []
    kinds = [type(event) for event in own.events if not isinstance(event, TurnPassed)]
    assert [type(event) for event in agreed.events] == kinds


def test_all_of_them_rest() -> None:
    after = together(AT_ANNA, BERT, LONG, LoadedDice(), HAMLET)
    assert {event.character_id for event in all_of(after.events, Rested)} == {ANNA, BERT}


def test_what_the_rules_refuse_they_refuse_a_party_too() -> None:
    assert refusal(at("lane", anna(), bert()), LONG) == "not_safe"
    assert refusal(AT_ANNA, go("in")) == "way_blocked"
    assert refusal(replace(AT_ANNA, is_over=True), LONG) == "session_not_active"
    assert refusal(AT_ANNA, LONG, CharacterId("nobody")) == "not_found"
    assert refusal(at("green", anna(), bert(hp=0)), LONG) == "fallen"
    fighting = do(at("lane", anna(), bert()), Fight("one_rat"), initiative=[20, 19, 1]).state
    assert refusal(fighting, LONG) == "in_combat"


def test_whoever_stands_leads_when_who_asked_does_not() -> None:
    assert who_leads(AT_ANNA, BERT) == BERT
    assert who_leads(AT_ANNA, CharacterId("gone")) == ANNA
    assert who_leads(at("green", anna(hp=0), bert()), ANNA) == BERT
    with pytest.raises(Fallen):
        who_leads(at("green", anna(hp=0), bert(hp=0)), ANNA)


def test_no_players_words_mean_it() -> None:
    with pytest.raises(IllegalMove) as caught:
        do(AT_ANNA, Together(LONG))
    assert caught.value.code == "engine_only"
