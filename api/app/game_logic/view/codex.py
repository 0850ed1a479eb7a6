"""What a character knows of the world: entries of only what it has met."""

from collections.abc import Iterator

from app.game_logic.damage_calculator import RESISTANCES
from app.game_logic.view.stat_words import stat_amounts
from app.models.character import Character
from app.models.effects import EffectDef
from app.models.enums import DamageType
from app.models.items import ItemDef
from app.models.lore import EnemyLore
from app.models.views import CodexEntry, CodexKind
from app.models.world import EnemyDef, LocationDef, PersonDef, World


def codex(character: Character, world: World) -> tuple[CodexEntry, ...]:
    """By kind, and by name within a kind. What is no longer part of the world is left out; what is held is known."""
    lore = character.lore
    held = (item.item_def_id for item in character.items.values())
    items = dict.fromkeys((*lore.items, *held))
    foes = ((world.enemies[one.enemy_id], one) for one in lore.enemies if one.enemy_id in world.enemies)
    kinds = (
        (_location(world.locations[one]) for one in lore.places if one in world.locations),
        (_person(world.people[one]) for one in lore.people if one in world.people),
        (_enemy(definition, known) for definition, known in foes),
        (_item(world.items[one], world) for one in items if one in world.items),
        (_effect(world.effects[one]) for one in lore.effects if one in world.effects),
    )
    return tuple(entry for kind in kinds for entry in sorted(kind, key=lambda one: (one.name, one.id)))


def _location(place: LocationDef) -> CodexEntry:
    detail = {"Region": place.region, "Terrain": place.biome.value.capitalize()}
    if place.is_safe:
        detail["Rest"] = "One can sleep here"
    return CodexEntry(CodexKind.LOCATION, place.id, place.name, place.codex or place.description, detail)


def _person(person: PersonDef) -> CodexEntry:
    return CodexEntry(CodexKind.PERSON, person.id, person.name, person.codex or person.description, {})


def _enemy(enemy: EnemyDef, known: EnemyLore) -> CodexEntry:
    detail = {"Level": str(enemy.level), "Beaten": str(known.beaten)}
    detail |= {f"{kind.value.capitalize()} damage": _resistance(enemy, kind) for kind in known.tried}
    return CodexEntry(CodexKind.ENEMY, enemy.id, enemy.name, enemy.codex or enemy.description, detail)


def _resistance(enemy: EnemyDef, kind: DamageType) -> str:
    """As hits have shown it."""
    pct = enemy.stats.get(RESISTANCES[kind], 0)
    if pct == 0:
        return "taken in full"
    return f"resists {pct} %" if pct > 0 else f"takes {-pct} % more"


def _item(item: ItemDef, world: World) -> CodexEntry:
    detail = {"Kind": item.kind.value.capitalize(), "Rarity": item.rarity.value.capitalize()}
    detail |= dict(_wearing(item))
    if item.use is not None and item.use in world.abilities:
        detail["Use"] = world.abilities[item.use].description
    detail |= {"Value": f"{item.value_gold} gold", "Weight": str(item.weight)}
    return CodexEntry(CodexKind.ITEM, item.id, item.name, item.codex or item.description, detail)


def _wearing(item: ItemDef) -> Iterator[tuple[str, str]]:
    if item.slot is not None:
        hands = ", takes both hands" if item.two_handed else ""
        yield "Worn", item.slot.value.replace("_", " ").capitalize() + hands
    if item.level > 1:
        yield "From level", str(item.level)
    yield from stat_amounts(item.stats)


def _effect(effect: EffectDef) -> CodexEntry:
    turns = "1 turn" if effect.duration_turns == 1 else f"{effect.duration_turns} turns"
    detail = {"Kind": effect.kind.value.replace("_", " ").capitalize(), "Lasts": turns}
    if effect.max_stacks > 1:
        detail["Stacks"] = f"up to {effect.max_stacks}"
    detail |= dict(stat_amounts(effect.stats))
    return CodexEntry(CodexKind.EFFECT, effect.id, effect.name, effect.codex or effect.description, detail)
