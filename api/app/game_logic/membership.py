"""Coming to a party that is on its way, and leaving it."""

from app.game_logic import aftermath
from app.game_logic.combat_engine import go_on_without
from app.game_logic.combatants import the_fight
from app.game_logic.dice import Dice
from app.game_logic.loot_pool import deal_unrivalled
from app.game_logic.lore import remember
from app.game_logic.possessions import change_gold
from app.game_logic.recorder import Recorder
from app.game_logic.resolve import Resolution
from app.game_logic.turn_order import is_fallen
from app.models.character import Character
from app.models.errors import AlreadyInSession, GameError, InCombat, NotFound, NotSafeHere, SessionNotActive
from app.models.events import CharacterJoined, CharacterLeft, VitalsChanged
from app.models.ids import CharacterId, CombatantId
from app.models.session import SessionState
from app.models.world import World

LEAVING = "leaving"
"""Why vitals change when somebody goes: what the fight has left of them stays as it is."""

DESERTION = "desertion"
"""The sink of gold lost by walking out on a fight."""

DESERTION_GOLD_PCT = 10
"""As much as a defeat costs, so that nobody gains by going before one."""


def why_not_join(state: SessionState, world: World) -> GameError | None:
    """Whether somebody may come to the party now. SessionNotActive; InCombat; NotSafeHere."""
    if state.is_over:
        return SessionNotActive()
    if state.combat is not None:
        return InCombat()
    return None if world.locations[state.location_id].is_safe else NotSafeHere()


def join(state: SessionState, character: Character, dice: Dice, world: World) -> Resolution:
    """The character is the last in the order, at the place where the party stands.

    Raises what `why_not_join` names, and AlreadyInSession.
    """
    problem = why_not_join(state, world)
    if problem is not None:
        raise problem
    if character.id in state.characters:
        raise AlreadyInSession
    rec = Recorder(state, dice, world)
    rec.emit(CharacterJoined(character, f"{character.name} joins the party."))
    remember(rec, state)
    return Resolution(rec.state, tuple(rec.events))


def leave(
    state: SessionState, character_id: CharacterId, dice: Dice, world: World, *, is_sent_away: bool
) -> Resolution:
    """The character goes, and the others play on: the last of a party cannot leave it, only end it.

    Whoever leaves a fight keeps the hit points (at least 1) and mana that it has left, pays as for a defeat, and has no
    part in what the fight brings, nor in what lies in the loot pool, where one left alone with a claim gets it; who is
    standing goes on, and a fight that nobody is left to win is lost. Nobody is sent away from a fight. Raises NotFound,
    SessionNotActive, InCombat.
    """
    if state.is_over or len(state.turn_order) < 2:
        raise SessionNotActive
    if character_id not in state.characters:
        raise NotFound
    if is_sent_away and state.combat is not None:
        raise InCombat
    rec = Recorder(state, dice, world)
    fighting = state.combat is not None
    if fighting:
        _leave_the_fight(rec, character_id)
    name = state.characters[character_id].name
    rec.emit(CharacterLeft(character_id, name, is_sent_away, _current_after(state, character_id)))
    deal_unrivalled(rec)
    if fighting:
        go_on_without(rec, CombatantId(character_id))
    aftermath.settle(rec, rec.state.turn_order[0])
    remember(rec, state)
    return Resolution(rec.state, tuple(rec.events))


def _leave_the_fight(rec: Recorder, character_id: CharacterId) -> None:
    fighter = the_fight(rec.state).combatants.get(CombatantId(character_id))
    if fighter is None:
        return
    character = rec.state.characters[character_id]
    hp = max(fighter.hp, 1)
    changed = (hp - character.hp, fighter.mana - character.mana)
    rec.emit(VitalsChanged(character_id, *changed, hp, fighter.mana, LEAVING))
    if not fighter.has_fled:
        change_gold(rec, character_id, -(character.gold * DESERTION_GOLD_PCT // 100), DESERTION)


def _current_after(state: SessionState, gone: CharacterId) -> int:
    """The place of who is at the move among those who stay; if it was the one who goes, the next who is not fallen."""
    count = len(state.turn_order)
    place = state.turn_order.index(gone)
    current = state.current_turn % count
    if current < place:
        return current
    if current > place:
        return current - 1
    stay = [one for one in state.turn_order if one != gone]
    following = ((place + step) % len(stay) for step in range(len(stay)))
    return next((one for one in following if not is_fallen(state, stay[one])), place % len(stay))
