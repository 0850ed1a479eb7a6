"""What a victory brings: experience, gold and loot out of those who fell."""

from app.game_logic.combatants import is_hero
from app.game_logic.loot_generator import draws, roll_loot
from app.game_logic.loot_pool import pool_loot
from app.game_logic.possessions import change_gold
from app.game_logic.progression import gain_experience
from app.game_logic.recorder import Recorder
from app.models.combat import CombatEncounter
from app.models.dice import Roll
from app.models.enums import LootRule, Side
from app.models.ids import CharacterId
from app.models.world import EnemyDef

LOOT = "loot"
"""The faucet of what enemies leave behind."""


def grant_rewards(rec: Recorder, fought: CombatEncounter) -> None:
    """After a victory, for every character of the party who did not flee (the fallen included).

    Experience and gold are those of the fallen enemies together, split evenly: experience rounded down, gold to the
    coin (what is left over goes, one each, to the first in turn order). Loot tables are shared out in turn, beginning
    with whom a die names; where several receive and the party shares otherwise, what they give goes into the
    pool. Whoever was summoned in the fight brings nothing.
    """
    receivers = _receivers(rec, fought)
    fallen = _fallen(rec, fought)
    if not receivers or not fallen:
        return
    experience = sum(enemy.experience for enemy in fallen) // len(receivers)
    for character_id in receivers:
        gain_experience(rec, character_id, experience)
    _share_gold(rec, receivers, fallen)
    _share_loot(rec, receivers, fallen)


def _receivers(rec: Recorder, fought: CombatEncounter) -> list[CharacterId]:
    stayed = {CharacterId(one.id) for one in fought.combatants.values() if is_hero(one) and not one.has_fled}
    return [one for one in rec.state.turn_order if one in stayed]


def _fallen(rec: Recorder, fought: CombatEncounter) -> list[EnemyDef]:
    """One definition for each enemy that came with the encounter and fell, in the order they came."""
    definition = rec.world.encounters.get(fought.encounter_id)
    came = set(definition.kinds) if definition else set()
    return [
        rec.world.enemies[one.enemy_id]
        for one in fought.combatants.values()
        if one.side is Side.ENEMIES and one.hp <= 0 and one.enemy_id in came
    ]


def _share_gold(rec: Recorder, receivers: list[CharacterId], fallen: list[EnemyDef]) -> None:
    total, rolls = 0, []
    for enemy in fallen:
        gold, thrown = _purse(rec, enemy)
        total += gold
        rolls += thrown
    share, left_over = divmod(total, len(receivers))
    for place, character_id in enumerate(receivers):
        change_gold(rec, character_id, share + (1 if place < left_over else 0), LOOT, tuple(rolls))


def _purse(rec: Recorder, enemy: EnemyDef) -> tuple[int, list[Roll]]:
    least, most = enemy.gold
    if most <= least:
        return least, []
    roll = rec.dice.roll("gold", most - least + 1)
    return least - 1 + roll.value, [roll]


def _share_loot(rec: Recorder, receivers: list[CharacterId], fallen: list[EnemyDef]) -> None:
    tables = [enemy.loot_table for enemy in fallen if enemy.loot_table is not None]
    if not tables:
        return
    if len(receivers) > 1 and rec.state.loot_rule is not LootRule.ROUND_ROBIN:
        drawn = [one for table_id in tables for one in draws(rec, table_id)]
        pool_loot(rec, tuple(receivers), drawn, LOOT)
        return
    first = rec.dice.roll("share", len(receivers)).value - 1 if len(receivers) > 1 else 0
    for place, table_id in enumerate(tables, start=first):
        roll_loot(rec, table_id, receivers[place % len(receivers)], LOOT)
