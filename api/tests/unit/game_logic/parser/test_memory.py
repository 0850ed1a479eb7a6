""" "It", "her", "that one", "again": what was named and done last."""

from app.game_logic.parser import parse
from app.models.enums import Direction
from app.models.intents import Drop, Fight, Intent, Interact, Look, Move, Talk, Unclear, Unequip
from app.models.session import SessionState
from tests.support.mill_yard import ANNA, WORLD, after_the_fall_of, in_a_fight, in_the_yard
from tests.support.positions import use, use_item


def said(text: str, state: SessionState) -> Intent:
    return parse(text, state, ANNA, WORLD)


def test_it_is_the_feature_named_last() -> None:
    assert said("pull it", in_the_yard(last="lever")) == Interact("lever", "pull")
    assert said("force it open", in_the_yard(last="chest")) == Interact("chest", "force")
    assert said("look at it", in_the_yard(last="statue")) == Look(target="statue")


def test_it_is_the_item_named_last() -> None:
    assert said("drink it", in_the_yard(last="draught")) == use_item("draught")
    assert isinstance(said("drop it", in_the_yard(last="letter")), Drop)
    assert isinstance(said("take it off", in_the_yard(last="hat")), Unequip)


def test_her_and_him_are_the_person_named_last() -> None:
    assert said("talk to her", in_the_yard(last="maud")) == said("talk to Maud", in_the_yard())
    intent = said("ask him about the lamp", in_the_yard(last="keeper"))
    assert isinstance(intent, Talk)
    assert (intent.person, intent.topic) == ("keeper", "lamp")


def test_them_are_the_enemies_looked_at_last() -> None:
    assert said("attack them", in_the_yard(last="rat")) == Fight("nest")
    assert said("attack them", in_the_yard(last="nest")) == Fight("nest")


def test_it_is_the_foe_named_last_and_the_other_one_is_not() -> None:
    assert said("attack it", in_a_fight(last="wolf_2")) == use("attack", "wolf_2")
    assert said("use ember on that one", in_a_fight(last="rat_2")) == use("ember", "rat_2")
    assert said("attack the other wolf", in_a_fight(last="wolf_2")) == use("attack", "wolf_1")


def test_it_passes_to_the_next_foe_when_the_named_one_has_fallen() -> None:
    state = after_the_fall_of(in_a_fight(last="wolf_1"), "wolf_1")
    assert said("attack it", state) == use("attack", "wolf_2")


def test_a_number_shown_is_that_foe_or_nobody() -> None:
    state = after_the_fall_of(in_a_fight(), "wolf_1")
    assert isinstance(said("attack wolf 1", state), Unclear)
    assert said("attack wolf 2", state) == use("attack", "wolf_2")
    assert said("attack the first wolf", state) == use("attack", "wolf_2")


def test_it_without_anything_named_before_is_not_guessed() -> None:
    assert said("drop it", in_the_yard()) == Unclear("drop it", "drop", "it")


def test_again_is_the_last_intent() -> None:
    assert said("again", in_the_yard(did=Move(Direction.NORTH))) == Move(Direction.NORTH)
    assert said("g", in_the_yard(did=Interact("lever", "pull"))) == Interact("lever", "pull")
    assert said("do that again", in_a_fight(did=use("ember", "rat_2"))) == use("ember", "rat_2")


def test_again_aims_anew_when_the_target_has_fallen() -> None:
    state = after_the_fall_of(in_a_fight(did=use("attack", "wolf_1")), "wolf_1")
    assert said("again", state) == use("attack", "wolf_2")


def test_again_without_anything_before_is_unclear() -> None:
    assert said("again", in_the_yard()) == Unclear("again", "again")


def test_back_goes_against_the_last_step() -> None:
    assert said("back", in_the_yard(did=Move(Direction.SOUTH))) == Move(Direction.NORTH)
