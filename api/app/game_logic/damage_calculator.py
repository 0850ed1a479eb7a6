"""The formulas of blows: odds, amounts, criticals, mitigation, shields. Whole numbers; every division rounds down."""

from collections.abc import Mapping

from app.game_logic.dice import Dice
from app.models.abilities import Amount
from app.models.dice import Roll
from app.models.effects import ActiveEffect, EffectDef
from app.models.enums import Advantage, DamageType, EffectKind, Stat
from app.models.ids import EffectId

MITIGATION_CAP_PCT = 75
"""Neither armour nor a resistance takes away more than this share."""

WEAKNESS_CAP_PCT = -100
"""A resistance below this counts as this: a weakness at most doubles damage."""

ARMOUR_HALF = 20
"""The armour that takes away half."""

RESISTANCES: Mapping[DamageType, Stat] = {kind: Stat(f"resist_{kind.value}_pct") for kind in DamageType}


def winning_faces(bonus: int, difficulty: int) -> int:
    """How many of a d20's faces reach `difficulty` with `bonus`: 20 always does, 1 never (so 1 to 19)."""
    return min(max(21 - max(difficulty - bonus, 2), 1), 19)


def chance_pct(bonus: int, difficulty: int, advantage: Advantage = Advantage.NORMAL) -> int:
    """The odds of d20 + `bonus` ≥ `difficulty` in percent, rounded down.

    With advantage one of two dice must do it, with disadvantage both.
    """
    won = winning_faces(bonus, difficulty)
    if advantage is Advantage.ADVANTAGE:
        return (400 - (20 - won) ** 2) * 100 // 400
    if advantage is Advantage.DISADVANTAGE:
        return won * won * 100 // 400
    return won * 5


def roll_d20(dice: Dice, purpose: str, advantage: Advantage) -> tuple[int, tuple[Roll, ...]]:
    """The face that counts, and the one or two rolls behind it."""
    if advantage is Advantage.NORMAL:
        roll = dice.roll(purpose, 20)
        return roll.value, (roll,)
    rolls = dice.roll_many(purpose, 2, 20)
    pick = max if advantage is Advantage.ADVANTAGE else min
    return pick(roll.value for roll in rolls), rolls


def reaches(face: int, bonus: int, difficulty: int) -> bool:
    """Whether a d20's face does it: 20 always, 1 never, else face + bonus ≥ difficulty."""
    return face == 20 or (face != 1 and face + bonus >= difficulty)


def roll_amount(amount: Amount, stat_value: int, dice: Dice, purpose: str) -> tuple[int, tuple[Roll, ...]]:
    """base + dice + stat_value × scale_pct // 100, at least 0; and the rolls behind it.

    `stat_value` is the user's value of `amount.stat` (0 if it has none).
    """
    rolls = dice.roll_many(purpose, amount.dice, amount.sides) if amount.dice else ()
    total = amount.base + stat_value * amount.scale_pct // 100
    for roll in rolls:
        total += roll.value
    return max(total, 0), rolls


def critical(damage: int) -> int:
    """damage × 3 // 2."""
    return damage * 3 // 2


def armour_pct(armour: int) -> int:
    """What armour takes from physical damage: armour × 100 // (armour + 20), 0 to 75. Each further point adds less."""
    if armour <= 0:
        return 0
    return min(armour * 100 // (armour + ARMOUR_HALF), MITIGATION_CAP_PCT)


def resistance_pct(resistance: int) -> int:
    """A resistance within -100 (double damage) and 75."""
    return min(max(resistance, WEAKNESS_CAP_PCT), MITIGATION_CAP_PCT)


def mitigate(damage: int, armour: int, resistance: int) -> int:
    """damage × (100 - armour_pct) // 100 × (100 - resistance_pct) // 100, at least 1.

    `armour` is 0 for all but physical blows. Nothing deals nothing: 0 stays 0.
    """
    if damage <= 0:
        return 0
    after_armour = damage * (100 - armour_pct(armour)) // 100
    return max(after_armour * (100 - resistance_pct(resistance)) // 100, 1)


def absorb(
    damage: int, effects: tuple[ActiveEffect, ...], defs: Mapping[EffectId, EffectDef]
) -> tuple[int, tuple[ActiveEffect, ...]]:
    """(absorbed, effects afterwards). Shields take the damage oldest first; one with nothing left is gone."""
    left = damage
    after = []
    for active in effects:
        definition = defs.get(active.effect_id)
        if definition is None or definition.kind is not EffectKind.SHIELD or not left:
            after.append(active)
            continue
        taken = min(left, active.power)
        left -= taken
        if taken < active.power:
            after.append(_weakened(active, taken))
    return damage - left, tuple(after)


def _weakened(shield: ActiveEffect, taken: int) -> ActiveEffect:
    power = shield.power - taken
    return ActiveEffect(shield.effect_id, shield.source_id, shield.remaining_turns, shield.stacks, power)
