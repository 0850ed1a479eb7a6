"""What is legal now: the sibling of `resolve`. Both ask the same `why_not_…`, so they agree."""

from collections.abc import Iterator

from app.game_logic import combat_engine
from app.game_logic.dialogue import GOODBYE, why_not_talk
from app.game_logic.equipment import why_not_drop, why_not_equip
from app.game_logic.explore import why_not_move
from app.game_logic.features import why_not_interact
from app.game_logic.remedies import why_not_use_ability, why_not_use_item
from app.game_logic.rest import why_not_rest
from app.game_logic.scope import Scope, scope_of
from app.game_logic.skill_manager import learnable, respec_cost_gold
from app.game_logic.turn_order import why_not_now
from app.models.ids import CharacterId, CombatantId
from app.models.intents import (
    Ask,
    Drop,
    Equip,
    Fight,
    Intent,
    Interact,
    LearnSkill,
    Look,
    Move,
    Respec,
    Rest,
    Talk,
    Unequip,
    UseAbility,
    UseItem,
    Wait,
)
from app.models.session import SessionState
from app.models.world import World


def legal_intents(state: SessionState, actor_id: CharacterId, world: World) -> tuple[Intent, ...]:
    """Every intent that `resolve` accepts from this character now, each in its plainest form, in the scope's order.

    Plainest: Equip without a slot, Drop of one of a stack (up to the whole stack is legal), remedies for oneself
    without a target, a journal as a whole. Unclear, Say and Write are any words at all and not listed.
    Empty when the session is over.
    """
    if state.is_over:
        return ()
    scope = scope_of(state, actor_id, world)
    return (*_out_of_turn(scope, state, world), *_in_turn(scope, state, actor_id, world))


def _out_of_turn(scope: Scope, state: SessionState, world: World) -> Iterator[Intent]:
    yield from _looks(scope, state)
    for about in ("inventory", "journal", "help", "self"):
        yield Ask(about)
    if why_not_now(state, scope.actor.id, Respec()) is None:
        yield from _belongings(scope, world)
        yield from _growth(scope, world)


def _looks(scope: Scope, state: SessionState) -> Iterator[Look]:
    yield Look()
    fighters = state.combat.combatants if state.combat else ()
    ids: tuple[str, ...] = (
        *(one.id for one in scope.features),
        *(one.id for one in scope.people),
        *(one.id for one in scope.encounters),
        *(one.id for one in scope.enemies),
        *fighters,
        *(one.id for one in scope.items),
        *(one.id for one in scope.party),
    )
    yield from (Look(target=one) for one in dict.fromkeys(ids))


def _belongings(scope: Scope, world: World) -> Iterator[Intent]:
    character = scope.actor
    for item in scope.items:
        equip = Equip(item.id)
        if why_not_equip(character, equip, world) is None:
            yield equip
    for slot in character.equipment:
        yield Unequip(slot)
    for item in scope.items:
        if why_not_drop(character, item.id, 1, world) is None:
            yield Drop(item.id)


def _growth(scope: Scope, world: World) -> Iterator[Intent]:
    character = scope.actor
    for node in learnable(character, world):
        yield LearnSkill(node)
    if character.skills and character.gold >= respec_cost_gold(character.level):
        yield Respec()


def _in_turn(scope: Scope, state: SessionState, actor_id: CharacterId, world: World) -> Iterator[Intent]:
    if state.combat is not None:
        yield from combat_engine.legal_actions(state, actor_id, world)
    elif why_not_now(state, actor_id, Wait()) is None:
        yield from _at_the_place(scope, state, world)
        yield from _remedies(scope, state, world)
        for is_long in (True, False):
            if why_not_rest(state, Rest(is_long), world) is None:
                yield Rest(is_long)
        yield Wait()


def _at_the_place(scope: Scope, state: SessionState, world: World) -> Iterator[Intent]:
    actor_id = scope.actor.id
    for direction in dict.fromkeys(way.direction for way in scope.exits):
        if why_not_move(state, actor_id, direction, world) is None:
            yield Move(direction)
    for feature in scope.features:
        for action in scope.actions[feature.id]:
            interact = Interact(feature.id, action.id)
            if why_not_interact(state, actor_id, interact, world) is None:
                yield interact
    for talk in _talks(scope):
        if why_not_talk(state, actor_id, talk, world) is None:
            yield talk
    yield from (Fight(one.id) for one in scope.encounters)


def _talks(scope: Scope) -> Iterator[Talk]:
    for person in scope.people:
        yield Talk(person.id)
        yield from (Talk(person.id, topic.id) for topic in scope.topics[person.id])
        if scope.talking_to == person.id:
            yield Talk(person.id, GOODBYE)


def _remedies(scope: Scope, state: SessionState, world: World) -> Iterator[Intent]:
    actor_id = scope.actor.id
    others = (CombatantId(one.id) for one in scope.party if one.id != actor_id)
    for target in (None, *others):
        for item in scope.items:
            use = UseItem(item.id, target)
            if why_not_use_item(state, actor_id, use, world) is None:
                yield use
        for ability in scope.abilities:
            cast = UseAbility(ability.id, target)
            if why_not_use_ability(state, actor_id, cast, world) is None:
                yield cast
