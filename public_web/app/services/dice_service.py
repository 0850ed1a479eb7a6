"""The dice that fell in a tale, its turns' and its talk's."""

from collections.abc import Iterable
from itertools import groupby

from app.models.dice import DicePage, Throw, ThrownDie
from app.models.turn import DiceRoll, Die
from app.services.api_client import Api, segment
from app.services.reading import read_items

ROWS_A_PAGE = 25
"""Turns and messages, each with all of its dice."""


def page(api: Api, session_id: str, cursor: str | None = None) -> DicePage:
    """Throws newest first. Raises ApiError 404, also for somebody else's tale."""
    query = {"limit": str(ROWS_A_PAGE)} | ({"cursor": cursor} if cursor else {})
    result = api.get(f"/sessions/{segment(session_id)}/dice", **query)
    dice = read_items(ThrownDie, result)
    throws = tuple(_throw(together) for _, together in groupby(dice, key=lambda die: die.throw_id))
    older = result.get("next_cursor")
    return DicePage(throws=throws, older=str(older) if older is not None else None)


def _throw(together: Iterable[ThrownDie]) -> Throw:
    dice = tuple(together)
    one = dice[0]
    roll = DiceRoll(
        label=one.label,
        dice=tuple(
            Die(purpose=die.purpose, sides=die.sides, value=die.value, counts=die.counts) for die in dice
        ),
        modifier=one.modifier,
        total=one.total,
        target=one.target,
        chance_pct=one.chance_pct,
        outcome=one.outcome,
    )
    return Throw(id=one.throw_id, thrower=one.character_name, dice=roll, is_undone=one.is_undone, at=one.at)
