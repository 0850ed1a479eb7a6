"""Entries that nothing refers to: forgotten, or meant by a name that was misspelt elsewhere."""

from collections.abc import Iterator

from app.game_logic.encounter_builder import COMMON_ABILITIES
from app.services.content.catalogue import Catalogue
from app.services.content.problems import Problem, Severity

_KINDS = ("abilities", "effects", "encounters", "enemies", "items", "loot_tables")
"""Kinds that come into play through others alone."""


def check_unused(catalogue: Catalogue) -> Iterator[Problem]:
    """A warning for each; the common abilities are the rules' own."""
    used = {(found.kind.folder, found.id) for entry in catalogue.entries() for found in entry.references}
    used |= {("abilities", ability) for ability in COMMON_ABILITIES}
    for entry in catalogue.entries(*_KINDS):
        if (entry.kind.folder, entry.id) not in used:
            yield entry.problem("", f"nothing refers to this {entry.kind.noun}", Severity.WARNING)
