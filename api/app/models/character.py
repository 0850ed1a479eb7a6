"""A player's character."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.models.effects import ActiveEffect, EffectDef
from app.models.enums import Slot, Stat
from app.models.ids import (
    CharacterId,
    ClassId,
    EffectId,
    ItemId,
    OriginId,
    SkillNodeId,
    UserId,
)
from app.models.items import Item, ItemDef
from app.models.lore import Lore
from app.models.skills import ClassDef, SkillNode
from app.models.stats import Stats, StatSheet, collect

if TYPE_CHECKING:
    from app.models.world import World

MAX_LEVEL = 20
MAX_INVENTORY = 40
"""Item rows (stacks) that a character can carry."""


@dataclass(frozen=True, slots=True)
class Character:
    """Immutable; rules replace fields. `items` holds all owned instances by id, worn ones included.

    `effects` are those that last outside combat. `lore`: what it has met, kept from one adventure to the next.
    """

    id: CharacterId
    user_id: UserId
    name: str
    class_id: ClassId
    origin_id: OriginId
    hp: int
    mana: int
    level: int = 1
    experience: int = 0
    skill_points: int = 0
    gold: int = 0
    skills: tuple[SkillNodeId, ...] = ()
    equipment: Mapping[Slot, ItemId] = field(default_factory=dict)
    items: Mapping[ItemId, Item] = field(default_factory=dict)
    effects: tuple[ActiveEffect, ...] = ()
    appearance: Mapping[str, str] = field(default_factory=dict)
    sealed: bool = False
    lore: Lore = field(default_factory=Lore)

    @property
    def is_fallen(self) -> bool:
        return self.hp <= 0

    def get_stat_sheet(self, world: "World") -> StatSheet:
        """Every stat as named parts, folded in this order: base, class, level, origin, skills, equipment, effects,
        and last what the attributes add (see `attribute_parts`). Content that is gone adds nothing."""
        class_def = world.classes[self.class_id]
        sources: list[tuple[str, Mapping[Stat, int]]] = [(class_def.name, class_def.stats)]
        if self.level > 1:
            grown = {stat: amount * (self.level - 1) for stat, amount in class_def.stats_per_level.items()}
            sources.append((f"{class_def.name}, level {self.level}", grown))
        origin = world.origins[self.origin_id]
        sources.append((origin.name, origin.stats))
        sources += [(node.name, node.stats) for node in self._skill_nodes(class_def)]
        sources += [(item_def.name, item_def.stats) for item_def in self.worn(world)]
        sources += effect_sources(self.effects, world.effects)
        return with_attribute_parts(sources)

    def get_effective_stats(self, world: "World") -> Stats:
        """The totals of `get_stat_sheet`."""
        return self.get_stat_sheet(world).effective()

    def worn(self, world: "World") -> tuple[ItemDef, ...]:
        """Definitions of what is worn, in slot order."""
        slots = [slot for slot in Slot if slot in self.equipment]
        return tuple(world.items[self.items[self.equipment[slot]].item_def_id] for slot in slots)

    def _skill_nodes(self, class_def: ClassDef) -> tuple[SkillNode, ...]:
        owned = set(self.skills)
        return tuple(node for tree in class_def.trees for node in tree.nodes if node.id in owned)


def effect_sources(
    effects: tuple[ActiveEffect, ...], defs: Mapping[EffectId, EffectDef]
) -> list[tuple[str, Mapping[Stat, int]]]:
    """(name, amounts) of each effect, amounts multiplied by its stacks."""
    return [
        (defs[active.effect_id].name, {s: a * active.stacks for s, a in defs[active.effect_id].stats.items()})
        for active in effects
        if active.effect_id in defs
    ]


def with_attribute_parts(sources: list[tuple[str, Mapping[Stat, int]]]) -> StatSheet:
    """The sheet of the sources plus what attribute modifiers add to derived stats.

    strength → attack; intelligence → magic; dexterity → dodge and initiative; constitution → 2 × max_hp;
    wisdom → 2 × max_mana; strength → 5 × carrying; charisma adds to no number (it serves in checks).
    Maxima never fall below 1 (hit points) and 0 (mana): a last part named "Minimum" makes up the difference.
    """
    attributes = StatSheet(collect(sources)).effective()
    derived = [
        (
            "Strength",
            {
                Stat.ATTACK: attributes.modifier(Stat.STRENGTH),
                Stat.CARRYING: 5 * attributes.modifier(Stat.STRENGTH),
            },
        ),
        ("Intelligence", {Stat.MAGIC: attributes.modifier(Stat.INTELLIGENCE)}),
        (
            "Dexterity",
            {
                Stat.DODGE: attributes.modifier(Stat.DEXTERITY),
                Stat.INITIATIVE: attributes.modifier(Stat.DEXTERITY),
            },
        ),
        ("Constitution", {Stat.MAX_HP: 2 * attributes.modifier(Stat.CONSTITUTION)}),
        ("Wisdom", {Stat.MAX_MANA: 2 * attributes.modifier(Stat.WISDOM)}),
    ]
    sheet = StatSheet(collect([*sources, *derived]))
    missing = {stat: least - sheet.total(stat) for stat, least in MINIMA.items() if sheet.total(stat) < least}
    return StatSheet(collect([*sources, *derived, ("Minimum", missing)])) if missing else sheet


MINIMA: Mapping[Stat, int] = {Stat.MAX_HP: 1, Stat.MAX_MANA: 0}
