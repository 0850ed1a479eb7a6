"""Leaving a fight."""

from app.game_logic.combatants import current_combatant, opponents, stat_of, the_fight
from app.game_logic.damage_calculator import chance_pct, reaches
from app.game_logic.recorder import Recorder
from app.models.combat import Combatant, CombatEncounter
from app.models.enums import Stat
from app.models.events import FleeTried
from app.models.ids import CombatantId
from app.models.world import World

FLEE_BASE = 8
"""With equal initiative, d20 must reach this: 65 %."""


def flee_difficulty(combat: CombatEncounter, user: Combatant, world: World) -> int:
    """8 + the highest initiative stat among the foes who stand."""
    foes = combat.standing(opponents(user.side))
    return FLEE_BASE + max((stat_of(foe, Stat.INITIATIVE, world) for foe in foes), default=0)


def try_to_flee(rec: Recorder, user_id: CombatantId) -> None:
    """d20 + initiative stat against `flee_difficulty`; 20 always gets away, 1 never. Only the user leaves."""
    combat = the_fight(rec.state)
    user = current_combatant(rec.state, user_id)
    difficulty = flee_difficulty(combat, user, rec.world)
    bonus = stat_of(user, Stat.INITIATIVE, rec.world)
    roll = rec.dice.roll("flee", 20)
    rec.emit(
        FleeTried(
            user_id,
            (roll,),
            roll.value + bonus,
            difficulty,
            chance_pct(bonus, difficulty),
            reaches(roll.value, bonus, difficulty),
        )
    )
