"""The attack roll: d20 + hit against dodge."""

from app.game_logic.combatants import effects_of_kind, stat_of
from app.game_logic.damage_calculator import chance_pct, reaches, roll_d20
from app.game_logic.effect_processor import is_hidden
from app.game_logic.recorder import Recorder
from app.game_logic.targeting import is_behind_own_line
from app.models.abilities import AbilityDef
from app.models.combat import Combatant, CombatEncounter
from app.models.enums import Advantage, EffectKind, Reach, Stat
from app.models.events import AttackRolled
from app.models.world import World


def attack_advantage(
    combat: CombatEncounter, user: Combatant, target: Combatant, reach: Reach, world: World
) -> Advantage:
    """Advantage out of stealth or against a mark; disadvantage for melee from behind the own line; both cancel out."""
    helped = is_hidden(user, world) or bool(effects_of_kind(target, EffectKind.MARK, world))
    hindered = reach is Reach.MELEE and is_behind_own_line(combat, user)
    if helped == hindered:
        return Advantage.NORMAL
    return Advantage.ADVANTAGE if helped else Advantage.DISADVANTAGE


def attack_chance_pct(
    combat: CombatEncounter, user: Combatant, target: Combatant, reach: Reach, world: World
) -> int:
    """The odds that an attack hits, in percent."""
    advantage = attack_advantage(combat, user, target, reach, world)
    return chance_pct(stat_of(user, Stat.HIT, world), stat_of(target, Stat.DODGE, world), advantage)


def mark_bonus(target: Combatant, world: World) -> int:
    """What marks add to each damage step of an ability used on the target: their power."""
    return sum(active.power for active in effects_of_kind(target, EffectKind.MARK, world))


def roll_attack(
    rec: Recorder, combat: CombatEncounter, user: Combatant, target: Combatant, ability: AbilityDef
) -> tuple[bool, bool]:
    """(is a hit, is critical), recorded.

    The face that counts: 20 hits and is critical, 1 misses, else face + hit ≥ dodge hits. A hit is also critical if a
    d100 is at most `crit_pct`; that die is rolled only where it can matter.
    """
    world = rec.world
    advantage = attack_advantage(combat, user, target, ability.reach, world)
    hit, dodge = stat_of(user, Stat.HIT, world), stat_of(target, Stat.DODGE, world)
    face, rolls = roll_d20(rec.dice, "attack", advantage)
    is_hit = reaches(face, hit, dodge)
    is_critical = face == 20
    crit_pct = stat_of(user, Stat.CRIT_PCT, world)
    if is_hit and not is_critical and crit_pct > 0:
        roll = rec.dice.roll("critical", 100)
        is_critical = roll.value <= crit_pct
        rolls = (*rolls, roll)
    rec.emit(
        AttackRolled(
            user.id,
            target.id,
            ability.id,
            rolls,
            hit,
            dodge,
            face + hit,
            chance_pct(hit, dodge, advantage),
            is_hit,
            is_critical,
        )
    )
    return is_hit, is_critical
