"""Folding events of items, gold and growth."""

from dataclasses import replace

from app.game_logic.fold.change import Handlers, with_character
from app.models.events import (
    ExperienceGained,
    GoldChanged,
    ItemEquipped,
    ItemGained,
    ItemLost,
    ItemUnequipped,
    LevelGained,
    SkillLearned,
    SkillsForgotten,
)
from app.models.session import SessionState


def _item_gained(state: SessionState, event: ItemGained) -> SessionState:
    items = {**state.characters[event.character_id].items, event.item.id: event.item}
    return with_character(state, event.character_id, items=items)


def _item_lost(state: SessionState, event: ItemLost) -> SessionState:
    character = state.characters[event.character_id]
    items = dict(character.items)
    if event.left:
        items[event.item_id] = replace(items[event.item_id], quantity=event.left)
        return with_character(state, event.character_id, items=items)
    del items[event.item_id]
    equipment = {slot: item_id for slot, item_id in character.equipment.items() if item_id != event.item_id}
    return with_character(state, event.character_id, items=items, equipment=equipment)


def _equipped(state: SessionState, event: ItemEquipped) -> SessionState:
    worn = state.characters[event.character_id].equipment
    equipment = {slot: item_id for slot, item_id in worn.items() if slot not in event.removed}
    return with_character(state, event.character_id, equipment={**equipment, event.slot: event.item_id})


def _unequipped(state: SessionState, event: ItemUnequipped) -> SessionState:
    worn = state.characters[event.character_id].equipment
    equipment = {slot: item_id for slot, item_id in worn.items() if slot is not event.slot}
    return with_character(state, event.character_id, equipment=equipment)


def _gold(state: SessionState, event: GoldChanged) -> SessionState:
    return with_character(state, event.character_id, gold=event.gold)


def _experience(state: SessionState, event: ExperienceGained) -> SessionState:
    return with_character(state, event.character_id, experience=event.experience)


def _level(state: SessionState, event: LevelGained) -> SessionState:
    return with_character(
        state,
        event.character_id,
        level=event.level,
        skill_points=event.skill_points,
        hp=event.hp,
        mana=event.mana,
    )


def _skill(state: SessionState, event: SkillLearned) -> SessionState:
    skills = (*state.characters[event.character_id].skills, event.node)
    return with_character(state, event.character_id, skills=skills, skill_points=event.skill_points)


def _respec(state: SessionState, event: SkillsForgotten) -> SessionState:
    return with_character(
        state, event.character_id, skills=(), skill_points=event.skill_points, hp=event.hp, mana=event.mana
    )


HANDLERS: Handlers = {
    ItemGained: _item_gained,
    ItemLost: _item_lost,
    ItemEquipped: _equipped,
    ItemUnequipped: _unequipped,
    GoldChanged: _gold,
    ExperienceGained: _experience,
    LevelGained: _level,
    SkillLearned: _skill,
    SkillsForgotten: _respec,
}
