"""The world that the game comes with, read and proven once a process: no test changes it."""

from functools import cache

from app.models.world import World
from app.services.content import load_world


@cache
def shipped_world() -> World:
    """The shipped world without packs."""
    return load_world()
