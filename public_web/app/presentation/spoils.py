"""What a fight brought, and what a turn made of somebody: read from the turn's events, to be shown at a glance."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.models.turn import Turn

_TITLES = {"victory": "The fight is won", "defeat": "The fight is lost", "fled": "You got away"}


@dataclass(frozen=True, slots=True)
class Spoils:
    """`outcome`: victory, defeat or fled. `gold` is below zero where it was lost. `items`: name and quantity;
    `to_share`: those that the party still has to share out."""

    outcome: str
    title: str
    rounds: int
    experience: int
    gold: int
    items: tuple[tuple[str, int], ...]
    to_share: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Promotion:
    """A level that was reached; `skill_points` are those to be spent now."""

    level: int
    skill_points: int


@dataclass(frozen=True, slots=True)
class CompletedQuest:
    """A quest that was brought to its end; with a main one the tale is told."""

    name: str
    is_main: bool


def spoils(turn: Turn) -> Spoils | None:
    """What the fight that ended in this turn brought; None where none ended."""
    ended = next(_of(turn, "combat_ended"), None)
    if ended is None:
        return None
    outcome = str(ended.get("outcome", ""))
    return Spoils(
        outcome=outcome,
        title=_TITLES.get(outcome, "The fight is over"),
        rounds=_number(ended, "rounds"),
        experience=sum(_number(one, "amount") for one in _of(turn, "experience_gained")),
        gold=sum(_number(one, "amount") for one in _of(turn, "gold_changed")),
        items=_together((one.get("name"), one.get("quantity")) for one in _of(turn, "item_gained")),
        to_share=_together(
            (one.get("name"), _thing(one).get("quantity")) for one in _of(turn, "loot_pooled")
        ),
    )


def shared_out(turn: Turn) -> tuple[str, ...]:
    """Who got what out of the loot pool in this turn, in the log's words."""
    ends = tuple(f" gains {_counted(one)}." for one in _of(turn, "loot_taken"))
    return tuple(line for line in turn.log if ends and line.endswith(ends))


def completed_quests(turn: Turn) -> tuple[CompletedQuest, ...]:
    """The quests that this turn brought to their end, in the order in which it did."""
    return tuple(
        CompletedQuest(name=str(event.get("name", "")), is_main=event.get("is_main") is True)
        for event in _of(turn, "quest_completed")
    )


def promotion(turn: Turn) -> Promotion | None:
    """The highest level reached in this turn; None where none was."""
    gained = list(_of(turn, "level_gained"))
    if not gained:
        return None
    last = gained[-1]
    return Promotion(level=_number(last, "level"), skill_points=_number(last, "skill_points"))


def _together(things: Iterable[tuple[object, object]]) -> tuple[tuple[str, int], ...]:
    """What has the same name is counted together."""
    found: dict[str, int] = {}
    for name, quantity in things:
        found[str(name)] = found.get(str(name), 0) + (quantity if isinstance(quantity, int) else 0)
    return tuple(found.items())


def _thing(event: Mapping[str, Any]) -> Mapping[str, Any]:
    item = event.get("item")
    return item if isinstance(item, Mapping) else {}


def _counted(event: Mapping[str, Any]) -> str:
    quantity, name = _number(event, "quantity"), str(event.get("name", ""))
    return f"{quantity} × {name}" if quantity > 1 else name


def _of(turn: Turn, kind: str) -> Iterator[Mapping[str, Any]]:
    return (event for event in turn.events if event.get("kind") == kind)


def _number(event: Mapping[str, Any], name: str) -> int:
    value = event.get(name)
    return value if isinstance(value, int) else 0
