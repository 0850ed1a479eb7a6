"""The first turn, the last one, and what is done outside of all."""

import pytest

from app.game_logic.begin import begin, end_story
from app.game_logic.dice import Dice
from app.game_logic.resolve import apply_outside
from app.models.enums import Slot
from app.models.errors import GameError, SessionNotActive
from app.models.events import (
    CharacterJoined,
    CombatEnded,
    GoldChanged,
    LocationEntered,
    LoreGained,
    QuestStarted,
    SessionStarted,
    StoryEnded,
    Told,
)
from app.models.ids import ItemId, LocationId, SessionId, SkillNodeId
from app.models.intents import Fight, Intent, LearnSkill, Look, Respec, Unequip, Wait
from tests.support.hamlet import HAMLET
from tests.support.positions import SEED, holding
from tests.support.strolls import ANNA, BERT, anna, at, bert, cast, do, drink, drop, equip, one_of

DICE = Dice(SEED, 1)


def test_a_session_begins_with_everybody_where_the_story_begins() -> None:
    begun = begin(SessionId("s"), "hash", (anna(), bert()), DICE, HAMLET)
    kinds = [type(event) for event in begun.events]
    assert kinds[:-2] == [
        SessionStarted,
        CharacterJoined,
        CharacterJoined,
        LocationEntered,
        Told,
        QuestStarted,
    ]
    assert kinds[-2:] == [LoreGained, LoreGained]
    assert one_of(begun.events, SessionStarted).seed_hash == "hash"
    assert one_of(begun.events, LocationEntered).first_visit
    assert begun.state.location_id == HAMLET.start_location
    assert begun.state.turn_order == (ANNA, BERT)
    assert begun.state.last_safe_location_id == LocationId("green")


def test_a_character_brings_the_opening_of_its_origin() -> None:
    begun = begin(SessionId("s"), "hash", (anna(),), DICE, HAMLET)
    assert one_of(begun.events, CharacterJoined).opening == "A field."


def test_the_end_is_the_end() -> None:
    ended = end_story(at("green"), DICE, HAMLET)
    assert [type(event) for event in ended.events] == [StoryEnded]
    assert ended.state.is_over
    with pytest.raises(SessionNotActive):
        end_story(ended.state, DICE, HAMLET)


def test_wounds_of_a_fight_broken_off_stay() -> None:
    fight = do(at("lane"), Fight("one_rat"), initiative=[1, 20], attack=20, damage=6).state
    assert fight.combat is not None
    left = fight.combat.combatants[next(iter(fight.combat.combatants))].hp
    ended = end_story(fight, DICE, HAMLET)
    assert [type(event) for event in ended.events] == [CombatEnded, StoryEnded]
    assert ended.state.combat is None
    assert ended.state.characters[ANNA].hp == left < 32


def test_outside_a_session_one_can_dress_drink_and_learn() -> None:
    character = anna(hp=10, gold=100, skill_points=1, items=holding(sword=1, potion=2))
    dressed = apply_outside(character, equip("sword"), DICE, HAMLET).character
    assert dressed.equipment == {Slot.MAIN_HAND: "sword"}
    assert apply_outside(dressed, Unequip(Slot.MAIN_HAND), DICE, HAMLET).character.equipment == {}
    assert apply_outside(character, drink("potion"), DICE, HAMLET).character.hp == 20
    assert apply_outside(character, drop("potion", 2), DICE, HAMLET).character.items.keys() == {"sword"}
    learned = apply_outside(character, LearnSkill(SkillNodeId("fighter_a_1")), DICE, HAMLET).character
    assert learned.skills == ("fighter_a_1",)
    forgotten = apply_outside(learned, Respec(), DICE, HAMLET)
    assert (forgotten.character.skills, forgotten.character.skill_points) == ((), 1)
    assert one_of(forgotten.events, GoldChanged).account == "respec"


@pytest.mark.parametrize("intent", [Wait(), Look(), Fight("one_rat"), cast("mend")])
def test_an_adventure_is_needed_for_anything_else(intent: Intent) -> None:
    with pytest.raises(GameError) as caught:
        apply_outside(anna(), intent, DICE, HAMLET)
    assert caught.value.code == "needs_session"


def test_the_rules_hold_outside_too() -> None:
    with pytest.raises(GameError) as caught:
        apply_outside(anna(), equip("sword"), DICE, HAMLET)
    assert caught.value.code == "not_yours"
    assert ItemId("sword") not in anna().items
