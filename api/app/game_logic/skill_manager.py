"""Skill trees: what can be learnt, learning it, and taking it all back."""

from dataclasses import replace

from app.game_logic.possessions import change_gold
from app.game_logic.recorder import Recorder
from app.models.character import Character
from app.models.enums import Stat
from app.models.errors import IllegalMove, InCombat
from app.models.events import SkillLearned, SkillsForgotten
from app.models.ids import CharacterId, SkillNodeId
from app.models.skills import SkillNode, SkillTree
from app.models.world import World

POINTS_PER_TIER = 2
RESPEC_GOLD_PER_LEVEL = 25


def respec_cost_gold(level: int) -> int:
    """25 gold for each level of the character."""
    return RESPEC_GOLD_PER_LEVEL * level


def points_in(tree: SkillTree, character: Character) -> int:
    """The points that the character has spent in a tree."""
    return sum(node.cost for node in tree.nodes if node.id in character.skills)


def learnable(character: Character, world: World) -> tuple[SkillNodeId, ...]:
    """The nodes that `learn` accepts now, in the order of the trees."""
    trees = world.classes[character.class_id].trees
    return tuple(
        node.id for tree in trees for node in tree.nodes if why_not_learn(node, tree, character) is None
    )


def learn(rec: Recorder, character_id: CharacterId, node_id: SkillNodeId) -> None:
    """Spends skill points on a node of one of the class's trees.

    Raises InCombat; IllegalMove `unknown_skill`, `already_learnt`, `tier_locked` (tier n needs 2 × (n - 1) points in
    the same tree), `skill_required`, `not_enough_points`.
    """
    if rec.state.combat is not None:
        raise InCombat
    character = rec.state.characters[character_id]
    node, tree = _find(character, node_id, rec.world)
    problem = why_not_learn(node, tree, character)
    if problem is not None:
        raise problem
    rec.emit(SkillLearned(character_id, node.id, node.name, character.skill_points - node.cost))


def respec(rec: Recorder, character_id: CharacterId) -> None:
    """Forgets every skill for gold (sink "respec"); all points come back, vitals are capped to the new maxima.

    Raises InCombat; IllegalMove `nothing_to_forget`, `not_enough_gold`.
    """
    if rec.state.combat is not None:
        raise InCombat
    character = rec.state.characters[character_id]
    if not character.skills:
        raise IllegalMove("You have learnt nothing that you could forget.", code="nothing_to_forget")
    change_gold(rec, character_id, -respec_cost_gold(character.level), "respec")
    stats = replace(character, skills=()).get_effective_stats(rec.world)
    rec.emit(
        SkillsForgotten(
            character_id,
            character.skill_points + _spent(character, rec.world),
            min(character.hp, stats[Stat.MAX_HP]),
            min(character.mana, stats[Stat.MAX_MANA]),
        )
    )


def _spent(character: Character, world: World) -> int:
    return sum(points_in(tree, character) for tree in world.classes[character.class_id].trees)


def _find(character: Character, node_id: SkillNodeId, world: World) -> tuple[SkillNode, SkillTree]:
    for tree in world.classes[character.class_id].trees:
        for node in tree.nodes:
            if node.id == node_id:
                return node, tree
    raise IllegalMove("Your calling does not teach that.", code="unknown_skill")


def why_not_learn(node: SkillNode, tree: SkillTree, character: Character) -> IllegalMove | None:
    """What keeps the character from learning that node of that tree now; None if nothing does."""
    if node.id in character.skills:
        return IllegalMove("You have learnt that already.", code="already_learnt")
    short = POINTS_PER_TIER * (node.tier - 1) - points_in(tree, character)
    if short > 0:
        points = "1 more point" if short == 1 else f"{short} more points"
        return IllegalMove(f"Learn more of this art first: it takes {points} spent here.", code="tier_locked")
    names = [one.name for one in tree.nodes if one.id in node.requires and one.id not in character.skills]
    if names:
        return IllegalMove(f"{' and '.join(names)} must be learnt first.", code="skill_required")
    if character.skill_points < node.cost:
        return IllegalMove("You have not enough skill points for that.", code="not_enough_points")
    return None
