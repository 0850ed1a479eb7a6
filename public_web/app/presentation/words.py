"""Ids and numbers in words."""

from collections.abc import Mapping
from datetime import UTC, datetime

_STATS = {
    "max_hp": "Hit points",
    "max_mana": "Mana",
    "hit": "Hit",
    "crit_pct": "Critical %",
}
_STAT_ICONS = {
    "strength": "sword",
    "dexterity": "bow",
    "constitution": "heart",
    "intelligence": "flame",
    "wisdom": "leaf",
    "charisma": "lute",
    "max_hp": "heart",
    "max_mana": "drop",
    "attack": "sword",
    "magic": "flame",
    "armour": "shield",
    "hit": "eye",
    "dodge": "run",
    "crit_pct": "dice",
    "initiative": "clock",
    "carrying": "pack",
}
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_EFFECT_ICONS = {
    "buff": "up",
    "debuff": "down",
    "damage_over_time": "flame",
    "healing_over_time": "leaf",
    "stun": "star",
    "root": "lock",
    "silence": "speech",
    "shield": "shield",
    "taunt": "eye",
    "stealth": "moon",
    "mark": "skull",
}
_EMBLEMS = {
    "strength": "sword",
    "dexterity": "bow",
    "constitution": "shield",
    "intelligence": "flame",
    "wisdom": "leaf",
    "charisma": "lute",
}


def label(some_id: str) -> str:
    """`main_hand` → `Main hand`."""
    return some_id.replace("_", " ").capitalize()


def opened(text: str) -> str:
    """`the pump` → `The pump`; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def stat_name(stat: str) -> str:
    """`resist_fire_pct` → `Fire resistance %`."""
    if stat in _STATS:
        return _STATS[stat]
    if stat.startswith("resist_"):
        return f"{label(stat.removeprefix('resist_').removesuffix('_pct'))} resistance %"
    return label(stat)


def signed(number: int) -> str:
    """`+2`, `−1`, with a true minus."""
    return f"+{number}" if number >= 0 else f"−{-number}"


def hour(clock_hour: int, minute: int) -> str:
    """`08:05`."""
    return f"{clock_hour:02d}:{minute:02d}"


def day(iso_time: str) -> str:
    """`23 November 2026, 20:14` (UTC); what cannot be read stays as it is."""
    try:
        moment = datetime.fromisoformat(iso_time)
    except ValueError:
        return iso_time
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def waiting(seconds: int) -> str:
    """`Try again in 5 minutes.`"""
    if seconds < 90:
        return f"Try again in {seconds} second{'' if seconds == 1 else 's'}."
    return f"Try again in {-(-seconds // 60)} minutes."


def duration(seconds: int) -> str:
    """`45 seconds`, `5 minutes`, `an hour`, `2 days`: rounded down to its largest unit."""
    for unit_s, one, many in (
        (86400, "a day", "days"),
        (3600, "an hour", "hours"),
        (60, "a minute", "minutes"),
    ):
        if seconds >= unit_s:
            return one if seconds < 2 * unit_s else f"{seconds // unit_s} {many}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def seconds_left(iso_time: str) -> int:
    """Until that moment, by the server's clock: the visitor's may be wrong. 0 once it is past."""
    try:
        moment = datetime.fromisoformat(iso_time)
    except ValueError:
        return 0
    return max(0, round((moment - datetime.now(UTC)).total_seconds()))


def percent_of(part: int, whole: int) -> int:
    """0 to 100; a sliver of life still shows."""
    if whole <= 0 or part <= 0:
        return 0
    return min(100, max(1, round(100 * part / whole)))


def odds(chance_pct: Mapping[str, int]) -> str | None:
    """`60 %`, or `45–60 %` over several targets; None where there is nothing to miss."""
    if not chance_pct:
        return None
    low, high = min(chance_pct.values()), max(chance_pct.values())
    return f"{high} %" if low == high else f"{low}–{high} %"


def emblem(primary: str) -> str:
    """The icon of a class by its first attribute."""
    return _EMBLEMS.get(primary, "star")


def stat_icon(stat: str) -> str:
    """The icon of a number; a resistance is armour of its kind."""
    return _STAT_ICONS.get(stat, "shield" if stat.startswith("resist_") else "star")


def roman(number: int) -> str:
    """`4` → `IV`, for whole numbers from 1 up."""
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def mark(name: str) -> str:
    """Two characters that tell fighters apart, numbers included: `Una Vale` → `UV`, `Wickling 2` → `W2`."""
    words = name.split() or ["?"]
    last = words[-1][:1] if len(words) > 1 else ""
    return (words[0][:1] + last).upper()


def effect_icon(kind: str) -> str:
    """The icon of an effect by what it does."""
    return _EFFECT_ICONS.get(kind, "star")
