"""The floor under the combat benchmark: a fight as a plain loop, without rules, events or state that one could replay.

Four strike four in turn, with a roll to hit and a roll for damage, until one side has fallen.
"""

import argparse
import random
import time

_SIDE = 4
_HP = 60
_ARMOUR = 11


def actions_per_s(seconds: float) -> float:
    """Strikes a second on one core."""
    chance = random.Random(1)
    strikes = 0
    began = time.perf_counter()
    while (elapsed := time.perf_counter() - began) < seconds:
        strikes += _fight(chance)
    return strikes / elapsed


def _fight(chance: random.Random) -> int:
    hp = [[_HP] * _SIDE, [_HP] * _SIDE]
    strikes = 0
    while True:
        for side in (0, 1):
            for fighter in range(_SIDE):
                if hp[side][fighter] <= 0:
                    continue
                alive = [place for place, left in enumerate(hp[1 - side]) if left > 0]
                if not alive:
                    return strikes
                target = chance.choice(alive)
                strikes += 1
                if chance.randint(1, 20) + 3 >= _ARMOUR:
                    hp[1 - side][target] -= chance.randint(1, 8) + 2


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    print(round(actions_per_s(parser.parse_args().seconds)))
