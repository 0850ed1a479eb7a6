"""A fight from its first initiative roll to its end: whose turn it is, what may be done, and what comes of it.

Players act by `act`; everybody else acts in the same call, until a player is to decide again or the fight is over.
"""

from collections.abc import Iterator

from app.game_logic import combat_moves, enemy_ai, upkeep
from app.game_logic.ability_steps import perform
from app.game_logic.combatants import current_combatant, heroes_of, is_hero, the_fight
from app.game_logic.encounter_builder import build_encounter
from app.game_logic.possessions import lose_item
from app.game_logic.recorder import Recorder
from app.game_logic.rewards import grant_rewards
from app.game_logic.targeting import affected, legal_targets
from app.models.abilities import AbilityDef
from app.models.combat import Combatant, CombatEncounter
from app.models.enums import CombatOutcome, Side, TargetKind, TickPhase
from app.models.errors import Fallen, InCombat, NotFound, NotInCombat, NotYourTurn
from app.models.events import CombatEnded, CombatStarted, CombatTurnStarted, FinalVitals
from app.models.ids import CharacterId, CombatantId, EncounterId
from app.models.intents import UseAbility, UseItem
from app.models.session import SessionState
from app.models.world import World

MAX_ROUNDS = 100
"""When this round is over the enemies withdraw: the fight ends `fled`, without a winner."""


def start_fight(rec: Recorder, encounter_id: EncounterId) -> None:
    """Puts the party against an encounter, and runs on to the first turn that a player decides (or to the end).

    Raises InCombat, and NotFound for an encounter that is not in the content.
    """
    if rec.state.combat is not None:
        raise InCombat
    definition = rec.world.encounters.get(encounter_id)
    if definition is None:
        raise NotFound
    encounter, rolls = build_encounter(rec.state, definition, rec.dice, rec.world)
    rec.emit(CombatStarted(encounter, definition.opening, rolls))
    for combatant_id in encounter.order:
        _use_passives(rec, combatant_id)
    _run_on(rec, 0, 1)


def act(rec: Recorder, actor_id: CharacterId, intent: UseAbility | UseItem) -> None:
    """The actor's whole turn, then those of all who come before the next player.

    Ends at a CombatTurnStarted of a standing character, or with CombatEnded (and the rewards, after a victory).
    Raises NotInCombat, Fallen, NotYourTurn; IllegalMove with a code of `combat_moves.REASONS`, or `not_yours`.
    """
    actor = _actor_at_turn(rec.state, actor_id)
    if isinstance(intent, UseAbility):
        _use_ability(rec, actor, intent)
    else:
        _use_item(rec, actor, intent)
    _end_turn(rec, actor.id)
    combat = the_fight(rec.state)
    _run_on(rec, combat.current + 1, combat.round)


def sit_out(rec: Recorder, actor_id: CharacterId) -> None:
    """The actor's turn passes without a deed of its own. Raises NotInCombat, Fallen, NotYourTurn."""
    actor = _actor_at_turn(rec.state, actor_id)
    _end_turn(rec, actor.id)
    combat = the_fight(rec.state)
    _run_on(rec, combat.current + 1, combat.round)


def go_on_without(rec: Recorder, gone_id: CombatantId) -> None:
    """After a character has left the party in the middle of a fight: the fight goes on without it, or ends."""
    combat = the_fight(rec.state)
    outcome = _outcome(rec.state)
    if outcome is not None:
        _end_fight(rec, outcome)
    elif combat.current_id == gone_id:
        _run_on(rec, combat.current + 1, combat.round)


def legal_actions(
    state: SessionState, actor_id: CharacterId, world: World
) -> tuple[UseAbility | UseItem, ...]:
    """Exactly what `act` accepts from this actor now: abilities in their order, then items. Empty out of turn."""
    if state.combat is None or state.combat.current_id != CombatantId(actor_id):
        return ()
    user = state.combat.combatants[state.combat.current_id]
    if not user.is_standing:
        return ()
    return (
        *combat_moves.ability_moves(state.combat, user, world),
        *combat_moves.item_moves(state, user, world),
    )


def _actor_at_turn(state: SessionState, actor_id: CharacterId) -> Combatant:
    combat = the_fight(state)
    actor = combat.combatants.get(CombatantId(actor_id))
    if actor is None or actor.has_fled:
        raise NotInCombat
    if actor.hp <= 0:
        raise Fallen
    if combat.current_id != actor.id:
        raise NotYourTurn
    return actor


def _use_ability(rec: Recorder, actor: Combatant, intent: UseAbility) -> None:
    combat = the_fight(rec.state)
    ability = combat_moves.find_ability(actor, intent.ability, rec.world)
    code = combat_moves.why_not(combat, actor, ability, rec.world)
    if code is None and intent.target not in legal_targets(combat, actor, ability, rec.world):
        code = combat_moves.why_not_target(combat, actor, ability, intent.target)
    if code is not None:
        raise combat_moves.illegal(code)
    perform(rec, actor.id, ability, affected(combat, actor, ability, intent.target))


