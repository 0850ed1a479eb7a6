"""What becomes of a turn whose time is up."""

from app.game_logic import aftermath
from app.game_logic.combat_engine import act, legal_actions, sit_out
from app.game_logic.dice import Dice
from app.game_logic.lore import remember
from app.game_logic.player_policy import choose_ability
from app.game_logic.recorder import Recorder
from app.game_logic.resolve import Resolution
from app.game_logic.turn_order import at_the_move, pass_turn
from app.models.enums import Fallback
from app.models.errors import NotFound, NotYourTurn, SessionNotActive
from app.models.events import TurnMissed
from app.models.ids import AbilityId, CharacterId
from app.models.intents import UseAbility, Wait
from app.models.session import SessionState
from app.models.world import World

DEFEND = AbilityId("defend")
"""Which everybody has."""


def miss(
    state: SessionState,
    character_id: CharacterId,
    fallback: Fallback,
    dice: Dice,
    world: World,
    *,
    in_round: bool = False,
) -> Resolution:
    """Outside a fight the move goes to the next one. In a fight the character does what its player chose, or nothing
    where that is not possible, and the fight goes on to the next player's turn. `in_round`: the time of a round was up,
    which nothing comes of but that it is told.

    Raises SessionNotActive, NotFound for who has left, and NotYourTurn if the character is not at the move.
    """
    if state.is_over:
        raise SessionNotActive
    if in_round:
        return _absent(state, character_id, fallback, dice, world)
    if at_the_move(state) != character_id:
        raise NotYourTurn
    rec = Recorder(state, dice, world)
    rec.emit(TurnMissed(character_id, fallback))
    if state.combat is not None:
        chosen = _deed(state, character_id, fallback, world)
        if chosen is None:
            sit_out(rec, character_id)
        else:
            act(rec, character_id, chosen)
    aftermath.settle(rec, character_id)
    pass_turn(rec, Wait())
    remember(rec, state)
    return Resolution(rec.state, tuple(rec.events))


def _absent(
    state: SessionState, character_id: CharacterId, fallback: Fallback, dice: Dice, world: World
) -> Resolution:
    if character_id not in state.characters:
        raise NotFound
    rec = Recorder(state, dice, world)
    rec.emit(TurnMissed(character_id, fallback))
    remember(rec, state)
    return Resolution(rec.state, tuple(rec.events))


def _deed(
    state: SessionState, character_id: CharacterId, fallback: Fallback, world: World
) -> UseAbility | None:
    if fallback is Fallback.FOLLOW:
        return choose_ability(state, character_id, world)
    if fallback in (Fallback.DEFEND, Fallback.PROXY):
        legal = legal_actions(state, character_id, world)
        return next((one for one in legal if isinstance(one, UseAbility) and one.ability == DEFEND), None)
    return None
