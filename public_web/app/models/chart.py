"""The known part of the world: what the map shows."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPlace:
    """`x` grows to the east, `y` to the south. A place nobody has been to has no name."""

    id: str
    name: str | None
    biome: str | None
    x: int
    y: int
    is_here: bool
    is_visited: bool
    is_safe: bool
    has_quest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWay:
    """One way out of a visited place; the way back is another."""

    from_id: Annotated[str, Field(alias="from")]
    to_id: Annotated[str, Field(alias="to")]
    direction: str
    is_blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    places: tuple[ChartPlace, ...]
    ways: tuple[ChartWay, ...]
