"""Stateless dice: a roll is a pure function of (seed, turn seq, roll index, purpose, sides)."""

import hmac

from app.models.dice import Roll

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WORD = 1 << 32


def roll_value(seed: bytes, seq: int, index: int, purpose: str, sides: int) -> int:
    """1..sides, each equally likely.

    HMAC-SHA-256 keyed by the seed over "seq:index:purpose:sides" is read as eight 32-bit words; the first word below
    the largest multiple of `sides` gives word % sides + 1 (rejection sampling, so that no face is favoured). Should all
    eight be rejected, "…:1", "…:2" and so on are hashed.
    """
    bound = _WORD - _WORD % sides
    message = f"{seq}:{index}:{purpose}:{sides}"
    attempt = 0
    while True:
        text = message if attempt == 0 else f"{message}:{attempt}"
        digest = hmac.digest(seed, text.encode(), "sha256")
        for start in range(0, 32, 4):
            word = int.from_bytes(digest[start : start + 4], "big")
            if word < bound:
                return word % sides + 1
        attempt += 1


class Dice:
    """The dice of one turn. Numbers its rolls from 0, and names new items without randomness.

    Mutable only in its two counters, so that rules need not thread them through.
    """

    def __init__(self, seed: bytes, seq: int) -> None:
        self._seed = seed
        self._seq = seq
        self._next_roll = 0
        self._next_id = 0

    def roll(self, purpose: str, sides: int) -> Roll:
        """The next roll of this turn."""
        index = self._next_roll
        self._next_roll += 1
        return Roll(index, purpose, sides, roll_value(self._seed, self._seq, index, purpose, sides))

    def roll_many(self, purpose: str, count: int, sides: int) -> tuple[Roll, ...]:
        """`count` rolls in a row."""
        return tuple(self.roll(purpose, sides) for _ in range(count))

    def new_id(self) -> str:
        """A 26-character id in the alphabet of ULIDs, the same in every replay and unguessable without the seed."""
        message = f"{self._seq}:id:{self._next_id}"
        self._next_id += 1
        number = int.from_bytes(hmac.digest(self._seed, message.encode(), "sha256")[:16], "big")
        return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
