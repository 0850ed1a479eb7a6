"""Folding events of talk and quests."""

from dataclasses import replace

from app.game_logic.fold.change import Handlers
from app.models.enums import QuestStatus
from app.models.events import QuestAdvanced, QuestCompleted, QuestStarted, TalkBegan, TalkEnded, TopicSaid
from app.models.session import QuestProgress, SessionState


def _talk_began(state: SessionState, event: TalkBegan) -> SessionState:
    met = state.met if event.person_id in state.met else (*state.met, event.person_id)
    return replace(state, met=met, talking_to={**state.talking_to, event.character_id: event.person_id})


def _topic_said(state: SessionState, event: TopicSaid) -> SessionState:
    key = f"{event.person_id}/{event.topic}"
    if not event.is_done or key in state.done:
        return state
    return replace(state, done=(*state.done, key))


def _talk_ended(state: SessionState, event: TalkEnded) -> SessionState:
    talking_to = {who: whom for who, whom in state.talking_to.items() if who != event.character_id}
    return replace(state, talking_to=talking_to)


def _quest_started(state: SessionState, event: QuestStarted) -> SessionState:
    return replace(state, quests={**state.quests, event.quest_id: QuestProgress(QuestStatus.ACTIVE)})


def _quest_advanced(state: SessionState, event: QuestAdvanced) -> SessionState:
    progress = QuestProgress(QuestStatus.ACTIVE, event.stage)
    return replace(state, quests={**state.quests, event.quest_id: progress})


def _quest_completed(state: SessionState, event: QuestCompleted) -> SessionState:
    progress = replace(state.quests[event.quest_id], status=QuestStatus.COMPLETED)
    return replace(state, quests={**state.quests, event.quest_id: progress})


HANDLERS: Handlers = {
    TalkBegan: _talk_began,
    TopicSaid: _topic_said,
    TalkEnded: _talk_ended,
    QuestStarted: _quest_started,
    QuestAdvanced: _quest_advanced,
    QuestCompleted: _quest_completed,
}
