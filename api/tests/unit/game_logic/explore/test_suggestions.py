"""Suggestions: few, legal, useful, and in words that mean what they stand for."""

from dataclasses import replace

import pytest

from app.game_logic.legal import legal_intents
from app.game_logic.parser import parse
from app.game_logic.scope import scope_of
from app.game_logic.suggestions import suggest
from app.game_logic.wording import words_for
from app.models.enums import Direction, QuestStatus
from app.models.ids import CharacterId, EncounterId, LocationId, PersonId, QuestId
from app.models.intents import Fight, Interact, LearnSkill, Move, Rest, UseAbility, UseItem
from app.models.session import QuestProgress, SessionState, Suggestion
from app.models.world import World
from tests.support.hamlet import HAMLET
from tests.support.positions import holding
from tests.support.shipped import shipped_world
from tests.support.strolls import ANNA, anna, at, bert, cast, do, drink, equip, go, talk
from tests.support.walks import at_the_move, by_numbers, new_session, walk

CLEAR = {QuestId("wood"): QuestProgress(QuestStatus.ACTIVE, 0)}
ARRIVE = {QuestId("wood"): QuestProgress(QuestStatus.ACTIVE, 1)}


def _suggested(state: SessionState, who: CharacterId = ANNA) -> list[object]:
    return [one.intent for one in suggest(state, who, HAMLET)]


def _texts(state: SessionState) -> list[str]:
    return [one.text for one in suggest(state, ANNA, HAMLET)]


def assert_useful(found: tuple[Suggestion, ...], state: SessionState, who: CharacterId, world: World) -> None:
    """3 to 5, numbered, different, legal, and understood as what they are."""
    assert 3 <= len(found) <= 5
    assert [one.id for one in found] == [f"s{number}" for number in range(1, len(found) + 1)]
    assert len({one.text for one in found}) == len(found)
    legal = set(legal_intents(state, who, world))
    for one in found:
        assert one.intent in legal
        assert parse(one.text, state, who, world) == one.intent, one.text


@pytest.fixture(scope="module")
def story() -> World:
    return shipped_world()


@pytest.mark.parametrize("class_id", ["vanguard", "lampwright", "reedwalker"])
def test_all_along_a_walk_through_the_story_they_are_useful(story: World, class_id: str) -> None:
    seed = class_id.encode().ljust(32)
    numbers = [(n * 7919) % 10007 for n in range(500)]
    for step in walk(new_session(story, [class_id], seed), story, seed, by_numbers(numbers), turns=400):
        who = at_the_move(step.after)
        assert_useful(suggest(step.after, who, story), step.after, who, story)


def test_who_is_not_at_the_move_still_gets_some(story: World) -> None:
    state = new_session(story, ["vanguard", "lampwright"], bytes(32))
    assert_useful(suggest(state, CharacterId("hero_1"), story), state, CharacterId("hero_1"), story)


def test_the_same_state_gives_the_same_suggestions() -> None:
    state = at("green", quests=CLEAR)
    assert suggest(state, ANNA, HAMLET) == suggest(state, ANNA, HAMLET)


def test_nothing_is_suggested_after_the_end() -> None:
    assert suggest(at("green", is_over=True), ANNA, HAMLET) == ()


def test_what_a_quest_needs_comes_first() -> None:
    assert _suggested(at("green", quests=CLEAR))[0] == go("north")
    assert _suggested(at("lane", quests=CLEAR))[0] == Fight("one_rat")


def test_who_bars_the_way_to_it_comes_first() -> None:
    assert _suggested(at("lane", quests=ARRIVE))[0] == Fight("one_rat")
    free = at("lane", quests=ARRIVE, won=(EncounterId("one_rat"),))
    assert _suggested(free)[0] == go("north")


def test_what_opens_a_closed_way_is_found_too() -> None:
    deep = replace(
        HAMLET.quests[QuestId("wood")].stages[1],
        objective=replace(HAMLET.quests[QuestId("wood")].stages[1].objective, at=LocationId("cellar")),
    )
    quest = replace(HAMLET.quests[QuestId("wood")], stages=(deep, deep))
    world = replace(HAMLET, quests={quest.id: quest})
    found = suggest(at("green", quests=CLEAR), ANNA, world)
    assert found[0].intent == Interact("hatch", "force")


