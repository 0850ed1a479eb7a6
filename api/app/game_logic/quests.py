"""Quests go on when their objectives are met."""

from app.game_logic.conditions import all_hold_for_party
from app.game_logic.outcomes import Cause, apply_outcomes
from app.game_logic.recorder import Recorder
from app.models.enums import QuestStatus
from app.models.events import QuestAdvanced, QuestCompleted
from app.models.ids import CharacterId, QuestId
from app.models.session import QuestProgress, SessionState
from app.models.world import QuestStage, World

QUEST = "quest"
"""The faucet of rewards."""


def current_stage(quest_id: QuestId, progress: QuestProgress, world: World) -> QuestStage | None:
    """What is being worked on; None for a quest that is over or gone from the content."""
    quest = world.quests.get(quest_id)
    if quest is None or progress.status is not QuestStatus.ACTIVE or progress.stage >= len(quest.stages):
        return None
    return quest.stages[progress.stage]


def advance_one(rec: Recorder, actor_id: CharacterId) -> bool:
    """Takes the first quest whose objective is met one stage on, or to its end with the rewards. Whether there was one.

    While a fight goes on quests wait.
    """
    if rec.state.combat is not None:
        return False
    for quest_id, progress in rec.state.quests.items():
        stage = current_stage(quest_id, progress, rec.world)
        if stage is not None and _is_met(stage, rec.state, rec.world):
            _complete_stage(rec, actor_id, quest_id, progress.stage)
            return True
    return False


def _is_met(stage: QuestStage, state: SessionState, world: World) -> bool:
    objective = stage.objective
    is_there = objective.at is None or objective.at == state.location_id
    return is_there and all_hold_for_party(objective.requires, state, world)


def _complete_stage(rec: Recorder, actor_id: CharacterId, quest_id: QuestId, number: int) -> None:
    """The quest is moved on first, so that nothing that follows can count the stage twice."""
    quest = rec.world.quests[quest_id]
    done = quest.stages[number]
    is_last = number + 1 == len(quest.stages)
    if is_last:
        rec.emit(QuestCompleted(quest_id, quest.name, quest.is_main))
    else:
        objective = quest.stages[number + 1].objective.text
        rec.emit(QuestAdvanced(quest_id, quest.name, number + 1, objective))
    rewards = quest.rewards if is_last else ()
    apply_outcomes(rec, actor_id, (*done.on_complete, *rewards), Cause(QUEST, quest.name))
