"""What everybody may know of the world. The rest is for finding out.

Left out on purpose: how abilities are computed, what enemies can do and leave behind, who waits where, bosses, things
of quests, hidden places and what leads to them. What is shown is chosen field by field, so a new field of the content
stays unknown until somebody decides otherwise.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models.abilities import AbilityDef
from app.models.effects import EffectDef
from app.models.enums import (
    BattleRow,
    Biome,
    EffectKind,
    ItemKind,
    Rarity,
    Reach,
    Slot,
    Stat,
    TargetKind,
)
from app.models.errors import NotFound
from app.models.ids import AbilityId, ItemDefId, LocationId
from app.models.items import ItemDef
from app.models.origins import OriginDef
from app.models.skills import ClassDef, SkillTree
from app.models.world import EnemyDef, LocationDef, World


@dataclass(frozen=True, slots=True)
class OriginEntry:
    id: str
    name: str
    summary: str
    description: str
    stats: Mapping[Stat, int]
    starting_items: Mapping[ItemDefId, int]
    starting_gold: int


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """`stats` at level 1, `stats_per_level` for each further one."""

    id: str
    name: str
    summary: str
    description: str
    primary: Stat
    row: BattleRow
    stats: Mapping[Stat, int]
    stats_per_level: Mapping[Stat, int]
    abilities: tuple[AbilityId, ...]
    starting_items: Mapping[ItemDefId, int]
    trees: tuple[SkillTree, ...]


@dataclass(frozen=True, slots=True)
class AbilityEntry:
    id: str
    name: str
    description: str
    target: TargetKind
    reach: Reach
    mana_cost: int
    cooldown_turns: int
    passive: bool


@dataclass(frozen=True, slots=True)
class ItemEntry:
    id: str
    name: str
    description: str
    kind: ItemKind
    rarity: Rarity
    level: int
    value_gold: int
    weight: int
    slot: Slot | None
    two_handed: bool
    stats: Mapping[Stat, int]
    use: AbilityId | None


@dataclass(frozen=True, slots=True)
class EnemyEntry:
    id: str
    name: str
    description: str
    level: int


@dataclass(frozen=True, slots=True)
class LocationEntry:
    id: str
    name: str
    region: str
    biome: Biome
    is_safe: bool


@dataclass(frozen=True, slots=True)
class EffectEntry:
    id: str
    name: str
    kind: EffectKind
    description: str
    duration_turns: int
    max_stacks: int
    stats: Mapping[Stat, int]


Entry = OriginEntry | ClassEntry | AbilityEntry | ItemEntry | EnemyEntry | LocationEntry | EffectEntry


class Encyclopaedia:
    """Public entries by kind, made once."""

    def __init__(self, world: World) -> None:
        abilities = _learnable(world)
        places = _open_places(world)
        self._kinds: Mapping[str, Mapping[str, Entry]] = {
            "origins": _by_id(_origin, world.origins.values()),
            "classes": _by_id(_class, world.classes.values()),
            "abilities": _by_id(_ability, (world.abilities[one] for one in sorted(abilities))),
            "items": _by_id(
                _item, (item for item in world.items.values() if item.kind is not ItemKind.QUEST)
            ),
            "enemies": _by_id(_enemy, (enemy for enemy in world.enemies.values() if not enemy.is_boss)),
            "locations": _by_id(_location, (world.locations[one] for one in sorted(places))),
            "effects": _by_id(_effect, world.effects.values()),
        }

    def entries(self, kind: str) -> Sequence[Entry]:
        """All entries of a kind. Raises NotFound for an unknown kind."""
        return tuple(self._of(kind).values())

    def entry(self, kind: str, entry_id: str) -> Entry:
        """Raises NotFound, also for what is not for everybody to know."""
        try:
            return self._of(kind)[entry_id]
        except KeyError:
            raise NotFound from None

    def _of(self, kind: str) -> Mapping[str, Entry]:
        if kind not in self._kinds:
            raise NotFound
        return self._kinds[kind]


def _by_id(view: Callable[[Any], Entry], definitions: Iterable[Any]) -> Mapping[str, Entry]:
    return {definition.id: view(definition) for definition in definitions}


def _learnable(world: World) -> set[AbilityId]:
    """What a class can do or learn, and what things in the pack do."""
    found = {item.use for item in world.items.values() if item.use and item.kind is not ItemKind.QUEST}
    for one in world.classes.values():
        found.update(one.abilities)
        found.update(ability for tree in one.trees for node in tree.nodes for ability in node.abilities)
    return found


def _open_places(world: World) -> set[LocationId]:
    """Where one gets to from the start by ways that are neither hidden nor closed."""
    found: set[LocationId] = set()
    waiting = [world.start_location]
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            exits = world.locations[place].exits
            waiting.extend(exit_.to for exit_ in exits if not exit_.hidden and not exit_.requires)
    return found


def _origin(one: OriginDef) -> OriginEntry:
    return OriginEntry(
        id=one.id,
        name=one.name,
        summary=one.summary,
        description=one.description,
        stats=one.stats,
        starting_items=one.starting_items,
        starting_gold=one.starting_gold,
    )


def _class(one: ClassDef) -> ClassEntry:
    return ClassEntry(
        id=one.id,
        name=one.name,
        summary=one.summary,
        description=one.description,
        primary=one.primary,
        row=one.row,
        stats=one.stats,
        stats_per_level=one.stats_per_level,
        abilities=one.abilities,
        starting_items=one.starting_items,
        trees=one.trees,
    )


def _ability(one: AbilityDef) -> AbilityEntry:
    return AbilityEntry(
        id=one.id,
        name=one.name,
        description=one.description,
        target=one.target,
        reach=one.reach,
        mana_cost=one.mana_cost,
        cooldown_turns=one.cooldown_turns,
        passive=one.passive,
    )


def _item(one: ItemDef) -> ItemEntry:
    return ItemEntry(
        id=one.id,
        name=one.name,
        description=one.description,
        kind=one.kind,
        rarity=one.rarity,
        level=one.level,
        value_gold=one.value_gold,
        weight=one.weight,
        slot=one.slot,
        two_handed=one.two_handed,
        stats=one.stats,
        use=one.use,
    )


def _enemy(one: EnemyDef) -> EnemyEntry:
    return EnemyEntry(one.id, one.name, one.description, one.level)


def _location(one: LocationDef) -> LocationEntry:
    return LocationEntry(one.id, one.name, one.region, one.biome, one.is_safe)


def _effect(one: EffectDef) -> EffectEntry:
    return EffectEntry(
        id=one.id,
        name=one.name,
        kind=one.kind,
        description=one.description,
        duration_turns=one.duration_turns,
        max_stacks=one.max_stacks,
        stats=one.stats,
    )
