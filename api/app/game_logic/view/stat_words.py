"""Stats as players read them."""

from collections.abc import Iterator, Mapping

from app.models.enums import Stat

_NAMES: Mapping[Stat, str] = {
    Stat.MAX_HP: "Hit points",
    Stat.MAX_MANA: "Mana",
    Stat.CRIT_PCT: "Critical hits",
    Stat.CARRYING: "Carrying capacity",
}


def stat_name(stat: Stat) -> str:
    """`resist_fire_pct` → "Fire resistance"."""
    if stat in _NAMES:
        return _NAMES[stat]
    if stat.value.startswith("resist_"):
        kind = stat.value.removeprefix("resist_").removesuffix("_pct")
        return f"{kind.capitalize()} resistance"
    return stat.value.capitalize()


def stat_amounts(stats: Mapping[Stat, int]) -> Iterator[tuple[str, str]]:
    """Name and signed amount of each that is not zero, in the order of all stats."""
    for stat in Stat:
        amount = stats.get(stat, 0)
        if amount:
            yield stat_name(stat), f"{amount:+d}{' %' if stat.value.endswith('_pct') else ''}"
