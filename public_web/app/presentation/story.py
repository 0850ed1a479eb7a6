"""The tale so far, as a book would have it: a chapter for each stay at a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models.story import ToldTurn

UNNAMED = "On the way"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What was told at one place, until it was left."""

    place: str
    turns: tuple[ToldTurn, ...]


def chapters(turns: Sequence[ToldTurn], names: Mapping[str, str]) -> tuple[Chapter, ...]:
    """The told turns by place, in their order. `names`: those of the known places, by id."""
    place = _came_from(turns, names)
    found: list[tuple[str, list[ToldTurn]]] = []
    for turn in turns:
        entered = [event for event in turn.events if event.get("kind") == "location_entered"]
        if not turn.narration or turn.is_undone or turn.status == "rejected":
            continue
        if entered:
            place = names.get(str(entered[-1].get("location_id")), UNNAMED)
        if not found or found[-1][0] != place:
            found.append((place, []))
        found[-1][1].append(turn)
    return tuple(Chapter(name, tuple(told)) for name, told in found)


def _came_from(turns: Sequence[ToldTurn], names: Mapping[str, str]) -> str:
    """Where the first of the turns happened: what the first step away from there says."""
    for turn in turns:
        for event in turn.events:
            if event.get("kind") == "location_entered":
                return names.get(str(event.get("came_from")), UNNAMED)
    return UNNAMED
