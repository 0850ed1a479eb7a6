"""What goes wrong with the house itself: processes are killed, and come back."""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from coc_play import Stack

VICTIMS: Sequence[tuple[str, ...]] = (
    ("gateway",), ("gateway",), ("worker-combat",), ("worker-combat",), ("valkey",), ("valkey",), ("worker-ai",),
    ("cron",), ("api",), ("valkey", "gateway"), ("worker-combat", "gateway"),
)  # fmt: skip
Mishap = Callable[[random.Random], None]
CALM_S = (1.0, 5.0)
CALM_VERSIONS = 60
"""About three rounds of ten, who hand in and are resolved one by one. Where every turn takes its time, as on a distant
database, the party would otherwise spend its evening waiting for processes to come back."""
DOWN_S = (0.0, 1.5)
SETTLING = frozenset({"valkey", "cron"})
"""Without one of these nothing is settled. The workers stand in for each other."""


@dataclass
class Mayhem:
    """`more` are further mishaps, each with its name; one is as likely as three of the kills. To be used from the
    thread that started the stack. `outages`: when one of `SETTLING` was away or not ready yet."""

    stack: Stack
    chance: random.Random
    more: Sequence[tuple[str, Mishap]] = ()
    done: Counter[str] = field(default_factory=Counter)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    _next_at: float = 0.0
    _next_from: int = 0

    def strike(self, version: int) -> str | None:
        """The next mishap, if it is time for one and the party has come on since the last, by its version; all is up
        again when this returns. Its name."""
        if time.monotonic() < self._next_at or version < self._next_from:
            return None
        if self.more and self.chance.random() < len(self.more) * 3 / (len(self.more) * 3 + len(VICTIMS)):
            name, happens = self.chance.choice(self.more)
            happens(self.chance)
        else:
            victims = self.chance.choice(VICTIMS)
            name = "killed " + " and ".join(victims)
            self._kill(victims)
        self.done[name] += 1
        self._next_at = time.monotonic() + self.chance.uniform(*CALM_S)
        self._next_from = version + CALM_VERSIONS
        return name

    def _kill(self, victims: tuple[str, ...]) -> None:
        began = datetime.now(UTC)
        for victim in victims:
            self.stack.kill(victim)
        time.sleep(self.chance.uniform(*DOWN_S))
        self.stack.restart(*victims)
        if SETTLING.intersection(victims):
            self.outages.append((began, datetime.now(UTC)))