def test_when_hurt_getting_well_comes_before_quests() -> None:
    hurt = anna(hp=10, items=holding(potion=1))
    assert _suggested(at("green", hurt, quests=CLEAR))[:2] == [Rest(long=True), drink("potion")]
    stranded = at("lane", anna(hp=10), quests=CLEAR)
    assert _suggested(stranded)[0] == go("south")


def test_unhurt_nobody_is_told_to_drink() -> None:
    state = at("green", anna(hp=31, items=holding(potion=1)))
    assert not any(isinstance(one, UseItem) for one in _suggested(state))


def test_in_a_talk_there_is_something_to_say() -> None:
    state = at("green", talking_to={ANNA: PersonId("maud")}, met=(PersonId("maud"),))
    assert "What about tails?" in _texts(state)
    assert talk("maud") not in _suggested(state)


def test_what_was_said_just_now_is_not_offered_again() -> None:
    state = do(at("green"), talk("maud", "weather")).state
    assert "What about weather?" not in _texts(state)


def test_what_is_used_up_is_not_offered_again() -> None:
    rung = do(at("green"), Interact("shrine", "pray")).state
    assert Interact("shrine", "pray") not in _suggested(rung)


def test_an_empty_slot_and_a_free_point_are_pointed_out() -> None:
    state = at("lane", anna(items=holding(sword=1), skill_points=1), won=(EncounterId("one_rat"),))
    suggested = _suggested(state)
    assert equip("sword") in suggested
    assert any(isinstance(one, LearnSkill) for one in suggested)


def test_places_not_seen_come_before_places_seen() -> None:
    state = at("lane", won=(EncounterId("one_rat"),), visited=(LocationId("green"), LocationId("lane")))
    moves = [one for one in _suggested(state) if isinstance(one, Move)]
    assert moves == [go("north"), go("south")]


def test_known_places_are_named_and_unknown_ones_only_by_the_way() -> None:
    state = at("lane", won=(EncounterId("one_rat"),), visited=(LocationId("green"), LocationId("lane")))
    assert {"go south to Green", "go north by the way to the wood"} <= set(_texts(state))


def _fight(hp: int) -> SessionState:
    state = do(at("lane", anna(items=holding(potion=1))), Fight("one_rat"), initiative=[20, 1]).state
    combat = state.combat
    assert combat is not None
    fighters = {key: one if one.enemy_id else replace(one, hp=hp) for key, one in combat.combatants.items()}
    return replace(state, combat=replace(combat, combatants=fighters))


def test_in_a_fight_the_plain_attack_comes_first_and_the_potion_when_hurt() -> None:
    assert suggest(_fight(32), ANNA, HAMLET)[0] == Suggestion("s1", "attack the Rat", cast("attack", "rat_1"))
    hurt = _suggested(_fight(9))
    assert isinstance(hurt[0], UseItem)
    assert hurt[1] == cast("flee")


def test_each_ability_is_suggested_once() -> None:
    abilities = [one.ability for one in _suggested(_fight(32)) if isinstance(one, UseAbility)]
    assert len(set(abilities)) == len(abilities)


def test_out_of_turn_in_a_fight_one_can_look_and_ask() -> None:
    state = do(at("lane", anna(), bert()), Fight("one_rat"), initiative=[20, 10, 1]).state
    found = suggest(state, CharacterId("bert"), HAMLET)
    assert [one.text for one in found][:1] == ["look around"]
    assert len(found) >= 3


def test_the_article_of_a_place_is_written_small(story: World) -> None:
    state = new_session(story, ["vanguard"], bytes(32))
    state = replace(state, visited=(*state.visited, LocationId("inn_yard")))
    who = CharacterId("hero_0")
    assert (
        words_for(Move(Direction.OUT), scope_of(state, who, story), state, story) == "go out to the Inn Yard"
    )


def test_a_fight_is_named_after_the_worst_in_it(story: World) -> None:
    state, who = new_session(story, ["vanguard"], bytes(32)), CharacterId("hero_0")
    scope = scope_of(state, who, story)
    named = {one: words_for(Fight(EncounterId(one)), scope, state, story) for one in story.encounters}
    assert named[EncounterId("tollwarden_court")] == "attack the Tollwarden"
    assert named[EncounterId("nest_in_the_flue")] == "attack the Wick-Mother"
