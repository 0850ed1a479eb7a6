"""References: whatever names another entry must name one that exists."""

from collections.abc import Iterator

from app.models.world import QuestAt
from app.services.content.catalogue import Catalogue, Entry
from app.services.content.problems import Problem, did_you_mean
from app.services.content.types import key_text


def check_references(catalogue: Catalogue) -> Iterator[Problem]:
    """Ids of every kind wherever the content's types call them so; skills and quest stages, which live in others."""
    for entry in catalogue.entries():
        for found in entry.references:
            known = catalogue.ids(found.kind.folder)
            if found.id not in known:
                text = f"there is no {found.kind.noun} '{found.id}'{did_you_mean(found.id, known)}"
                yield entry.problem(key_text(found.path), text)
        yield from _stages(catalogue, entry)
    yield from _skills(catalogue)
    locations = catalogue.ids("locations")
    start = catalogue.world.start_location
    if start not in locations:
        yield catalogue.start_problem(f"there is no location '{start}'{did_you_mean(start, locations)}")


def _stages(catalogue: Catalogue, entry: Entry) -> Iterator[Problem]:
    for node in entry.nodes:
        condition = node.value
        if not isinstance(condition, QuestAt) or condition.stage is None:
            continue
        quest = catalogue.world.quests.get(condition.quest)
        known = [stage.id for stage in quest.stages] if quest else []
        if quest and condition.stage not in known:
            text = (
                f"quest '{quest.id}' has no stage '{condition.stage}'{did_you_mean(condition.stage, known)}"
            )
            yield entry.problem(key_text((*node.path, "stage")), text)


def _skills(catalogue: Catalogue) -> Iterator[Problem]:
    for entry in catalogue.entries("classes"):
        for tree_position, tree in enumerate(entry.value.trees):
            known = [node.id for node in tree.nodes]
            for position, node in enumerate(tree.nodes):
                for needed in set(node.requires) - set(known):
                    key = key_text(("trees", tree_position, "nodes", position, "requires"))
                    text = f"tree '{tree.id}' has no skill '{needed}'{did_you_mean(needed, known)}"
                    yield entry.problem(key, text)
