"""What must hold of sound content, beyond having the right keys. One module a question; each check yields Problems."""

from collections.abc import Callable, Iterable

from app.services.content.catalogue import Catalogue
from app.services.content.lint.abilities import check_abilities
from app.services.content.lint.classes import check_classes
from app.services.content.lint.effects import check_effects
from app.services.content.lint.features import check_features
from app.services.content.lint.fights import check_fights
from app.services.content.lint.ids import check_ids
from app.services.content.lint.items import check_items
from app.services.content.lint.loot import check_loot
from app.services.content.lint.names import check_names
from app.services.content.lint.narration import check_narration
from app.services.content.lint.people import check_people
from app.services.content.lint.places import check_places
from app.services.content.lint.prose import check_prose
from app.services.content.lint.references import check_references
from app.services.content.lint.story import check_story
from app.services.content.lint.unused import check_unused
from app.services.content.problems import Problem

Check = Callable[[Catalogue], Iterable[Problem]]

ALONE: tuple[Check, ...] = (check_ids, check_prose, check_effects, check_items, check_loot, check_features)
"""These look at one entry at a time."""

TOGETHER: tuple[Check, ...] = (
    check_abilities,
    check_classes,
    check_fights,
    check_names,
    check_narration,
    check_people,
    check_places,
    check_story,
    check_unused,
)
"""These follow references, so they run once all of those lead somewhere."""


def lint(catalogue: Catalogue, *, is_whole: bool) -> tuple[Problem, ...]:
    """All that can be said at once: of a catalogue with entries missing only what concerns each of the others."""
    problems = [problem for check in ALONE for problem in check(catalogue)]
    if not is_whole:
        return tuple(problems)
    dangling = tuple(check_references(catalogue))
    if dangling:
        return (*problems, *dangling)
    return (*problems, *(problem for check in TOGETHER for problem in check(catalogue)))
