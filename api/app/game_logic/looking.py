"""Looking at things changes nothing and is always allowed."""

from typing import Literal

from app.game_logic.combatants import max_hp
from app.game_logic.dialogue import people_here
from app.game_logic.encounter_builder import enemy_counts
from app.game_logic.encounters_here import encounters_here
from app.game_logic.features import visible_features
from app.game_logic.recorder import Recorder
from app.models.combat import Combatant
from app.models.errors import IllegalMove
from app.models.events import Looked
from app.models.ids import CharacterId, CombatantId, EnemyId, ItemId
from app.models.intents import Look
from app.models.session import SessionState
from app.models.world import EncounterDef, World

Kind = Literal["location", "feature", "person", "enemy", "item", "combatant"]

_CONDITIONS = ((100, "unhurt"), (67, "scratched"), (34, "wounded"), (1, "close to falling"))
"""From this share of hit points (in percent) one looks so."""


def look(rec: Recorder, actor_id: CharacterId, intent: Look) -> None:
    """At the place, or at something in sight. Raises IllegalMove `not_here`."""
    found = what_is_seen(rec.state, actor_id, intent.target, rec.world)
    if found is None:
        raise IllegalMove("There is nothing of that kind in sight.", code="not_here")
    kind, text = found
    rec.emit(Looked(actor_id, kind, intent.target or rec.state.location_id, text))


def what_is_seen(
    state: SessionState, actor_id: CharacterId, target: str | None, world: World
) -> tuple[Kind, str] | None:
    """Kind and text of what the id stands for, or None if nothing of that id is in sight."""
    if target is None:
        return "location", world.locations[state.location_id].description
    for feature in visible_features(state, actor_id, world):
        if feature.id == target:
            return "feature", feature.description
    for person in people_here(state, actor_id, world):
        if person.id == target:
            return "person", person.description
    return _seen_enemy(state, target, world) or _seen_possession(state, actor_id, target, world)


def _seen_enemy(state: SessionState, target: str, world: World) -> tuple[Kind, str] | None:
    combatant = state.combat.combatants.get(CombatantId(target)) if state.combat else None
    if combatant is not None:
        return "combatant", _combatant_text(combatant, world)
    for placed in encounters_here(state, world):
        encounter = world.encounters[placed.encounter]
        if target == encounter.id:
            return "enemy", _encounter_text(encounter, len(state.turn_order), world)
        if target in encounter.kinds:
            return "enemy", world.enemies[EnemyId(target)].description
    return None


def _combatant_text(combatant: Combatant, world: World) -> str:
    enemy = world.enemies.get(combatant.enemy_id) if combatant.enemy_id else None
    looks = f"{combatant.name} is {condition_of(combatant.hp, max_hp(combatant))}."
    return f"{enemy.description} {looks}" if enemy else looks


def condition_of(hp: int, most: int) -> str:
    """How somebody looks: "unhurt", "scratched" (from 67 %), "wounded" (from 34 %), "close to falling", "fallen"."""
    share = hp * 100 // most
    if hp > 0 and share < 1:
        share = 1
    return next((words for least, words in _CONDITIONS if share >= least), "fallen")


def _encounter_text(encounter: EncounterDef, members: int, world: World) -> str:
    """Who comes to a party of this size, and what they look like."""
    counts = enemy_counts(encounter, members, world)
    enemies = ((world.enemies[kind], count) for kind, count in counts.items())
    names = [f"{count} {enemy.plural}" if count > 1 else enemy.name for enemy, count in enemies]
    descriptions = [world.enemies[kind].description for kind in counts]
    return " ".join([f"{encounter.name}: {', '.join(names)}.", *descriptions])


def _seen_possession(
    state: SessionState, actor_id: CharacterId, target: str, world: World
) -> tuple[Kind, str] | None:
    item = state.characters[actor_id].items.get(ItemId(target))
    if item is not None and item.item_def_id in world.items:
        return "item", world.items[item.item_def_id].description
    member = state.characters.get(CharacterId(target))
    if member is None:
        return None
    class_def = world.classes[member.class_id]
    return "combatant", f"{member.name}, {class_def.name} of level {member.level}."
