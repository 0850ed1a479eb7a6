"""Gold that changes hands in a fight."""

from app.game_logic.combatants import is_hero
from app.game_logic.possessions import change_gold
from app.game_logic.recorder import Recorder
from app.models.combat import Combatant
from app.models.ids import CharacterId

THEFT = "theft"
"""The faucet and the sink of stolen gold: enemies keep no account."""

GIFT = "gift"
"""From one character to another: out of one purse and into the other."""


def move_gold(rec: Recorder, giver: Combatant, taker: Combatant, amount: int) -> None:
    """Up to `amount` gold from one to the other: a character gives what it has, an enemy what its kind carries."""
    moved = min(amount, purse(rec, giver))
    account = GIFT if is_hero(giver) and is_hero(taker) else THEFT
    if is_hero(giver):
        change_gold(rec, CharacterId(giver.id), -moved, account)
    if is_hero(taker):
        change_gold(rec, CharacterId(taker.id), moved, account)


def purse(rec: Recorder, combatant: Combatant) -> int:
    """What can be taken from it at once."""
    if combatant.enemy_id is None:
        return rec.state.characters[CharacterId(combatant.id)].gold
    definition = rec.world.enemies.get(combatant.enemy_id)
    return definition.gold[1] if definition else 0
