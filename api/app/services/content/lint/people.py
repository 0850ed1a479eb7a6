"""People and quests: something to say, something to do."""

from collections.abc import Iterator

from app.game_logic.dialogue import GOODBYE
from app.models.world import PersonDef, QuestDef, World
from app.services.content.catalogue import Catalogue
from app.services.content.lint.gains import gives, is_fair_sale
from app.services.content.problems import Problem, Severity

Mistake = tuple[str, str]


def check_people(catalogue: Catalogue) -> Iterator[Problem]:
    """Topics that can be asked for, people who stand somewhere, stages that can be told to be over."""
    placed = {person for place in catalogue.world.locations.values() for person in place.people}
    for entry in catalogue.entries("people"):
        yield from (entry.problem(key, text) for key, text in _person_mistakes(entry.value, catalogue.world))
        if entry.id not in placed:
            yield entry.problem("", "stands at no location", Severity.WARNING)
    for entry in catalogue.entries("quests"):
        yield from (entry.problem(key, text) for key, text in _quest_mistakes(entry.value))
    yield from _main_quests(catalogue)


def _person_mistakes(person: PersonDef, world: World) -> Iterator[Mistake]:
    if not person.topics:
        yield "topics", "has nothing to talk about"
    for position, topic in enumerate(person.topics):
        if topic.id == GOODBYE:
            yield f"topics[{position}].id", f"'{GOODBYE}' is what everybody says to end a talk"
        if not topic.keywords:
            yield f"topics[{position}].keywords", "needs words by which players can ask for it"
        if not topic.once and gives(topic.outcomes) and not is_fair_sale(topic.outcomes, world):
            yield f"topics[{position}].once", "gives something every time: set once: true, or take its price"
        same = [one for one in person.topics[:position] if set(one.keywords) == set(topic.keywords)]
        if same and same[0].requires == topic.requires:
            yield (
                f"topics[{position}].keywords",
                f"are those of '{same[0].id}': the parser cannot tell the two apart",
            )


def _quest_mistakes(quest: QuestDef) -> Iterator[Mistake]:
    if not quest.stages:
        yield "stages", "a quest needs a stage"
    for position, stage in enumerate(quest.stages):
        if not stage.objective.requires and stage.objective.at is None:
            yield f"stages[{position}].objective", "is met at once: give it conditions or a place"
    if not quest.rewards:
        yield "rewards", "a quest should be worth while"


def _main_quests(catalogue: Catalogue) -> Iterator[Problem]:
    """Whether what does not start at once can be started is the story's question."""
    quests = catalogue.world.quests.values()
    if not any(quest.is_main for quest in quests):
        yield catalogue.start_problem("no quest is the main one: the story has no end")
    if not any(quest.starts_at_once for quest in quests):
        yield catalogue.start_problem("no quest starts at once: players would not know what to do")
