"""What can be had for nothing must not be had for ever."""

from collections.abc import Sequence

from app.models.world import (
    GiveExperience,
    GiveGold,
    GiveItem,
    Outcome,
    RollLoot,
    StartFight,
    TakeGold,
    World,
)

_GAINS = (GiveItem, GiveGold, GiveExperience, RollLoot)


def gives(outcomes: Sequence[Outcome]) -> bool:
    """Whether gold, things or experience come of it. A fight's spoils are earned."""
    is_fight = any(isinstance(one, StartFight) for one in outcomes)
    return not is_fight and any(isinstance(one, _GAINS) for one in outcomes)


def is_fair_sale(outcomes: Sequence[Outcome], world: World) -> bool:
    """Whether things, and nothing else, are given for at least as much gold as they are worth."""
    price = sum(one.gold for one in outcomes if isinstance(one, TakeGold))
    goods = [one for one in outcomes if isinstance(one, GiveItem)]
    worth = sum(world.items[one.item].value_gold * one.quantity for one in goods)
    gains = [one for one in outcomes if isinstance(one, _GAINS)]
    return 0 < worth <= price and len(gains) == len(goods)
