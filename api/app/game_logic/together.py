"""What a whole party has agreed on: done at once, whoever is at the move, and nobody's turn is used up by it."""

from app.game_logic import aftermath, explore, rest
from app.game_logic.dice import Dice
from app.game_logic.explore import why_not_move
from app.game_logic.lore import remember
from app.game_logic.recorder import Recorder
from app.game_logic.resolve import Resolution, named_in
from app.game_logic.rest import why_not_rest
from app.game_logic.turn_order import is_fallen
from app.models.errors import Fallen, GameError, InCombat, NotFound, SessionNotActive
from app.models.events import ActionUnderstood
from app.models.ids import CharacterId
from app.models.intents import Move, Rest
from app.models.session import SessionState
from app.models.world import World


def why_not_together(
    state: SessionState, actor_id: CharacterId, deed: Rest | Move, world: World
) -> GameError | None:
    """Whether the party may do that now, led by this character. SessionNotActive, NotFound for who is not there,
    InCombat, Fallen, and what `why_not_rest` and `why_not_move` name."""
    if state.is_over:
        return SessionNotActive()
    if actor_id not in state.characters:
        return NotFound()
    if state.combat is not None:
        return InCombat()
    if is_fallen(state, actor_id):
        return Fallen()
    if isinstance(deed, Rest):
        return why_not_rest(state, deed, world)
    return why_not_move(state, actor_id, deed.direction, world)


def together(
    state: SessionState, actor_id: CharacterId, deed: Rest | Move, dice: Dice, world: World
) -> Resolution:
    """What comes of it: the events of that character's own deed, but that the move stays where it is. Raises what
    `why_not_together` names; then nothing happened."""
    problem = why_not_together(state, actor_id, deed, world)
    if problem is not None:
        raise problem
    rec = Recorder(state, dice, world)
    rec.emit(ActionUnderstood(actor_id, deed, named_in(deed)))
    if isinstance(deed, Rest):
        rest.rest(rec, actor_id, deed)
    else:
        explore.move(rec, actor_id, deed)
    aftermath.settle(rec, actor_id)
    remember(rec, state)
    return Resolution(rec.state, tuple(rec.events))


def who_leads(state: SessionState, wanted: CharacterId) -> CharacterId:
    """Who does it for all: the one who asked for it, or else the first who stands. Raises Fallen if nobody does."""
    for one in (wanted, *state.turn_order):
        if one in state.characters and not is_fallen(state, one):
            return one
    raise Fallen
