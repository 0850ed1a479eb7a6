"""The one way in which a player's intent changes a session: guards, the rule, what follows, the next one's turn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.game_logic import (
    aftermath,
    answers,
    combat_engine,
    dialogue,
    equipment,
    explore,
    features,
    looking,
    remedies,
    rest,
    skill_manager,
    speech,
)
from app.game_logic.dice import Dice
from app.game_logic.lore import remember
from app.game_logic.recorder import Recorder
from app.game_logic.turn_order import pass_turn, why_not_now
from app.models.character import Character
from app.models.errors import IllegalMove, NotFound
from app.models.events import ActionUnderstood, Event
from app.models.ids import CharacterId, SessionId
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
    Say,
    Talk,
    Unclear,
    Unequip,
    UseAbility,
    UseItem,
    Wait,
    Write,
)
from app.models.session import SessionState
from app.models.world import World


@dataclass(frozen=True, slots=True)
class Resolution:
    """The events of one turn in order, and the state after them. The state's `seq` is left to the caller."""

    state: SessionState
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A character after something done outside any session, and the events of it."""

    character: Character
    events: tuple[Event, ...]


def resolve(
    state: SessionState, actor_id: CharacterId, intent: Intent, dice: Dice, world: World
) -> Resolution:
    """What comes of a player's intent. Pure: the same arguments give the same events on any machine.

    The first event is ActionUnderstood. Raises a GameError for whatever is not legal now (then nothing happened):
    NotFound for an actor who is not in the session, SessionNotActive, Fallen, InCombat, NotInCombat, NotYourTurn, and
    IllegalMove with the code of the rule.
    """
    if actor_id not in state.characters:
        raise NotFound
    problem = why_not_now(state, actor_id, intent)
    if problem is not None:
        raise problem
    rec = Recorder(state, dice, world)
    rec.emit(ActionUnderstood(actor_id, intent, named_in(intent)))
    _RULES[type(intent)](rec, actor_id, intent)
    aftermath.settle(rec, actor_id)
    pass_turn(rec, speech.as_deed(intent, rec.events))
    remember(rec, state)
    return Resolution(rec.state, tuple(rec.events))


def apply_outside(character: Character, intent: Intent, dice: Dice, world: World) -> Changed:
    """Equip, unequip, use, drop, learn or respec for a character that is in no session.

    Raises IllegalMove `needs_session` for any other intent, else as `resolve` does.
    """
    if not isinstance(intent, Equip | Unequip | UseItem | Drop | LearnSkill | Respec):
        raise IllegalMove("That can only be done on an adventure.", code="needs_session")
    alone = SessionState(
        session_id=SessionId(""),
        seq=0,
        location_id=world.start_location,
        characters={character.id: character},
        turn_order=(character.id,),
    )
    resolution = resolve(alone, character.id, intent, dice, world)
    return Changed(resolution.state.characters[character.id], resolution.events)


def named_in(intent: Intent) -> str | None:
    """The id of what an intent is about: what "it" means afterwards."""
    match intent:
        case Look(target=target) | UseAbility(target=target):
            return target
        case Interact(feature=feature):
            return feature
        case Talk(person=person):
            return person
        case Fight(encounter=encounter):
            return encounter
        case UseItem(item=item) | Equip(item=item) | Drop(item=item):
            return item
        case _:
            return None


def _use_ability(rec: Recorder, actor_id: CharacterId, intent: UseAbility) -> None:
    if rec.state.combat is not None:
        combat_engine.act(rec, actor_id, intent)
    else:
        remedies.use_ability(rec, actor_id, intent)


def _use_item(rec: Recorder, actor_id: CharacterId, intent: UseItem) -> None:
    if rec.state.combat is not None:
        combat_engine.act(rec, actor_id, intent)
    else:
        remedies.use_item(rec, actor_id, intent)


def _learn(rec: Recorder, actor_id: CharacterId, intent: LearnSkill) -> None:
    skill_manager.learn(rec, actor_id, intent.node)


def _respec(rec: Recorder, actor_id: CharacterId, _intent: Respec) -> None:
    skill_manager.respec(rec, actor_id)


# Any: each rule takes the intent that it is declared for. Begin, End and Undo are the engine's own and never come here.
_RULES: Mapping[type, Callable[[Recorder, CharacterId, Any], None]] = {
    Look: looking.look,
    Move: explore.move,
    Interact: features.interact,
    Talk: dialogue.talk,
    Fight: explore.fight,
    Rest: rest.rest,
    Wait: explore.wait,
    UseItem: _use_item,
    UseAbility: _use_ability,
    Equip: equipment.equip,
    Unequip: equipment.unequip,
    Drop: equipment.drop,
    LearnSkill: _learn,
    Respec: _respec,
    Ask: answers.answer,
    Say: speech.say,
    Write: speech.write,
    Unclear: answers.misunderstand,
}
