"""Dice thrown in the chat: asked for by `/roll 2d6+1`, a function of the session's seed and the message alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.backends.ports import Documents, Op, Order, Row, Where
from app.game_logic.dice import roll_value
from app.models.dice import Roll
from app.models.errors import Invalid
from app.models.ids import SessionId
from app.models.tables import CHAT_MESSAGES
from app.models.views import ChatRoll

MOST_DICE = 20
MOST_SIDES = 1000
MOST_BONUS = 1000
_COMMAND = re.compile(r"/(?:roll|r)(?:\s+|$)(.*)", re.IGNORECASE | re.DOTALL)
_NOTATION = re.compile(r"([0-9]{0,2})d([0-9]{1,4})(?:([+-])([0-9]{1,4}))?", re.IGNORECASE)
CHAT_SEQ = 0
"""No turn of the log throws with this one: the chat's dice are apart from the story's."""


@dataclass(frozen=True, slots=True)
class Notation:
    """`count` dice of `sides` and a bonus, which may be negative."""

    count: int
    sides: int
    bonus: int

    def __str__(self) -> str:
        more = f"{self.bonus:+d}" if self.bonus else ""
        return f"{self.count}d{self.sides}{more}"


def asked_for(text: str) -> Notation | None:
    """The dice that a message asks for; None for mere words. Raises Invalid `bad_dice`."""
    command = _COMMAND.fullmatch(text)
    if command is None:
        return None
    found = _NOTATION.fullmatch("".join(command[1].split()))
    if found is None:
        raise _bad()
    bonus = int(found[4] or 0) * (-1 if found[3] == "-" else 1)
    notation = Notation(int(found[1] or 1), int(found[2]), bonus)
    if not (
        1 <= notation.count <= MOST_DICE and 2 <= notation.sides <= MOST_SIDES and abs(bonus) <= MOST_BONUS
    ):
        raise _bad()
    return notation


def thrown(notation: Notation, seed: str, message_id: str) -> ChatRoll:
    """The dice of that message: die i is `roll_value(seed, 0, i, "chat:<message id>", sides)`."""
    purpose = _purpose(message_id)
    dice = tuple(
        roll_value(bytes.fromhex(seed), CHAT_SEQ, index, purpose, notation.sides)
        for index in range(notation.count)
    )
    return ChatRoll(str(notation), dice, notation.bonus, sum(dice) + notation.bonus)


def chat_rolls(documents: Documents, session_id: SessionId) -> Iterator[Roll]:
    """Every die that was thrown in the chat of a session, oldest first."""
    cursor: str | None = None
    while True:
        where = [Where("session_id", Op.EQ, session_id)]
        page = documents.list(CHAT_MESSAGES.name, where, [Order("session_id")], 100, cursor)
        for row in page.rows:
            yield from rolls_of(row)
        cursor = page.next_cursor
        if cursor is None:
            return


def rolls_of(row: Row) -> Iterator[Roll]:
    """The dice of that message, in order; none of one that is mere words."""
    roll = row.data.get("roll")
    if not isinstance(roll, dict):
        return
    notation = asked_for(f"/roll {roll['notation']}")
    sides = notation.sides if notation else 0
    for index, value in enumerate(roll["dice"]):
        yield Roll(index, _purpose(row.id), sides, value)


def _purpose(message_id: str) -> str:
    return f"chat:{message_id}"


def _bad() -> Invalid:
    return Invalid(
        f"Dice are asked for like this: /roll 2d6+1, with at most {MOST_DICE} dice of 2 to {MOST_SIDES:,} sides.",
        code="bad_dice",
        details={"field": "text"},
    )
