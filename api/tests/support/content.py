"""Copies of the shipped world that tests may spoil."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from app.services.content.catalogue import DATA, load_catalogue
from app.services.content.lint import lint
from app.services.content.problems import Problem

GONE = object()
"""As a value: the key (or the list's entry) is taken out."""


def copy_of_the_world(folder: Path) -> Path:
    """The shipped content under `folder`, named as it is at home, so that problems name the same files."""
    copy = folder / DATA.name
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("narration", "schemas"))
    return copy


def write_entries(pack: Path, kind: str, *entries: dict[str, Any], name: str = "more.yaml") -> Path:
    """A content file of these entries in a pack."""
    file = pack / kind / name
    file.parent.mkdir(parents=True, exist_ok=True)
    _write(file, {"schema": 1, "entries": list(entries)})
    return file


def spoil(world: Path, where: str, value: object) -> None:
    """Sets one value of one entry: `enemies/wickling/stats/max_hp`. Entries of lists go by id or number; a number past
    the end appends."""
    kind, entry_id, *path = where.split("/")
    for file in (world / kind).glob("*.yaml"):
        document = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        for entry in document["entries"]:
            if entry["id"] == entry_id:
                _put(entry, path, value)
                _write(file, document)
                return
    raise KeyError(where)


def problems_of(world: Path, *packs: Path) -> list[Problem]:
    """All that is wrong with a world in this folder."""
    catalogue, problems = load_catalogue(packs, base=world)
    return sorted((*problems, *lint(catalogue, is_whole=not problems)))


def problems_when(folder: Path, where: str, value: object) -> list[Problem]:
    """All that is wrong with the shipped world when one value of it is another."""
    world = copy_of_the_world(folder)
    spoil(world, where, value)
    return problems_of(world)


def _put(inside: Any, path: list[str], value: object) -> None:
    *way, last = path
    for step in way:
        inside = inside[_key(inside, step)]
    key = _key(inside, last)
    if value is GONE:
        del inside[key]
    elif isinstance(inside, list) and key == len(inside):
        inside.append(value)
    else:
        inside[key] = value


def _key(inside: Any, step: str) -> Any:
    if not isinstance(inside, list):
        return step
    if step.isdigit():
        return min(int(step), len(inside))
    return next(place for place, one in enumerate(inside) if step in (one.get("id"), one.get("to")))


def _write(file: Path, document: dict[str, Any]) -> None:
    file.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")
