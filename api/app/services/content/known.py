"""The world of a process, also where it was loaded before the process began."""

from collections.abc import Sequence
from pathlib import Path

from app.models.world import World
from app.services.content.loading import load_world

_remembered: dict[tuple[Path, ...], World] = {}


def remember(packs: Sequence[Path]) -> None:
    """Loads the world with these packs for the processes that are forked from this one. Raises ContentError."""
    _remembered[tuple(packs)] = load_world(packs)


def known_world(packs: Sequence[Path]) -> World:
    """The world with these packs: the one that was remembered, else read now. Raises ContentError."""
    found = _remembered.get(tuple(packs))
    return load_world(packs) if found is None else found
