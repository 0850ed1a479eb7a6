"""The rolls behind a turn, with their parts, for everybody to check."""

from collections.abc import Iterable, Iterator, Mapping

from app.models.dice import Roll
from app.models.enums import Advantage
from app.models.events import (
    AttackRolled,
    CheckRolled,
    DamageDealt,
    Event,
    FleeTried,
    Healed,
    LootAwarded,
    LootThrow,
)
from app.models.views import DiceRollView, DieView

D20 = 20


def dice_views(events: Iterable[Event], names: Mapping[str, str]) -> tuple[DiceRollView, ...]:
    """One entry a roll that a player would want to see, in the order they were made."""
    return tuple(view for event in events for view in _views(event, names))


def _views(event: Event, names: Mapping[str, str]) -> Iterator[DiceRollView]:
    if isinstance(event, LootAwarded):
        yield from (_throw(one, event, names) for one in event.throws)
    elif (view := _view(event, names)) is not None:
        yield view


def _throw(throw: LootThrow, event: LootAwarded, names: Mapping[str, str]) -> DiceRollView:
    """A tie's throws lose to the later ones, also those of who won in the end."""
    roll, decisive = throw.roll, [one for one in event.throws if one.character_id == event.character_id][-1]
    return DiceRollView(
        label=f"{names.get(throw.character_id, 'Someone')} throws for {event.name} ({event.award.value})",
        dice=(DieView(roll.index, roll.purpose, roll.sides, roll.value, True),),
        modifier=0,
        total=roll.value,
        target=None,
        chance_pct=None,
        outcome="success" if throw is decisive else "failure",
    )


def _view(event: Event, names: Mapping[str, str]) -> DiceRollView | None:
    match event:
        case CheckRolled():
            return _check(event)
        case AttackRolled():
            return _attack(event, names)
        case FleeTried():
            return _flee(event)
        case DamageDealt() if event.rolls:
            return _amount(
                f"Damage to {names.get(event.target_id, 'the target')}", event.rolls, event.raw, "damage"
            )
        case Healed() if event.rolls:
            return _amount(
                f"Healing for {names.get(event.target_id, 'the target')}",
                event.rolls,
                event.amount,
                "healing",
            )
        case _:
            return None


def _check(event: CheckRolled) -> DiceRollView:
    return DiceRollView(
        label=f"{event.attribute.value.capitalize()} check",
        dice=_d20s(event.rolls, event.advantage),
        modifier=event.modifier,
        total=event.total,
        target=event.difficulty,
        chance_pct=event.chance_pct,
        outcome="success" if event.success else "failure",
    )


def _attack(event: AttackRolled, names: Mapping[str, str]) -> DiceRollView:
    outcome = "critical" if event.is_critical and event.is_hit else "hit" if event.is_hit else "miss"
    advantage = Advantage.NORMAL
    d20s = [roll for roll in event.rolls if roll.sides == D20]
    if len(d20s) > 1:
        best = max(roll.value for roll in d20s)
        advantage = Advantage.ADVANTAGE if event.total == best + event.hit else Advantage.DISADVANTAGE
    attacker, target = names.get(event.combatant_id, "Someone"), names.get(event.target_id, "someone")
    return DiceRollView(
        label=f"{attacker} attacks {target}",
        dice=_d20s(event.rolls, advantage),
        modifier=event.hit,
        total=event.total,
        target=event.dodge,
        chance_pct=event.chance_pct,
        outcome=outcome,
    )


def _flee(event: FleeTried) -> DiceRollView:
    return DiceRollView(
        label="Escape",
        dice=_d20s(event.rolls, Advantage.NORMAL),
        modifier=event.total - sum(roll.value for roll in event.rolls[:1]),
        total=event.total,
        target=event.difficulty,
        chance_pct=event.chance_pct,
        outcome="success" if event.success else "failure",
    )


def _amount(label: str, rolls: tuple[Roll, ...], total: int, outcome: str) -> DiceRollView:
    dice = tuple(DieView(roll.index, roll.purpose, roll.sides, roll.value, True) for roll in rolls)
    return DiceRollView(label, dice, total - sum(roll.value for roll in rolls), total, None, None, outcome)


def _d20s(rolls: tuple[Roll, ...], advantage: Advantage) -> tuple[DieView, ...]:
    """Of several d20 only the best or worst counts; other dice (the one for a critical hit) count for themselves."""
    d20s = [roll for roll in rolls if roll.sides == D20]
    chosen = None
    if d20s:
        pick = min if advantage is Advantage.DISADVANTAGE else max
        chosen = pick(d20s, key=lambda roll: roll.value)
    return tuple(
        DieView(roll.index, roll.purpose, roll.sides, roll.value, roll.sides != D20 or roll is chosen)
        for roll in rolls
    )
