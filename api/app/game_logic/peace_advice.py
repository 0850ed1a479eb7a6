"""What to do outside a fight, the most useful first."""

from app.game_logic.dialogue import GOODBYE
from app.game_logic.fight_advice import HURT_PCT
from app.game_logic.quest_hints import next_steps
from app.game_logic.routes import step_towards
from app.game_logic.scope import Scope
from app.models.enums import Stat
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
)
from app.models.session import PlayerMemory, SessionState
from app.models.world import World

MOST_QUEST_STEPS = 2

_NEVER = 99
_SCORES = {Interact: 3, Fight: 5, LearnSkill: 2}


def peace_advice(legal: tuple[Intent, ...], scope: Scope, state: SessionState, world: World) -> list[Intent]:
    """Of what is legal: when hurt what heals, or the way to where one can sleep; then steps of quests, things to say in
    a talk, what was not tried yet, places not seen yet. What was said or looked at just now is not repeated."""
    allowed = set(legal)
    is_hurt = scope.actor.hp * 100 <= HURT_PCT * scope.actor.get_effective_stats(world)[Stat.MAX_HP]
    cures = _cures(legal, state, world) if is_hurt else []
    steps = [_greeting_first(one, scope) for one in next_steps(state, world)]
    wise = [one for one in steps if one in allowed and not (is_hurt and isinstance(one, Fight))]
    last = state.memory.get(scope.actor.id, PlayerMemory()).last_intent
    others = [one for one in legal if not (one == last and isinstance(one, Talk | Look))]
    scores = {one: _score(one, scope, state, world) for one in others}
    ranked = sorted((one for one in others if scores[one] < _NEVER), key=scores.__getitem__)
    first = dict.fromkeys(wise)
    return list(dict.fromkeys((*cures, *list(first)[:MOST_QUEST_STEPS], *ranked)))


def _cures(legal: tuple[Intent, ...], state: SessionState, world: World) -> list[Intent]:
    """Sleep, remedies, a short rest; where there is none of it, a step towards the last safe place."""
    rests: list[Intent] = [one for one in legal if isinstance(one, Rest)]
    remedies: list[Intent] = [one for one in legal if isinstance(one, UseItem | UseAbility)]
    found = [*rests[:1], *remedies]
    if found:
        return found
    way_back = step_towards(state.last_safe_location_id or world.start_location, state, world)
    return [way_back] if isinstance(way_back, Move) else []


def _greeting_first(step: Intent, scope: Scope) -> Intent:
    """To raise a topic one talks to somebody first: that is how players do it."""
    if isinstance(step, Talk) and scope.talking_to != step.person:
        return Talk(step.person)
    return step


def _score(intent: Intent, scope: Scope, state: SessionState, world: World) -> int:
    """The smaller, the more useful."""
    match intent:
        case Talk():
            return _talk_score(intent, scope, state)
        case Move():
            return 4 if _leads_to_the_unknown(intent, scope, state) else 6
        case Equip():
            return 2 if _fills_an_empty_slot(intent, scope, world) else _NEVER
        case Rest(long=is_long):
            return 7 if is_long else _NEVER
        case Look():
            return 8 if intent.target is None else 9
        case Ask(about="journal"):
            return 9
        case _:
            return _SCORES.get(type(intent), _NEVER)


def _talk_score(intent: Talk, scope: Scope, state: SessionState) -> int:
    if scope.talking_to == intent.person:
        if intent.topic is None:
            return _NEVER
        return 8 if intent.topic == GOODBYE else 2
    if intent.topic is not None or not scope.topics[intent.person]:
        return _NEVER
    return 6 if intent.person in state.met else 3


def _leads_to_the_unknown(intent: Move, scope: Scope, state: SessionState) -> bool:
    return any(way.to not in state.visited for way in scope.exits if way.direction is intent.direction)


def _fills_an_empty_slot(intent: Equip, scope: Scope, world: World) -> bool:
    slot = world.items[scope.actor.items[intent.item].item_def_id].slot
    return slot is not None and slot not in scope.actor.equipment
