"""Ids: stable snake_case names, each given once where it must be told apart."""

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from app.models.world import FlagIs, SetFlag
from app.services.content.catalogue import Catalogue, Entry
from app.services.content.problems import Problem
from app.services.content.types import Node, key_text

_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST = 40


def check_ids(catalogue: Catalogue) -> Iterator[Problem]:
    """Form of every id and flag; siblings of one name; skill nodes, which a character lists without their tree."""
    for entry in catalogue.entries():
        for node in entry.nodes:
            yield from _form(entry, node)
            yield from _siblings(entry, node)
    yield from _skill_nodes(catalogue)


def _form(entry: Entry, node: Node) -> Iterator[Problem]:
    names = {"flag": node.value.flag} if isinstance(node.value, FlagIs | SetFlag) else {}
    if hasattr(node.value, "id"):
        names["id"] = node.value.id
    for key, name in names.items():
        if not _SNAKE_CASE.fullmatch(name) or len(name) > _LONGEST:
            text = f"'{name}' must be snake_case, a to z and digits, at most {_LONGEST} characters"
            yield entry.problem(key_text((*node.path, key)), text)


def _siblings(entry: Entry, node: Node) -> Iterator[Problem]:
    for field in fields(node.value):
        children = getattr(node.value, field.name)
        if isinstance(children, tuple):
            for position, name in _repeated([getattr(child, "id", None) for child in children]):
                key = key_text((*node.path, field.name, position, "id"))
                yield entry.problem(key, f"'{name}' is already the id of another of these {field.name}")


def _repeated(names: list[Any]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield position, name
        elif name is not None:
            seen.add(name)


def _skill_nodes(catalogue: Catalogue) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for entry in catalogue.entries("classes"):
        for tree_position, tree in enumerate(entry.value.trees):
            for position, node in enumerate(tree.nodes):
                owner = owners.setdefault(node.id, f"{entry.id}.{tree.id}")
                if owner != f"{entry.id}.{tree.id}":
                    key = key_text(("trees", tree_position, "nodes", position, "id"))
                    yield entry.problem(key, f"'{node.id}' is already a skill of {owner}")
