"""Loot tables: draws that can be made, and pity that can be counted."""

from collections.abc import Iterator

from app.models.world import LootEntry, LootTableDef
from app.services.content.catalogue import Catalogue
from app.services.content.problems import Problem


def check_loot(catalogue: Catalogue) -> Iterator[Problem]:
    """Weights, quantities and pity of every line."""
    for entry in catalogue.entries("loot_tables"):
        yield from (entry.problem(key, text) for key, text in _mistakes(entry.value))


def _mistakes(table: LootTableDef) -> Iterator[tuple[str, str]]:
    if table.rolls < 1:
        yield "rolls", "must be 1 or more"
    if not table.entries:
        yield "entries", "a table without lines gives nothing"
    seen: set[str | None] = set()
    for position, line in enumerate(table.entries):
        for key, text in _line_mistakes(line):
            yield f"entries[{position}].{key}", text
        if line.item in seen:
            yield f"entries[{position}].item", f"'{line.item or 'nothing'}' has a line already"
        seen.add(line.item)


def _line_mistakes(line: LootEntry) -> Iterator[tuple[str, str]]:
    least, most = line.quantity
    if line.weight < 1:
        yield "weight", "must be 1 or more"
    if not 1 <= least <= most:
        yield "quantity", "must be [least, most], both 1 or more"
    if line.pity is not None and line.pity < 1:
        yield "pity", "must be 1 or more: the misses after which the item is certain"
    if line.pity is not None and line.item is None:
        yield "pity", "nothing cannot be owed to a player"
