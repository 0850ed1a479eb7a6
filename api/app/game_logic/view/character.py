"""A character as its owner sees it."""

from app.game_logic.progression import experience_for
from app.game_logic.skill_manager import respec_cost_gold, why_not_learn
from app.models.character import MAX_LEVEL, Character
from app.models.effects import ActiveEffect
from app.models.enums import EffectKind, ItemKind, Slot, Stat
from app.models.ids import SessionId
from app.models.items import Item, ItemDef
from app.models.skills import SkillNode, SkillTree
from app.models.views import (
    CharacterView,
    EffectView,
    InventoryItem,
    PortraitView,
    SkillNodeView,
    SkillTreeView,
    StatPart,
)
from app.models.world import World

_HELPFUL = frozenset(
    {EffectKind.BUFF, EffectKind.HEALING_OVER_TIME, EffectKind.SHIELD, EffectKind.STEALTH, EffectKind.TAUNT}
)


def character_view(
    character: Character,
    world: World,
    session_id: SessionId | None,
    version: int,
    portrait_hash: str | None = None,
) -> CharacterView:
    """Everything about one's own character."""
    stats = character.get_effective_stats(world)
    class_def = world.classes[character.class_id]
    items = {item.item_id: item for item in inventory_view(character, world)}
    granted = [
        ability
        for tree in class_def.trees
        for node in tree.nodes
        if node.id in character.skills
        for ability in node.abilities
    ]
    return CharacterView(
        id=character.id,
        name=character.name,
        class_id=character.class_id,
        class_name=class_def.name,
        origin_id=character.origin_id,
        origin_name=world.origins[character.origin_id].name,
        level=character.level,
        experience=character.experience,
        experience_level=experience_for(character.level),
        experience_next=next_level_at(character),
        hp=character.hp,
        max_hp=stats[Stat.MAX_HP],
        mana=character.mana,
        max_mana=stats[Stat.MAX_MANA],
        gold=character.gold,
        skill_points=character.skill_points,
        respec_cost_gold=respec_cost_gold(character.level),
        stats=dict(stats.values),
        effects=effect_views(character.effects, world),
        equipment={slot: items[item_id] for slot, item_id in character.equipment.items()},
        abilities=tuple(world.abilities[one].name for one in (*class_def.abilities, *granted)),
        skill_trees=tuple(_tree_view(tree, character, world) for tree in class_def.trees),
        appearance=dict(character.appearance),
        portrait=portrait_view(character, portrait_hash),
        carried_weight=sum(
            world.items[one.item_def_id].weight * one.quantity for one in character.items.values()
        ),
        session_id=session_id,
        version=version,
    )


def portrait_view(character: Character, portrait_hash: str | None) -> PortraitView:
    """What it looks like."""
    return PortraitView(character.appearance.get("portrait"), portrait_hash)


def next_level_at(character: Character) -> int | None:
    """The total of experience at which the next level comes."""
    return experience_for(character.level + 1) if character.level < MAX_LEVEL else None


def effect_views(effects: tuple[ActiveEffect, ...], world: World) -> tuple[EffectView, ...]:
    """Effects with their names; those whose content is gone are left out."""
    known = [
        (effect, world.effects[effect.effect_id]) for effect in effects if effect.effect_id in world.effects
    ]
    return tuple(
        EffectView(
            effect_id=effect.effect_id,
            name=definition.name,
            kind=definition.kind,
            description=definition.description,
            remaining_turns=effect.remaining_turns,
            stacks=effect.stacks,
            is_harmful=definition.kind not in _HELPFUL,
        )
        for effect, definition in known
    )


def inventory_view(character: Character, world: World) -> tuple[InventoryItem, ...]:
    """Worn items by slot first, then the others by name."""
    worn_in = {item_id: slot for slot, item_id in character.equipment.items()}
    views = [
        _item_view(item, world.items[item.item_def_id], worn_in.get(item.id))
        for item in character.items.values()
    ]
    order = list(Slot)
    return tuple(
        sorted(
            views,
            key=lambda one: (order.index(one.worn_in) if one.worn_in else len(order), one.name, one.item_id),
        )
    )


def _item_view(item: Item, definition: ItemDef, worn_in: Slot | None) -> InventoryItem:
    return InventoryItem(
        item_id=item.id,
        item_def_id=item.item_def_id,
        name=definition.name,
        description=definition.description,
        kind=definition.kind,
        rarity=definition.rarity,
        quantity=item.quantity,
        value_gold=definition.value_gold,
        weight=definition.weight,
        level=definition.level,
        stats=dict(definition.stats),
        slots=(definition.slot,) if definition.slot else (),
        worn_in=worn_in,
        usable=definition.use is not None,
        can_drop=definition.kind is not ItemKind.QUEST,
        sealed=item.sealed,
    )


def _tree_view(tree: SkillTree, character: Character, world: World) -> SkillTreeView:
    nodes = tuple(_node_view(node, tree, character, world) for node in tree.nodes)
    return SkillTreeView(tree.id, tree.name, tree.description, nodes)


def _node_view(node: SkillNode, tree: SkillTree, character: Character, world: World) -> SkillNodeView:
    is_learned = node.id in character.skills
    problem = None if is_learned else why_not_learn(node, tree, character)
    return SkillNodeView(
        node_id=node.id,
        name=node.name,
        description=node.description,
        tier=node.tier,
        cost=node.cost,
        requires=tuple(node.requires),
        stats=dict(node.stats),
        abilities=tuple(world.abilities[one].name for one in node.abilities),
        is_learned=is_learned,
        can_learn=not is_learned and problem is None,
        why_not=problem.message if problem else None,
    )


def stat_parts(character: Character, stat: Stat, world: World) -> tuple[StatPart, ...]:
    """Where one number comes from; the amounts sum to it."""
    parts = character.get_stat_sheet(world).parts.get(stat, ())
    return tuple(StatPart(part.source, part.amount) for part in parts)
