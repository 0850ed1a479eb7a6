"""Who stands in a fight: combatants out of characters and enemies, scaled to the party, in initiative order."""

from collections.abc import Iterable
from dataclasses import replace

from app.game_logic.combatants import current_combatant, is_hero, stat_of, the_fight
from app.game_logic.dice import Dice
from app.game_logic.recorder import Recorder
from app.models.abilities import Summon
from app.models.character import Character
from app.models.combat import Combatant, CombatEncounter
from app.models.dice import Roll
from app.models.enums import ATTRIBUTES, BattleRow, Side, Stat
from app.models.events import CombatantSummoned
from app.models.ids import AbilityId, CombatantId, EnemyId
from app.models.session import SessionState
from app.models.stats import Stats
from app.models.world import EncounterDef, EnemyDef, Scaling, World

COMMON_ABILITIES = (AbilityId("attack"), AbilityId("defend"), AbilityId("change_row"), AbilityId("flee"))
"""What every character can do in a fight, as far as the content has it; after the class's own abilities."""

MAX_PER_SIDE = 8
"""No side has more who stand: scaling and summoning stop here."""

MAX_EVER_PER_SIDE = 12
"""Nor do more ever come to it in one fight, the fallen included: what a fight stores stays small."""

MOST_MEMBERS = 10
"""The largest party that content is written for."""

COUNT_PER_MEMBER_PCT = 50
HP_PER_MEMBER_PCT = 35
BOSS_HP_PER_MEMBER_PCT = 120
POWER_PER_MEMBER_PCT = 100
BOSS_POWER_PER_MEMBER_PCT = 300
"""How enemies grow with each further member, unless the encounter says otherwise."""

AS_THE_RULES_SAY = Scaling()


def abilities_of(character: Character, world: World) -> tuple[AbilityId, ...]:
    """The class's abilities, those of learnt skills, then the common ones; each once, and only what the content has."""
    class_def = world.classes[character.class_id]
    learnt = set(character.skills)
    granted = (
        ability
        for tree in class_def.trees
        for node in tree.nodes
        if node.id in learnt
        for ability in node.abilities
    )
    every = dict.fromkeys((*class_def.abilities, *granted, *COMMON_ABILITIES))
    return tuple(ability for ability in every if ability in world.abilities)


def hero_of(character: Character, initiative: int, world: World) -> Combatant:
    """The character's stand-in. `stats` are those without effects; the effects it carries come along, as its own doing
    (whoever put them there is not part of this fight)."""
    stats = replace(character, effects=()).get_effective_stats(world)
    return Combatant(
        id=CombatantId(character.id),
        name=character.name,
        side=Side.PARTY,
        row=world.classes[character.class_id].row,
        level=character.level,
        hp=max(min(character.hp, stats[Stat.MAX_HP]), 0),
        mana=max(min(character.mana, stats[Stat.MAX_MANA]), 0),
        stats=stats,
        abilities=abilities_of(character, world),
        initiative=initiative,
        effects=tuple(replace(active, source_id=CombatantId(character.id)) for active in character.effects),
    )


