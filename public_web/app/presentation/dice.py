"""Dice as a sentence and as a drawing."""

from app.models.turn import DiceRoll, Die
from app.presentation.words import signed

PERCENTILE = 100
"""The only rolls with such a die are attacks, where it decides over a critical hit and adds nothing."""

_POINTS = {
    4: "20,4 37,34 3,34",
    6: "6,6 34,6 34,34 6,34",
    8: "20,2 37,20 20,38 3,20",
    10: "20,2 38,17 32,32 20,38 8,32 2,17",
    100: "20,2 33,7 38,20 33,33 20,38 7,33 2,20 7,7",
    12: "20,2 37,14.5 30.5,35 9.5,35 3,14.5",
    20: "20,2 35.6,11 35.6,29 20,38 4.4,29 4.4,11",
}


def points(sides: int) -> str:
    """The outline of a die in a box of 40 by 40, for an SVG polygon."""
    return _POINTS.get(sides, _POINTS[20])


def sentence(roll: DiceRoll) -> str:
    """`14 (d20) + 3 = 17 against 12, odds 60 %`; a dropped die is named, and so is the one for a critical hit."""
    counted = [die for die in roll.dice if die.counts and not _is_for_critical(die)]
    dropped = [die for die in roll.dice if not die.counts]
    critical = [die for die in roll.dice if die.counts and _is_for_critical(die)]
    parts = " + ".join(_die(die) for die in counted) or "0"
    if roll.modifier:
        parts += f" {signed(roll.modifier)[0]} {abs(roll.modifier)}"
    text = f"{parts} = {roll.total}"
    if roll.target is not None:
        text += f" against {roll.target}"
    if roll.chance_pct is not None:
        text += f", odds {roll.chance_pct} %"
    if dropped:
        text += f"; dropped: {', '.join(_die(die) for die in dropped)}"
    if critical:
        text += f"; for a critical hit: {', '.join(_die(die) for die in critical)}"
    return text


def _is_for_critical(die: Die) -> bool:
    return die.sides == PERCENTILE


def _die(die: Die) -> str:
    return f"{die.value} (d{die.sides})"
