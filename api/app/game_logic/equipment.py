"""Putting on, taking off, throwing away."""

from app.game_logic.possessions import lose_item, owned
from app.game_logic.recorder import Recorder
from app.models.character import Character
from app.models.enums import ItemKind, Slot, Stat
from app.models.errors import IllegalMove
from app.models.events import ItemEquipped, ItemUnequipped, VitalsChanged
from app.models.ids import CharacterId, ItemId
from app.models.intents import Drop, Equip, Unequip
from app.models.items import ItemDef
from app.models.world import World

DISCARDED = "discarded"
"""The sink of what is thrown away."""


def why_not_equip(character: Character, intent: Equip, world: World) -> IllegalMove | None:
    """`not_yours`, `not_wearable`, `wrong_slot` (a thing goes into its own slot only), `level_too_low`,
    `already_worn`."""
    item = character.items.get(intent.item)
    if item is None:
        return IllegalMove("You do not have that.", code="not_yours")
    definition = world.items[item.item_def_id]
    if definition.slot is None:
        return IllegalMove(f"{definition.name} cannot be worn.", code="not_wearable")
    if intent.slot not in (None, definition.slot):
        return IllegalMove(f"{definition.name} does not go there.", code="wrong_slot")
    if character.level < definition.level:
        text = f"{definition.name} needs level {definition.level}."
        return IllegalMove(text, code="level_too_low", details={"level": definition.level})
    if item.id in character.equipment.values():
        return IllegalMove("You are wearing that already.", code="already_worn")
    return None


def equip(rec: Recorder, actor_id: CharacterId, intent: Equip) -> None:
    """Puts a thing into its slot. What was there comes off; a two-handed weapon also clears the off hand, and what goes
    into the off hand clears a two-handed weapon. Hit points and mana are capped if their maxima fell.

    Worn things stay among the carried ones, so a full bag never hinders. Raises IllegalMove (see `why_not_equip`).
    """
    character = rec.state.characters[actor_id]
    problem = why_not_equip(character, intent, rec.world)
    if problem is not None:
        raise problem
    definition = rec.world.items[owned(character, intent.item).item_def_id]
    slot = definition.slot
    if slot is None:
        raise IllegalMove(code="not_wearable")
    removed = _slots_cleared(character, definition, slot, rec.world)
    rec.emit(ItemEquipped(actor_id, intent.item, definition.name, slot, removed))
    cap_vitals(rec, actor_id, definition.name)


def _slots_cleared(character: Character, definition: ItemDef, slot: Slot, world: World) -> tuple[Slot, ...]:
    cleared = {slot}
    if definition.two_handed:
        cleared.add(Slot.OFF_HAND)
    if slot is Slot.OFF_HAND and _holds_two_handed(character, world):
        cleared.add(Slot.MAIN_HAND)
    return tuple(one for one in Slot if one in cleared and one in character.equipment)


def _holds_two_handed(character: Character, world: World) -> bool:
    weapon = character.equipment.get(Slot.MAIN_HAND)
    return weapon is not None and world.items[character.items[weapon].item_def_id].two_handed


def unequip(rec: Recorder, actor_id: CharacterId, intent: Unequip) -> None:
    """Takes off what is worn in a slot. Raises IllegalMove `nothing_worn`."""
    character = rec.state.characters[actor_id]
    item_id = character.equipment.get(intent.slot)
    if item_id is None:
        raise IllegalMove("You wear nothing there.", code="nothing_worn")
    name = rec.world.items[character.items[item_id].item_def_id].name
    rec.emit(ItemUnequipped(actor_id, item_id, name, intent.slot))
    cap_vitals(rec, actor_id, name)


def why_not_drop(character: Character, item_id: ItemId, quantity: int, world: World) -> IllegalMove | None:
    """`not_yours`, `quest_item`, `is_worn`, `not_enough_items` (also for fewer than one)."""
    item = character.items.get(item_id)
    if item is None:
        return IllegalMove("You do not have that.", code="not_yours")
    if world.items[item.item_def_id].kind is ItemKind.QUEST:
        return IllegalMove("You had better keep that.", code="quest_item")
    if item.id in character.equipment.values():
        return IllegalMove("Take it off first.", code="is_worn")
    if not 1 <= quantity <= item.quantity:
        return IllegalMove("You do not have that many.", code="not_enough_items")
    return None


def drop(rec: Recorder, actor_id: CharacterId, intent: Drop) -> None:
    """Throws things away for good (sink "discarded"). Raises IllegalMove (see `why_not_drop`)."""
    character = rec.state.characters[actor_id]
    problem = why_not_drop(character, intent.item, intent.quantity, rec.world)
    if problem is not None:
        raise problem
    lose_item(rec, actor_id, intent.item, intent.quantity, DISCARDED)


def cap_vitals(rec: Recorder, character_id: CharacterId, reason: str) -> None:
    """Brings hit points and mana down to maxima that have fallen. `reason` is what came off."""
    character = rec.state.characters[character_id]
    stats = character.get_effective_stats(rec.world)
    hp = min(character.hp, stats[Stat.MAX_HP])
    mana = min(character.mana, stats[Stat.MAX_MANA])
    if (hp, mana) != (character.hp, character.mana):
        rec.emit(VitalsChanged(character_id, hp - character.hp, mana - character.mana, hp, mana, reason))
