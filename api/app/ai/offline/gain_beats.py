"""What is gained and lost. Things that come from one hand in one turn are one sentence."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.ai.offline.beat import Beat, Part
from app.ai.offline.vocabulary import KINDS
from app.ai.offline.words import Words, definite, items
from app.models import events as ev

SHARED = "shared"
"""Where things come from that a party has shared out."""

USED = "used"
"""The sink of things that are used up."""


def gain_beats(events: Sequence[ev.Event], words: Words) -> list[tuple[int, Beat]]:
    """Beats with the position of the event they began with."""
    piles: dict[tuple[str, str, str], list[tuple[int, Any]]] = {}
    in_fight = {one.item_name for one in events if isinstance(one, ev.AbilityUsed)}
    for place, event in enumerate(events):
        tells = _tells(event)
        if tells is None or (tells == "remedy" and event.name in in_fight):  # type: ignore[union-attr]  # a lost item
            continue
        pile = (tells, event.character_id, _from(event))  # type: ignore[union-attr]  # all of these have an owner
        piles.setdefault(pile, []).append((place, event))
    told = [
        (found[0][0], _beat(tells, owner, where, [event for _, event in found], words))
        for (tells, owner, where), found in piles.items()
    ]
    return [*told, *_to_share(events)]


def _to_share(events: Sequence[ev.Event]) -> list[tuple[int, Beat]]:
    """What a fight has left for the party to share out, in one sentence."""
    lying = [(place, one) for place, one in enumerate(events) if isinstance(one, ev.LootPooled)]
    if not lying:
        return []
    things = items((one.name, one.item.quantity) for _, one in lying)
    return [(lying[0][0], Beat(Part.GAINS, verbatim=f"Left to be shared out: {things}."))]


def _tells(event: ev.Event) -> str | None:
    """The kind of beat it is told by, if it is a gain or a loss."""
    match event:
        case ev.ItemGained() | ev.LootTaken():
            return "gain_item"
        case ev.ItemLost(sink=sink):
            return "remedy" if sink == USED else "lose_item"
        case ev.GoldChanged(amount=amount):
            return "gain_gold" if amount > 0 else "lose_gold"
        case _:
            return None


def _from(event: Any) -> str:
    """The faucet or sink."""
    if isinstance(event, ev.ItemGained):
        return event.source
    if isinstance(event, ev.LootTaken):
        return SHARED
    return str(event.sink if isinstance(event, ev.ItemLost) else event.account)


def _beat(tells: str, owner: str, where: str, events: Sequence[Any], words: Words) -> Beat:
    known = frozenset().union(*(tag for group in KINDS[tells].sometimes for tag in group))
    tags = words.voice(owner) | ({where} & known)
    part = Part.SCENE if tells == "remedy" else Part.GAINS
    return Beat(part, tells, tags, {"actor": words.name(owner), **_SLOTS[tells](events)})


def _things(events: Sequence[Any]) -> dict[str, str]:
    return {"items": items((event.name, event.quantity) for event in events)}


def _thing(events: Sequence[Any]) -> dict[str, str]:
    return {"item": definite(events[0].name)}


def _gold(events: Sequence[Any]) -> dict[str, str]:
    return {"gold": str(abs(sum(event.amount for event in events)))}


_SLOTS: Mapping[str, Callable[[Sequence[Any]], dict[str, str]]] = {
    "gain_item": _things,
    "lose_item": _things,
    "remedy": _thing,
    "gain_gold": _gold,
    "lose_gold": _gold,
}
