"""Stats as sums of named parts, so that every number can be explained."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.models.enums import Stat


@dataclass(frozen=True, slots=True)
class Part:
    """`source` is a readable name ("Vanguard", "Vanguard, level 3", "Iron Cap"); `amount` is what it adds."""

    source: str
    amount: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Effective values. Every Stat is present."""

    values: Mapping[Stat, int]

    def __getitem__(self, stat: Stat) -> int:
        return self.values[stat]

    def modifier(self, attribute: Stat) -> int:
        """(attribute - 10) // 2: 8 → -1, 10 → 0, 15 → 2."""
        return (self.values[attribute] - 10) // 2


@dataclass(frozen=True, slots=True)
class StatSheet:
    """For each stat its parts in folding order; the effective value is their sum."""

    parts: Mapping[Stat, tuple[Part, ...]]

    def total(self, stat: Stat) -> int:
        """The sum of the stat's parts (0 if it has none)."""
        return sum(part.amount for part in self.parts.get(stat, ()))

    def effective(self) -> Stats:
        """All totals at once."""
        return Stats({stat: self.total(stat) for stat in Stat})


def collect(sources: Iterable[tuple[str, Mapping[Stat, int]]]) -> dict[Stat, tuple[Part, ...]]:
    """Parts by stat out of (name, amounts) pairs, in their order; zero amounts are left out."""
    parts: dict[Stat, list[Part]] = {}
    for name, amounts in sources:
        for stat, amount in amounts.items():
            if amount:
                parts.setdefault(stat, []).append(Part(name, amount))
    return {stat: tuple(found) for stat, found in parts.items()}
