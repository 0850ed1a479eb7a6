"""Experience, levels, skill trees and the making of a character."""

from dataclasses import replace

import pytest

from app.game_logic.creation import create_character
from app.game_logic.dice import Dice
from app.game_logic.progression import experience_for, gain_experience
from app.game_logic.recorder import Recorder
from app.game_logic.skill_manager import learn, learnable, respec, respec_cost_gold
from app.models.character import MAX_LEVEL, Character
from app.models.enums import Slot, Stat
from app.models.errors import IllegalMove, InCombat
from app.models.events import ExperienceGained, GoldChanged, LevelGained, SkillsForgotten
from app.models.ids import CharacterId, ClassId, ItemDefId, OriginId, SkillNodeId, UserId
from tests.support.positions import (
    SEED,
    LoadedDice,
    a_session,
    character,
    foe,
    found,
    hero,
    only,
    position,
    rested,
)
from tests.support.worlds import WORLD

ANNA = CharacterId("anna")


def recording(anna: Character) -> Recorder:
    """A turn with anna alone, at peace."""
    return Recorder(a_session(anna), LoadedDice(), WORLD)


def test_the_curve_of_experience() -> None:
    assert [experience_for(level) for level in (1, 2, 3, 4, 20)] == [0, 100, 300, 600, 19000]


def test_a_level_brings_a_skill_point_and_full_vitals() -> None:
    rec = recording(character("anna", hp=1, mana=0, experience=90))
    gain_experience(rec, ANNA, 10)
    grown = rec.state.characters[ANNA]
    stats = grown.get_effective_stats(WORLD)
    assert (grown.level, grown.skill_points) == (2, 1)
    assert (grown.hp, grown.mana) == (stats[Stat.MAX_HP], stats[Stat.MAX_MANA])


def test_much_experience_at_once_brings_several_levels() -> None:
    rec = recording(character("anna"))
    gain_experience(rec, ANNA, 650)
    assert [gained.level for gained in found(rec, LevelGained)] == [2, 3, 4]


def test_at_the_highest_level_nothing_more_is_gained() -> None:
    rec = recording(character("anna", level=MAX_LEVEL, experience=experience_for(MAX_LEVEL)))
    gain_experience(rec, ANNA, 10)
    assert found(rec, ExperienceGained) == []


def test_the_last_level_takes_what_is_missing_and_no_more() -> None:
    rec = recording(character("anna", level=19, experience=18990))
    gain_experience(rec, ANNA, 500)
    assert only(rec, ExperienceGained).amount == 10
    assert rec.state.characters[ANNA].level == MAX_LEVEL


def test_without_points_nothing_can_be_learnt() -> None:
    assert learnable(character("anna"), WORLD) == ()


def test_with_a_point_the_first_tier_is_open() -> None:
    assert learnable(character("anna", skill_points=1), WORLD) == ("fighter_a_1", "fighter_b_1")


def test_learning_spends_the_points_and_opens_what_needs_it() -> None:
    rec = recording(character("anna", skill_points=2))
    learn(rec, ANNA, SkillNodeId("fighter_a_1"))
    anna = rec.state.characters[ANNA]
    assert (anna.skills, anna.skill_points) == (("fighter_a_1",), 1)
    assert learnable(anna, WORLD) == ("fighter_a_2", "fighter_b_1")


@pytest.mark.parametrize(
    ("node", "points", "code"),
    [
        ("mage_a_1", 5, "unknown_skill"),
        ("fighter_a_1", 5, "already_learnt"),
        ("fighter_a_3", 5, "tier_locked"),
        ("fighter_b_2", 5, "skill_required"),
        ("fighter_b_1", 0, "not_enough_points"),
    ],
)
def test_each_reason_not_to_teach_has_its_code(node: str, points: int, code: str) -> None:
    rec = recording(character("anna", skill_points=points, skills=(SkillNodeId("fighter_a_1"),)))
    with pytest.raises(IllegalMove) as error:
        learn(rec, ANNA, SkillNodeId(node))
    assert error.value.code == code


def test_the_second_tier_needs_two_points_in_the_same_tree() -> None:
    both = (SkillNodeId("fighter_a_1"), SkillNodeId("fighter_a_2"))
    assert "fighter_a_3" in learnable(character("anna", skill_points=2, skills=both), WORLD)


def test_a_respec_gives_every_point_back_for_gold_and_caps_the_vitals() -> None:
    skills = ("fighter_a_1", "fighter_a_2", "fighter_a_3")
    tough = rested(character("anna", skills=tuple(SkillNodeId(one) for one in skills), gold=90, level=3))
    rec = recording(tough)
    respec(rec, ANNA)
    anna = rec.state.characters[ANNA]
    assert (anna.skills, anna.skill_points, anna.gold) == ((), 4, 90 - respec_cost_gold(3))
    assert anna.hp == tough.hp - 5
    assert only(rec, GoldChanged).account == "respec"
    assert only(rec, SkillsForgotten).skill_points == 4


@pytest.mark.parametrize(
    ("skills", "gold", "code"), [((), 99, "nothing_to_forget"), (("fighter_a_1",), 24, "not_enough_gold")]
)
def test_a_respec_needs_skills_and_gold(skills: tuple[str, ...], gold: int, code: str) -> None:
    rec = recording(character("anna", skills=skills, gold=gold))
    with pytest.raises(IllegalMove) as error:
        respec(rec, ANNA)
    assert error.value.code == code


def test_in_a_fight_nobody_learns_or_forgets() -> None:
    rec = Recorder(position(hero("anna"), foe("rat")), LoadedDice(), WORLD)
    with pytest.raises(InCombat):
        learn(rec, ANNA, SkillNodeId("fighter_a_1"))
    with pytest.raises(InCombat):
        respec(rec, ANNA)


def made(class_id: str) -> Character:
    """A new character of that class."""
    return create_character(
        ANNA,
        UserId("u"),
        "Anna",
        ClassId(class_id),
        OriginId("farmer"),
        {"hair": "red"},
        WORLD,
        Dice(SEED, 0).new_id,
    )


def test_a_new_character_is_whole_and_has_the_gold_of_its_origin() -> None:
    anna = made("fighter")
    assert (anna.hp, anna.mana, anna.gold, anna.level, anna.skill_points) == (32, 20, 10, 1, 1)
    assert anna == rested(anna)
    assert anna.appearance == {"hair": "red"}


def test_a_new_character_wears_what_it_can() -> None:
    anna = made("fighter")
    worn = {slot: anna.items[item_id].item_def_id for slot, item_id in anna.equipment.items()}
    assert worn == {Slot.MAIN_HAND: "sword", Slot.OFF_HAND: "buckler"}


def test_two_hands_on_a_weapon_leave_none_for_a_shield() -> None:
    anna = made("rogue")
    worn = {slot: anna.items[item_id].item_def_id for slot, item_id in anna.equipment.items()}
    assert worn == {Slot.MAIN_HAND: "greatbow"}
    assert len(anna.items) == 3


def test_starting_items_come_in_stacks_that_fit() -> None:
    assert sorted(item.quantity for item in made("healer").items.values()) == [2, 5]


def test_what_class_and_origin_both_give_is_put_together() -> None:
    origin = replace(WORLD.origins[OriginId("farmer")], starting_items={ItemDefId("potion"): 2})
    world = replace(WORLD, origins={origin.id: origin})
    anna = create_character(
        ANNA, UserId("u"), "Anna", ClassId("fighter"), origin.id, {}, world, Dice(SEED, 0).new_id
    )
    assert [item.quantity for item in anna.items.values() if item.item_def_id == "potion"] == [4]
