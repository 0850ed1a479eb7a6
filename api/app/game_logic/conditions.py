"""Whether the conditions of content hold."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.game_logic.possessions import count_items
from app.models.character import Character
from app.models.enums import QuestStatus
from app.models.ids import CharacterId
from app.models.session import SessionState
from app.models.world import (
    ClassIs,
    Condition,
    EncounterWon,
    FlagIs,
    HasItem,
    LevelAtLeast,
    OriginIs,
    QuestAt,
    World,
)

Who = Sequence[Character]


def all_hold(
    conditions: Sequence[Condition], state: SessionState, actor_id: CharacterId, world: World
) -> bool:
    """For one character: what it sees, may do and may say. An empty list holds."""
    if not conditions:
        return True
    who = (state.characters[actor_id],)
    return all(_holds(one, state, who, world) for one in conditions)


def all_hold_for_party(conditions: Sequence[Condition], state: SessionState, world: World) -> bool:
    """For everybody together: items, level, class and origin of any member count. Used for enemies and quests."""
    if not conditions:
        return True
    who = tuple(state.characters.values())
    return all(_holds(one, state, who, world) for one in conditions)


def _holds(condition: Condition, state: SessionState, who: Who, world: World) -> bool:
    return _CHECKS[type(condition)](condition, state, who, world)


def _flag(condition: FlagIs, state: SessionState, _who: Who, _world: World) -> bool:
    is_reached = state.flags.get(condition.flag, 0) >= condition.value
    return is_reached is not condition.below


def _quest(condition: QuestAt, state: SessionState, _who: Who, world: World) -> bool:
    progress = state.quests.get(condition.quest)
    if condition.status == "unknown":
        return progress is None
    if progress is None or progress.status is not QuestStatus(condition.status):
        return False
    if condition.stage is None or progress.status is QuestStatus.COMPLETED:
        return True
    stages = world.quests[condition.quest].stages
    return progress.stage < len(stages) and stages[progress.stage].id == condition.stage


def _has_item(condition: HasItem, _state: SessionState, who: Who, _world: World) -> bool:
    return sum(count_items(one, condition.item) for one in who) >= condition.quantity


def _level(condition: LevelAtLeast, _state: SessionState, who: Who, _world: World) -> bool:
    return any(one.level >= condition.level for one in who)


def _origin(condition: OriginIs, _state: SessionState, who: Who, _world: World) -> bool:
    return any(one.origin_id == condition.origin for one in who)


def _class(condition: ClassIs, _state: SessionState, who: Who, _world: World) -> bool:
    return any(one.class_id == condition.class_id for one in who)


def _won(condition: EncounterWon, state: SessionState, _who: Who, _world: World) -> bool:
    return (condition.encounter in state.won) is condition.won


# Any: each check takes the class it is declared for.
_CHECKS: Mapping[type, Callable[[Any, SessionState, Who, World], bool]] = {
    FlagIs: _flag,
    QuestAt: _quest,
    HasItem: _has_item,
    LevelAtLeast: _level,
    OriginIs: _origin,
    ClassIs: _class,
    EncounterWon: _won,
}
