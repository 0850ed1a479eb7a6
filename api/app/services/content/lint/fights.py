"""Enemies and encounters: everyone can act, bosses change in order, numbers stay in their ranges."""

from collections.abc import Iterator, Sequence

from app.game_logic.encounter_builder import MAX_PER_SIDE, MOST_MEMBERS
from app.models.enums import Stat
from app.models.world import EncounterDef, EnemyAction, EnemyDef, Scaling, World
from app.services.content.catalogue import Catalogue
from app.services.content.problems import Problem

_NEEDED = (Stat.MAX_HP, Stat.HIT, Stat.DODGE)
Mistake = tuple[str, str]


def check_fights(catalogue: Catalogue) -> Iterator[Problem]:
    """Every enemy and every encounter."""
    for entry in catalogue.entries("enemies"):
        yield from (entry.problem(key, text) for key, text in _enemy_mistakes(entry.value, catalogue.world))
    for entry in catalogue.entries("encounters"):
        yield from (entry.problem(key, text) for key, text in _encounter_mistakes(entry.value))


def _enemy_mistakes(enemy: EnemyDef, world: World) -> Iterator[Mistake]:
    for stat in _NEEDED:
        if enemy.stats.get(stat, 0) < 1:
            yield f"stats.{stat.value}", "every enemy needs this, 1 or more"
    if enemy.level < 1 or enemy.experience < 0:
        yield "level", "needs a level of 1 or more, and experience of 0 or more"
    if not 0 <= enemy.gold[0] <= enemy.gold[1]:
        yield "gold", "must be [least, most], both 0 or more"
    yield from _action_mistakes("actions", enemy.actions, enemy, world)
    yield from _phase_mistakes(enemy, world)


def _action_mistakes(
    key: str, actions: Sequence[EnemyAction], enemy: EnemyDef, world: World
) -> Iterator[Mistake]:
    mana = enemy.stats.get(Stat.MAX_MANA, 0)
    for position, action in enumerate(actions):
        ability = world.abilities[action.ability]
        if ability.passive or ability.mana_cost > mana:
            yield (
                f"{key}[{position}].ability",
                f"'{enemy.id}' could never use it: passive, or too dear in mana",
            )
        if action.weight < 1:
            yield f"{key}[{position}].weight", "must be 1 or more"
        if not 1 <= action.below_hp_pct <= 100:
            yield f"{key}[{position}].below_hp_pct", "must be 1 to 100"
    if not any(_is_always_usable(action, world) for action in actions):
        yield key, "leaves nothing to do at times: one action must be free of cost, cooldown and gate"


def _is_always_usable(action: EnemyAction, world: World) -> bool:
    ability = world.abilities[action.ability]
    is_free = not (ability.passive or ability.mana_cost or ability.cooldown_turns)
    return is_free and action.below_hp_pct == 100 and action.while_effect is None


def _phase_mistakes(enemy: EnemyDef, world: World) -> Iterator[Mistake]:
    if enemy.phases and not enemy.is_boss:
        yield "phases", "only a boss has phases: set is_boss: true"
    gate = 100
    for position, phase in enumerate(enemy.phases):
        if not 1 <= phase.below_hp_pct < gate:
            yield f"phases[{position}].below_hp_pct", f"must be below {gate}, the gate before it"
        if any(count < 1 for count in phase.summons.values()):
            yield f"phases[{position}].summons", "counts must be 1 or more"
        gate = phase.below_hp_pct
        yield from _action_mistakes(f"phases[{position}].actions", phase.actions, enemy, world)


def _encounter_mistakes(encounter: EncounterDef) -> Iterator[Mistake]:
    least, most = encounter.band_pct
    if not 0 <= least < most <= 100:
        yield "band_pct", "must be [least, most] in percent, the first below the second"
    if encounter.level < 1:
        yield "level", "must be 1 or more"
    if not encounter.enemies:
        yield "enemies", "nobody is there to fight"
    if any(count < 1 for count in encounter.enemies.values()):
        yield "enemies", "counts must be 1 or more"
    if sum(encounter.enemies.values()) > MAX_PER_SIDE:
        yield "enemies", f"{MAX_PER_SIDE} is the most on one side"
    for enemy_id in encounter.rows:
        if enemy_id not in encounter.kinds:
            yield f"rows.{enemy_id}", "takes no part in this encounter"
    yield from _scaling_mistakes(encounter.scaling)


def _scaling_mistakes(scaling: Scaling) -> Iterator[Mistake]:
    for key, pct in (
        ("count_pct", scaling.count_pct),
        ("hp_pct", scaling.hp_pct),
        ("power_pct", scaling.power_pct),
    ):
        if pct is not None and pct < 0:
            yield f"scaling.{key}", "must be 0 or more: a larger party never makes it easier"
    for position, more in enumerate(scaling.joined_by):
        key = f"scaling.joined_by[{position}]"
        if not 2 <= more.from_members <= MOST_MEMBERS:
            yield f"{key}.from_members", f"must be 2 to {MOST_MEMBERS}, the size of a party"
        if not more.enemies or any(count < 1 for count in more.enemies.values()):
            yield f"{key}.enemies", "must name somebody, and counts must be 1 or more"
