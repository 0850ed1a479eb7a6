"""Prose: there where it is needed, short enough to be shown, and free of what a page or a template would trip over."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields

from app.services.content.catalogue import Catalogue, Entry
from app.services.content.problems import Problem
from app.services.content.types import Node, key_text

LONGEST: Mapping[str, int] = {
    "name": 40,
    "plural": 40,
    "title": 60,
    "label": 60,
    "prompt": 100,
    "region": 40,
    "summary": 240,
    "description": 600,
    "first_visit": 600,
    "opening": 600,
    "greeting": 400,
    "greeting_again": 400,
    "farewell": 400,
    "says": 600,
    "text": 400,
    "blocked_text": 240,
    "codex": 600,
}
"""Characters that each text may have at most."""

_UNSAFE = re.compile(r"[<>{}\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def check_prose(catalogue: Catalogue) -> Iterator[Problem]:
    """Every text that players read."""
    for entry in catalogue.entries():
        for node in entry.nodes:
            yield from _texts(entry, node)


def _texts(entry: Entry, node: Node) -> Iterator[Problem]:
    for field in fields(node.value):
        value = getattr(node.value, field.name)
        key = key_text((*node.path, field.name))
        if field.name in LONGEST and isinstance(value, str):
            is_needed = field.default is MISSING
            yield from (entry.problem(key, text) for text in _mistakes(value, LONGEST[field.name], is_needed))
        if field.name in {"aliases", "verbs", "keywords"}:
            yield from _words(entry, key, value)


def _mistakes(text: str, longest: int, is_needed: bool) -> Iterator[str]:
    if is_needed and not text.strip():
        yield "must not be empty"
    if len(text) > longest:
        yield f"has {len(text)} characters; {longest} is the most"
    if text != text.strip() or "  " in text:
        yield "has blanks at an end, or two in a row"
    if found := _UNSAFE.search(text):
        yield f"holds {found.group()!r}, which must not stand in prose"


def _words(entry: Entry, key: str, words: tuple[str, ...]) -> Iterator[Problem]:
    """What players may type: lower case but for names, no word twice."""
    for position, word in enumerate(words):
        if not word.strip() or word != " ".join(word.split()) or _UNSAFE.search(word):
            yield entry.problem(f"{key}[{position}]", f"{word!r} is nothing that a player could type")
        elif word.casefold() in {other.casefold() for other in words[:position]}:
            yield entry.problem(f"{key}[{position}]", f"'{word}' is written twice")
        elif not key.endswith("aliases") and word != word.casefold():
            yield entry.problem(f"{key}[{position}]", f"'{word}' must be in lower case")
