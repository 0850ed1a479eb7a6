"""Whose turn it is outside of fights."""

from app.game_logic.recorder import Recorder
from app.models.errors import Fallen, GameError, IllegalMove, InCombat, NotYourTurn, SessionNotActive
from app.models.events import TurnPassed
from app.models.ids import CharacterId, CombatantId
from app.models.intents import (
    Ask,
    Begin,
    Drop,
    End,
    Equip,
    Intent,
    Join,
    LearnSkill,
    Leave,
    Look,
    Miss,
    Respec,
    Say,
    Share,
    Together,
    Unclear,
    Undo,
    Unequip,
    UseAbility,
    UseItem,
    Write,
)
from app.models.session import SessionState

ENGINE_ONLY = (Begin, End, Undo, Join, Leave, Miss, Share, Together)
"""What no player's words may mean."""

ALWAYS_FREE = (Look, Ask, Unclear, Write)
"""Changes nothing: allowed at any time, also to the fallen."""

OUT_OF_TURN = (*ALWAYS_FREE, Say, Equip, Unequip, Drop, LearnSkill, Respec)
"""Does not pass the turn, and need not wait for it. Words cost nothing; where somebody answers them they
count as talk."""

IN_COMBAT = (*ALWAYS_FREE, Say, UseAbility, UseItem)


def why_not_now(state: SessionState, actor_id: CharacterId, intent: Intent) -> GameError | None:
    """Whether this character may do this kind of thing at this moment. SessionNotActive; IllegalMove `engine_only`;
    Fallen; InCombat; NotYourTurn (outside a fight, in a party; in one the fight itself knows whose turn it is)."""
    if state.is_over:
        return SessionNotActive()
    if isinstance(intent, ENGINE_ONLY):
        return IllegalMove("That is not for a player to do.", code="engine_only")
    if isinstance(intent, ALWAYS_FREE):
        return None
    if is_fallen(state, actor_id):
        return Fallen()
    if state.combat is not None:
        return None if isinstance(intent, IN_COMBAT) else InCombat()
    if isinstance(intent, OUT_OF_TURN) or current_actor(state) in (actor_id, None):
        return None
    return NotYourTurn()


def is_fallen(state: SessionState, character_id: CharacterId) -> bool:
    """In a fight the combatant's hit points count, else the character's."""
    fighter = state.combat.combatants.get(CombatantId(character_id)) if state.combat else None
    return (fighter or state.characters[character_id]).hp <= 0


def current_actor(state: SessionState) -> CharacterId | None:
    """Whose turn it is outside a fight; None while nobody plays, and where all act at once."""
    if not state.turn_order or state.is_by_round:
        return None
    return state.turn_order[state.current_turn % len(state.turn_order)]


def at_the_move(state: SessionState) -> CharacterId | None:
    """Whose move it is: in a fight by initiative, else by the party's order. None where all act at once."""
    return current_actor(state) if state.combat is None else CharacterId(state.combat.current_id)


def is_round_time(state: SessionState) -> bool:
    """Whether actions are handed in now, to be resolved all at once."""
    return state.is_by_round and state.combat is None and not state.is_over


def pass_turn(rec: Recorder, intent: Intent) -> None:
    """After what takes a turn the next one who is not fallen is at the move. Alone there is nothing to pass, nor where
    all act at once, and in a fight (also one that has just begun) the fight has an order of its own."""
    state = rec.state
    count = len(state.turn_order)
    if count < 2 or state.is_by_round or state.combat is not None or isinstance(intent, OUT_OF_TURN):
        return
    for step in range(1, count + 1):
        place = (state.current_turn + step) % count
        if not is_fallen(state, state.turn_order[place]):
            rec.emit(TurnPassed(place))
            return