def _use_item(rec: Recorder, actor: Combatant, intent: UseItem) -> None:
    combat = the_fight(rec.state)
    character = rec.state.characters[CharacterId(actor.id)]
    definition, ability = combat_moves.find_item_ability(character, intent.item, rec.world)
    code = combat_moves.why_not(combat, actor, ability, rec.world, by_item=True)
    if code is None and intent.target not in combat_moves.item_targets(combat, actor, ability, rec.world):
        code = combat_moves.why_not_target(combat, actor, ability, intent.target)
    if code is not None:
        raise combat_moves.illegal(code)
    targets = affected(combat, actor, ability, intent.target or actor.id)
    lose_item(rec, character.id, intent.item, 1, "used")
    perform(rec, actor.id, ability, targets, definition.name)


def _use_passives(rec: Recorder, combatant_id: CombatantId) -> None:
    """Passive abilities work once, when the fight begins, on the user or on a whole side."""
    for ability in _passives(current_combatant(rec.state, combatant_id), rec.world):
        combat = the_fight(rec.state)
        user = combat.combatants[combatant_id]
        if user.is_standing:
            perform(rec, combatant_id, ability, affected(combat, user, ability, None))


def _passives(user: Combatant, world: World) -> list[AbilityDef]:
    known = (world.abilities.get(one) for one in user.abilities)
    aimed = (TargetKind.ENEMY, TargetKind.ALLY, TargetKind.FALLEN_ALLY)
    return [one for one in known if one is not None and one.passive and one.target not in aimed]


def _run_on(rec: Recorder, place: int, number: int) -> None:
    """From that place in the order and that round: begins turns until a player is to decide or the fight is over."""
    while (outcome := _outcome(rec.state)) is None:
        found = _next_standing(the_fight(rec.state), place, number)
        if found is None:
            _end_fight(rec, CombatOutcome.FLED)
            return
        place, number = found
        if _begin_turn(rec, place, number):
            return
        place = the_fight(rec.state).current + 1
    _end_fight(rec, outcome)


def _next_standing(combat: CombatEncounter, place: int, number: int) -> tuple[int, int] | None:
    """(place, round) of the next who stands, this one included; None when the last round is over."""
    for index, at_round in _places(len(combat.order), place, number):
        if at_round > MAX_ROUNDS:
            return None
        if combat.combatants[combat.order[index]].is_standing:
            return index, at_round
    return None


def _places(count: int, place: int, number: int) -> Iterator[tuple[int, int]]:
    """Once round the order, with the round that each place is in."""
    for index in range(place, place + count):
        yield index % count, number + index // count


def _begin_turn(rec: Recorder, place: int, number: int) -> bool:
    """Whether a player is to decide now; anyone else's turn is played to its end."""
    combatant_id = the_fight(rec.state).order[place]
    rec.emit(CombatTurnStarted(combatant_id, place, number))
    can_act = upkeep.begin_turn(rec, combatant_id)
    combatant = current_combatant(rec.state, combatant_id)
    if can_act and is_hero(combatant):
        return True
    if can_act:
        _act_by_itself(rec, combatant)
    _end_turn(rec, combatant_id)
    return False


def _act_by_itself(rec: Recorder, actor: Combatant) -> None:
    choice = enemy_ai.choose(rec, actor)
    if choice is not None:
        targets = affected(the_fight(rec.state), actor, choice.ability, choice.target)
        perform(rec, actor.id, choice.ability, targets)


def _end_turn(rec: Recorder, combatant_id: CombatantId) -> None:
    if current_combatant(rec.state, combatant_id).is_standing:
        upkeep.tick(rec, combatant_id, TickPhase.TURN_END)


def _outcome(state: SessionState) -> CombatOutcome | None:
    """None while both sides fight. Only characters keep the party in the fight, not whom they summoned."""
    combat = the_fight(state)
    if not combat.standing(Side.ENEMIES):
        return CombatOutcome.VICTORY
    heroes = heroes_of(state)
    if any(one.is_standing for one in heroes):
        return None
    return CombatOutcome.FLED if any(one.has_fled for one in heroes) else CombatOutcome.DEFEAT


def _end_fight(rec: Recorder, outcome: CombatOutcome) -> None:
    combat = the_fight(rec.state)
    vitals = tuple(
        FinalVitals(
            CharacterId(one.id), one.hp if outcome is CombatOutcome.DEFEAT else max(one.hp, 1), one.mana
        )
        for one in heroes_of(rec.state)
    )
    rec.emit(CombatEnded(combat.encounter_id, combat.name, outcome, combat.round, vitals))
    if outcome is CombatOutcome.VICTORY:
        grant_rewards(rec, combat)
