"""Classes and origins: characters that can begin, and skill trees that can be climbed."""

from collections.abc import Iterator, Mapping

from app.game_logic.encounter_builder import COMMON_ABILITIES
from app.models.enums import ATTRIBUTES, Slot, Stat, TargetKind
from app.models.ids import AbilityId, ItemDefId
from app.models.skills import ClassDef, SkillNode, SkillTree
from app.models.world import World
from app.services.content.catalogue import Catalogue
from app.services.content.problems import Problem

TIERS = range(1, 6)
_NEEDED = (*ATTRIBUTES, Stat.MAX_HP, Stat.ATTACK, Stat.HIT, Stat.DODGE, Stat.CARRYING)
Mistake = tuple[str, str]


def check_classes(catalogue: Catalogue) -> Iterator[Problem]:
    """Stats, starting gear, verbs and trees of classes; what origins bring along."""
    for entry in catalogue.entries("classes"):
        yield from (entry.problem(key, text) for key, text in _class_mistakes(entry.value, catalogue.world))
    for entry in catalogue.entries("origins"):
        if entry.value.starting_gold < 0:
            yield entry.problem("starting_gold", "must be 0 or more")
        gear = entry.value.starting_items
        yield from (entry.problem(key, text) for key, text in _gear_mistakes(gear, catalogue.world))


def _class_mistakes(class_def: ClassDef, world: World) -> Iterator[Mistake]:
    if class_def.primary not in ATTRIBUTES:
        yield "primary", f"'{class_def.primary.value}' is no attribute"
    for stat in _NEEDED:
        if class_def.stats.get(stat, 0) < 1:
            yield f"stats.{stat.value}", "every class needs this, 1 or more"
    yield from _gear_mistakes(class_def.starting_items, world)
    yield from _weight_mistakes(class_def, world)
    yield from _ability_mistakes(class_def, world)
    for position, tree in enumerate(class_def.trees):
        for key, text in _tree_mistakes(tree):
            yield f"trees[{position}].{key}", text


def _gear_mistakes(items: Mapping[ItemDefId, int], world: World) -> Iterator[Mistake]:
    """Everything to wear can be worn at once, at level 1."""
    worn: dict[Slot, ItemDefId] = {}
    for item_id, quantity in items.items():
        item, key = world.items[item_id], f"starting_items.{item_id}"
        if quantity < 1:
            yield key, "must be 1 or more"
        if item.level > 1:
            yield key, f"is for level {item.level}; characters begin at level 1"
        if item.slot and worn.setdefault(item.slot, item_id) != item_id:
            yield key, f"is worn in the same place as '{worn[item.slot]}'"
    main = worn.get(Slot.MAIN_HAND)
    if main and world.items[main].two_handed and Slot.OFF_HAND in worn:
        yield (
            f"starting_items.{worn[Slot.OFF_HAND]}",
            f"cannot be held beside '{main}', which takes both hands",
        )


def _weight_mistakes(class_def: ClassDef, world: World) -> Iterator[Mistake]:
    weight = sum(world.items[one].weight * quantity for one, quantity in class_def.starting_items.items())
    if weight > class_def.stats.get(Stat.CARRYING, 0):
        yield "starting_items", f"weigh {weight}, more than the class can carry"


def _ability_mistakes(class_def: ClassDef, world: World) -> Iterator[Mistake]:
    learnt = [ability for tree in class_def.trees for node in tree.nodes for ability in node.abilities]
    known = dict.fromkeys((*class_def.abilities, *learnt, *COMMON_ABILITIES))
    owners: dict[str, AbilityId] = {}
    for ability_id in known:
        if ability_id not in world.abilities:
            yield "abilities", f"there is no ability '{ability_id}', which everybody has"
            continue
        for verb in world.abilities[ability_id].verbs:
            owner = owners.setdefault(verb, ability_id)
            if owner != ability_id:
                yield "abilities", f"'{verb}' would mean both '{owner}' and '{ability_id}'"
    yield from _usable_mistakes(class_def, world)


def _usable_mistakes(class_def: ClassDef, world: World) -> Iterator[Mistake]:
    mana = class_def.stats.get(Stat.MAX_MANA, 0)
    for position, ability_id in enumerate(class_def.abilities):
        ability = world.abilities[ability_id]
        if ability.mana_cost > mana:
            yield f"abilities[{position}]", f"costs {ability.mana_cost} mana; the class begins with {mana}"
        if ability.passive and ability.target in {TargetKind.ENEMY, TargetKind.ALLY, TargetKind.FALLEN_ALLY}:
            yield f"abilities[{position}]", "is passive, yet needs somebody to be aimed at"


def _tree_mistakes(tree: SkillTree) -> Iterator[Mistake]:
    missing = sorted(set(TIERS) - {node.tier for node in tree.nodes})
    if missing:
        yield "nodes", f"no skill of tier {missing[0]}; a tree has all five"
    by_id: Mapping[str, SkillNode] = {node.id: node for node in tree.nodes}
    for position, node in enumerate(tree.nodes):
        for key, text in _node_mistakes(node, by_id):
            yield f"nodes[{position}].{key}", text


def _node_mistakes(node: SkillNode, tree: Mapping[str, SkillNode]) -> Iterator[Mistake]:
    if node.tier not in TIERS:
        yield "tier", "must be 1 to 5"
    if node.cost < 1:
        yield "cost", "must be 1 or more"
    if not node.stats and not node.abilities:
        yield "stats", "gives nothing: add stats or abilities"
    if any(tree[needed].tier >= node.tier for needed in node.requires):
        yield "requires", "must name skills of lower tiers"
    spendable = sum(one.cost for one in tree.values() if one.tier < node.tier)
    if spendable < 2 * (node.tier - 1):
        yield "tier", f"needs {2 * (node.tier - 1)} points spent below it, and only {spendable} can be"
