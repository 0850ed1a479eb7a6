"""The quests of a character, as far as they went."""

from collections.abc import Iterable

from app.models.enums import QuestStatus
from app.models.ids import QuestId
from app.models.session import QuestProgress, SessionState
from app.models.views import JournalEntry, JournalStageView, StageStatus
from app.models.world import GiveExperience, GiveGold, GiveItem, Outcome, QuestDef, World


def journal(state: SessionState, world: World) -> tuple[JournalEntry, ...]:
    """Quests that are followed before those that are over, main quests first, else as they began."""
    entries = [
        _entry(world.quests[quest_id], progress, state, world)
        for quest_id, progress in state.quests.items()
        if quest_id in world.quests
    ]
    return tuple(sorted(entries, key=lambda one: (one.status is not QuestStatus.ACTIVE, not one.is_main)))


def _entry(quest: QuestDef, progress: QuestProgress, state: SessionState, world: World) -> JournalEntry:
    is_done = progress.status is QuestStatus.COMPLETED
    return JournalEntry(
        id=QuestId(quest.id),
        name=quest.name,
        summary=quest.summary,
        is_main=quest.is_main,
        status=progress.status,
        is_current=not is_done and not state.is_over,
        stages=_stages(quest, len(quest.stages) if is_done else progress.stage),
        rewards=tuple(_rewards(quest.rewards, world)) if is_done else (),
    )


def _stages(quest: QuestDef, current: int) -> tuple[JournalStageView, ...]:
    return tuple(
        JournalStageView(
            stage.title,
            stage.objective.text,
            StageStatus.DONE if number < current else StageStatus.CURRENT,
        )
        for number, stage in enumerate(quest.stages[: current + 1])
    )


def _rewards(outcomes: Iterable[Outcome], world: World) -> Iterable[str]:
    """What is certain to have come; what the dice chose stands in the log."""
    for outcome in outcomes:
        match outcome:
            case GiveExperience(experience=amount):
                yield f"{amount} experience"
            case GiveGold(gold=amount):
                yield f"{amount} gold"
            case GiveItem(item=item, quantity=quantity) if item in world.items:
                count = f"{quantity} × " if quantity > 1 else ""
                yield f"{count}{world.items[item].name}"
            case _:
                pass
