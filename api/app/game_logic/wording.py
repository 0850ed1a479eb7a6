"""Intents in words that the parser understands as the same intent."""

from app.game_logic.dialogue import GOODBYE
from app.game_logic.scope import Scope
from app.models.enums import Side
from app.models.ids import CharacterId, CombatantId
from app.models.intents import (
    Ask,
    Equip,
    Fight,
    Intent,
    Interact,
    LearnSkill,
    Look,
    Move,
    Rest,
    Talk,
    UseAbility,
    UseItem,
    Wait,
)
from app.models.session import SessionState
from app.models.world import World

_BARE = {"attack": "attack", "defend": "defend", "flee": "flee", "change_row": "change row"}
"""Abilities that everybody has are said by their verb alone."""

_ARTICLES = ("The ", "A ", "An ")

_ASKS = {"inventory": "inventory", "journal": "journal", "help": "help", "self": "stats"}


def words_for(intent: Intent, scope: Scope, state: SessionState, world: World) -> str | None:
    """What a player could type; None for what is not worth suggesting or not in scope."""
    match intent:
        case Move():
            return _way(intent, scope, state, world)
        case Interact():
            return _deed(intent, scope)
        case Talk():
            return _talk(intent, scope)
        case Fight():
            return _fight(intent, world)
        case UseItem() | UseAbility():
            return _use(intent, state, scope, world)
        case Equip() | LearnSkill() | Look():
            return _with_noun(intent, scope, world)
        case _:
            return _fixed(intent)


def amid(name: str) -> str:
    """A name in the middle of a sentence: its article is written small."""
    return name[:1].lower() + name[1:] if name.startswith(_ARTICLES) else name


def _with_noun(intent: Equip | LearnSkill | Look, scope: Scope, world: World) -> str | None:
    match intent:
        case Equip(item=item_id):
            name = _item_name(item_id, scope, world)
            return f"put on the {name}" if name else None
        case LearnSkill(node=node_id):
            return next((f"learn {one.name}" for one in scope.skills if one.id == node_id), None)
        case Look(target=target):
            return "look around" if target is None else _look(target, scope)


def _fixed(intent: Intent) -> str | None:
    match intent:
        case Rest(long=is_long):
            return "sleep until morning" if is_long else "take a short rest"
        case Ask(about=about):
            return _ASKS[about]
        case Wait():
            return "wait"
        case _:
            return None


def _way(intent: Move, scope: Scope, state: SessionState, world: World) -> str | None:
    for way in scope.exits:
        if way.direction is intent.direction:
            known = amid(world.locations[way.to].name) if way.to in state.visited else None
            return (
                f"go {way.direction.value} to {known}" if known else f"go {way.direction.value} by {way.name}"
            )
    return None


def _deed(intent: Interact, scope: Scope) -> str | None:
    """The author's label, as it would stand in a sentence."""
    for action in scope.actions.get(intent.feature, ()):
        if action.id == intent.action:
            return action.label[:1].lower() + action.label[1:]
    return None


def _talk(intent: Talk, scope: Scope) -> str | None:
    """A topic is said word for word, which is understood by whom one talks to."""
    if intent.topic == GOODBYE:
        return "say goodbye"
    for person in scope.people:
        if person.id == intent.person and intent.topic is None:
            return f"talk to {person.name}"
    topics = scope.topics.get(intent.person, ()) if scope.talking_to == intent.person else ()
    return next((topic.prompt for topic in topics if topic.id == intent.topic), None)


def _fight(intent: Fight, world: World) -> str | None:
    """By its boss, else by the one of the highest level."""
    encounter = next((one for one in world.encounters.values() if one.id == intent.encounter), None)
    if encounter is None:
        return None
    kinds = [(world.enemies[kind], count) for kind, count in encounter.enemies.items()]
    enemy, count = max(kinds, key=lambda one: (one[0].is_boss, one[0].level))
    return f"attack the {enemy.plural if count > 1 else enemy.name}"


def _use(intent: UseItem | UseAbility, state: SessionState, scope: Scope, world: World) -> str | None:
    if isinstance(intent, UseItem):
        name = _item_name(intent.item, scope, world)
        said = f"use the {name}" if name else None
    else:
        known = (one.name for one in scope.abilities if one.id == intent.ability)
        said = _BARE.get(intent.ability) or next((f"use {name}" for name in known), None)
    if said is None or intent.target is None or intent.target == CombatantId(scope.actor.id):
        return said
    target = _target_name(intent.target, state)
    joint = " " if said == "attack" else " on "
    return f"{said}{joint}{target}" if target else None


def _target_name(target: CombatantId, state: SessionState) -> str | None:
    fighter = state.combat.combatants.get(target) if state.combat else None
    if fighter is not None:
        has_name_of_its_own = fighter.side is Side.PARTY or fighter.name[-1].isdigit()
        return fighter.name if has_name_of_its_own else f"the {fighter.name}"
    member = state.characters.get(CharacterId(target))
    return member.name if member else None


def _item_name(item_id: str, scope: Scope, world: World) -> str | None:
    return next((world.items[one.item_def_id].name for one in scope.items if one.id == item_id), None)


def _look(target: str, scope: Scope) -> str | None:
    named = {one.id: f"the {one.name}" for one in scope.features} | {one.id: one.name for one in scope.people}
    return f"look at {named[target]}" if target in named else None
