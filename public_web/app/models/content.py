"""The parts of the world that a new character is made from."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassChoice:
    """`stats` at level 1, `stats_per_level` for each further one. `abilities` and `starting_items` by id."""

    id: str
    name: str
    summary: str
    description: str
    primary: str
    row: str
    stats: Mapping[str, int]
    stats_per_level: Mapping[str, int]
    abilities: tuple[str, ...]
    starting_items: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginChoice:
    """`stats` are added to those of the class."""

    id: str
    name: str
    summary: str
    description: str
    stats: Mapping[str, int]
    starting_items: Mapping[str, int]
    starting_gold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Anything that has a name and says what it is."""

    id: str
    name: str
    description: str
