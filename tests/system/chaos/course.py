"""How an evening is to go: all that is decided before it begins, by its seed."""

import math
import random
from dataclasses import dataclass

NAMES = ("Ada", "Bertil", "Cosima", "Doran", "Elspeth", "Fenno", "Gisela", "Harke", "Ilse", "Jorun")


@dataclass(frozen=True)
class Course:
    """`mode` as the session's. After `within_s` it ends early. In every `absence_every`th round two let their move
    pass."""

    mode: str
    rounds: int
    seed: str
    within_s: float = math.inf
    absence_every: int = 25

    def chance(self, whose: str) -> random.Random:
        """The same for the same seed."""
        return random.Random(f"{self.seed}/{self.mode}/{whose}")  # noqa: S311  # to be repeated is the point

    def absences(self, seat: int) -> frozenset[int]:
        """The numbers of the moves that who sits there lets pass."""
        chance = self.chance("absences")
        rounds = range(3, self.rounds, self.absence_every)
        chosen = [(one, chance.randrange(len(NAMES))) for one in rounds for _ in range(2)]
        return frozenset(one for one, who in chosen if who == seat)
