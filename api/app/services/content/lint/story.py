"""The story: every place can be reached, everything there can happen, every quest can be finished by everybody."""

from collections.abc import Iterator

from app.models.world import Condition, Feature, FlagIs, HasItem, LocationDef, PersonDef, QuestDef, SetFlag
from app.services.content.catalogue import Catalogue, Entry
from app.services.content.lint.reach import Reach, explore
from app.services.content.problems import Problem, Severity, did_you_mean
from app.services.content.types import key_text

Mistake = tuple[str, str]


def check_story(catalogue: Catalogue) -> Iterator[Problem]:
    """Follows the content twice, with all the luck there is and with none."""
    yield from _flags(catalogue)
    lucky = explore(catalogue.world, is_lucky=True)
    unlucky = explore(catalogue.world, is_lucky=False)
    for entry in catalogue.entries("locations", "people"):
        yield from (entry.problem(key, text) for key, text in _out_of_reach(entry, lucky))
    for entry in catalogue.entries("quests"):
        yield from _quest_problems(entry, entry.value, lucky, unlucky)


def _flags(catalogue: Catalogue) -> Iterator[Problem]:
    """Flags that are asked for and never set, or set and never asked for: mostly the same one, misspelt."""
    found = [(entry, node) for entry in catalogue.entries() for node in entry.nodes]
    is_set = {node.value.flag for _, node in found if isinstance(node.value, SetFlag)}
    is_asked = {node.value.flag for _, node in found if isinstance(node.value, FlagIs)}
    for entry, node in found:
        key = key_text((*node.path, "flag"))
        match node.value:
            case FlagIs(flag=flag) if flag not in is_set:
                yield entry.problem(key, f"nothing sets the flag '{flag}'{did_you_mean(flag, is_set)}")
            case SetFlag(flag=flag) if flag not in is_asked:
                text = f"nothing asks for the flag '{flag}'{did_you_mean(flag, is_asked - is_set)}"
                yield entry.problem(key, text, Severity.WARNING)
            case _:
                pass


def _out_of_reach(entry: Entry, reach: Reach) -> Iterator[Mistake]:
    if isinstance(entry.value, LocationDef):
        if entry.value.id in reach.places:
            yield from _in_place(entry.value, reach)
        else:
            yield "", "cannot be reached from the start"
    elif entry.value.id in reach.done:
        yield from _topics(entry.value, reach)


def _in_place(place: LocationDef, reach: Reach) -> Iterator[Mistake]:
    for position, way in enumerate(place.exits):
        if f"{place.id}/{way.direction.value}" not in reach.done:
            yield f"exits[{position}].requires", "can never be opened" + _why(way.requires, reach)
    for position, placed in enumerate(place.encounters):
        if f"{place.id}/{placed.encounter}" not in reach.done:
            yield f"encounters[{position}].requires", "can never be met" + _why(placed.requires, reach)
    for position, feature in enumerate(place.features):
        for key, text in _feature(f"{place.id}/{feature.id}", feature, reach):
            yield f"features[{position}].{key}", text


def _feature(done_key: str, feature: Feature, reach: Reach) -> Iterator[Mistake]:
    if done_key not in reach.done:
        yield "requires", "can never be seen" + _why(feature.requires, reach)
        return
    for position, action in enumerate(feature.actions):
        if f"{done_key}/{action.id}" not in reach.done:
            yield f"actions[{position}]", "can never be done" + _why(action.requires, reach)


def _topics(person: PersonDef, reach: Reach) -> Iterator[Mistake]:
    for position, topic in enumerate(person.topics):
        if f"{person.id}/{topic.id}" not in reach.done:
            yield f"topics[{position}]", "can never be talked about" + _why(topic.requires, reach)


def _quest_problems(entry: Entry, quest: QuestDef, lucky: Reach, unlucky: Reach) -> Iterator[Problem]:
    if quest.id not in lucky.stages:
        yield entry.problem("", "never starts: nothing that can be reached starts it")
    elif quest.id not in lucky.completed:
        stage = quest.stages[lucky.stages[quest.id]]
        key = f"stages[{lucky.stages[quest.id]}].objective"
        yield entry.problem(key, "can never be met" + _why(stage.objective.requires, lucky))
    elif quest.id not in unlucky.completed:
        key = f"stages[{unlucky.stages[quest.id]}].objective" if quest.id in unlucky.stages else ""
        text = "hangs on luck, gold or origin: a failed check that cannot be tried again may lose it for good"
        yield entry.problem(key, text, Severity.ERROR if quest.is_main else Severity.WARNING)


def _why(conditions: tuple[Condition, ...], reach: Reach) -> str:
    """The first thing that is missing, in brackets; nothing if it is more involved."""
    for condition in conditions:
        if not reach.can_hold(condition):
            match condition:
                case FlagIs(flag=flag, value=value):
                    return f" (flag '{flag}' never reaches {value})"
                case HasItem(item=item):
                    return f" (item '{item}' is never to be had)"
                case _:
                    return f" (its condition on '{condition.when}' never holds)"
    return ""