def enemy_stats(definition: EnemyDef, members: int, scaling: Scaling = AS_THE_RULES_SAY) -> Stats:
    """The stats as written, attributes left out being 10 and all else 0.

    For each further member of the party hit points grow by 35 %, attack and magic by 1. A boss, who comes alone, grows
    by 120 % and by 3. The encounter's scaling may say otherwise.
    """
    values = {stat: definition.stats.get(stat, 10 if stat in ATTRIBUTES else 0) for stat in Stat}
    boss = definition.is_boss
    hp_pct = _said(scaling.hp_pct, BOSS_HP_PER_MEMBER_PCT if boss else HP_PER_MEMBER_PCT)
    power_pct = _said(scaling.power_pct, BOSS_POWER_PER_MEMBER_PCT if boss else POWER_PER_MEMBER_PCT)
    power = power_pct * (members - 1) // 100
    values[Stat.MAX_HP] = max(values[Stat.MAX_HP] * (100 + hp_pct * (members - 1)) // 100, 1)
    values[Stat.ATTACK] += power
    values[Stat.MAGIC] += power
    values[Stat.MAX_MANA] = max(values[Stat.MAX_MANA], 0)
    return Stats(values)


def _said(by_author: int | None, by_rules: int) -> int:
    return by_rules if by_author is None else by_author


def enemy_counts(encounter: EncounterDef, members: int, world: World) -> dict[EnemyId, int]:
    """How many of each come: as written for one; for each further member half of that more (or what the scaling says),
    rounded up. Bosses stay one. Then come the reinforcements for so many.

    All together at most `MAX_PER_SIDE`, unless the author wrote more: there is room for reinforcements first.
    """
    scaling = encounter.scaling
    wanted: dict[EnemyId, int] = {}
    for more in scaling.joined_by:
        if members >= more.from_members:
            for enemy_id, count in more.enemies.items():
                wanted[enemy_id] = wanted.get(enemy_id, 0) + count
    growth = _said(scaling.count_pct, COUNT_PER_MEMBER_PCT)
    for enemy_id, count in encounter.enemies.items():
        extra = 0 if world.enemies[enemy_id].is_boss else grown(count, members, growth) - count
        wanted[enemy_id] = wanted.get(enemy_id, 0) + extra
    room = max(MAX_PER_SIDE - sum(encounter.enemies.values()), 0)
    counts = dict(encounter.enemies)
    for enemy_id, more_of_it in wanted.items():
        extra = min(more_of_it, room)
        room -= extra
        if extra:
            counts[enemy_id] = counts.get(enemy_id, 0) + extra
    return counts


def grown(count: int, members: int, growth_pct: int = COUNT_PER_MEMBER_PCT) -> int:
    """count × (100 + growth × further members) / 100, rounded up."""
    return -(-count * (100 + growth_pct * (members - 1)) // 100)


def enemy_of(
    definition: EnemyDef, number: int, stats: Stats, initiative: int, row: BattleRow, name: str
) -> Combatant:
    """One enemy, whole, with all abilities of its actions and phases."""
    actions = (*definition.actions, *(action for phase in definition.phases for action in phase.actions))
    return Combatant(
        id=CombatantId(f"{definition.id}_{number}"),
        name=name,
        side=Side.ENEMIES,
        row=row,
        level=definition.level,
        hp=stats[Stat.MAX_HP],
        mana=stats[Stat.MAX_MANA],
        stats=stats,
        abilities=tuple(dict.fromkeys(action.ability for action in actions)),
        initiative=initiative,
        enemy_id=definition.id,
    )


def build_encounter(
    state: SessionState, definition: EncounterDef, dice: Dice, world: World
) -> tuple[CombatEncounter, tuple[Roll, ...]]:
    """The fight before its first turn, and the initiative rolls of all, in the order of `combatants`."""
    heroes = [hero_of(state.characters[one], 0, world) for one in state.turn_order]
    enemies = _enemies(definition, len(heroes), world)
    rolls = tuple(dice.roll("initiative", 20) for _ in range(len(heroes) + len(enemies)))
    combatants = [
        replace(one, initiative=roll.value + _quickness(one, world))
        for one, roll in zip((*heroes, *enemies), rolls, strict=True)
    ]
    encounter = CombatEncounter(
        encounter_id=definition.id,
        name=definition.name,
        combatants={one.id: one for one in combatants},
        order=initiative_order(combatants, world),
        can_flee=definition.can_flee,
    )
    return encounter, rolls


def initiative_order(combatants: Iterable[Combatant], world: World) -> tuple[CombatantId, ...]:
    """Highest d20 + initiative stat first; ties by the stat, then by id."""
    ranked = sorted(combatants, key=lambda one: (-one.initiative, -_quickness(one, world), one.id))
    return tuple(one.id for one in ranked)


def _quickness(combatant: Combatant, world: World) -> int:
    return stat_of(combatant, Stat.INITIATIVE, world)


def summonable(encounter: EncounterDef, world: World) -> frozenset[EnemyId]:
    """The kinds that somebody in it may call: those are numbered from the first on, so that each can be named."""
    called: set[EnemyId] = set()
    for enemy in (world.enemies[kind] for kind in encounter.kinds):
        called.update(kind for phase in enemy.phases for kind in phase.summons)
        actions = (*enemy.actions, *(action for phase in enemy.phases for action in phase.actions))
        steps = (step for action in actions for step in world.abilities[action.ability].steps)
        called.update(step.enemy for step in steps if isinstance(step, Summon))
    return frozenset(called)


def _enemies(definition: EncounterDef, members: int, world: World) -> list[Combatant]:
    enemies = []
    called = summonable(definition, world)
    for enemy_id, count in enemy_counts(definition, members, world).items():
        enemy = world.enemies[enemy_id]
        scaling = definition.scaling if enemy_id in definition.enemies else AS_THE_RULES_SAY
        stats = enemy_stats(enemy, members, scaling)
        row = definition.rows.get(enemy_id, enemy.row)
        for number in range(1, count + 1):
            name = f"{enemy.name} {number}" if count > 1 or enemy_id in called else enemy.name
            enemies.append(enemy_of(enemy, number, stats, 0, row, name))
    return enemies


def members_of(combat: CombatEncounter) -> int:
    """How many characters this fight was made for."""
    return sum(1 for one in combat.combatants.values() if is_hero(one))


def summon(rec: Recorder, user_id: CombatantId, enemy_id: EnemyId) -> None:
    """One more for the user's side, with the user's initiative, right before the user in the order: so it acts from the
    next round on. Enemies call for what is a match for the party's size; whom the party calls comes as written.
    Nothing comes to a side that is full (`MAX_PER_SIDE`, `MAX_EVER_PER_SIDE`)."""
    combat = the_fight(rec.state)
    user = current_combatant(rec.state, user_id)
    ever = sum(1 for one in combat.combatants.values() if one.side is user.side)
    if ever >= MAX_EVER_PER_SIDE or len(combat.standing(user.side)) >= MAX_PER_SIDE:
        return
    definition = rec.world.enemies[enemy_id]
    number = 1 + sum(1 for one in combat.combatants.values() if one.enemy_id == enemy_id)
    name = f"{definition.name} {number}"
    stats = enemy_stats(definition, 1 if user.side is Side.PARTY else members_of(combat))
    newcomer = enemy_of(definition, number, stats, user.initiative, definition.row, name)
    place = combat.order.index(user_id)
    order = (*combat.order[:place], newcomer.id, *combat.order[place:])
    rec.emit(CombatantSummoned(replace(newcomer, side=user.side), order))
