"""What happened as short plain lines: the same with and without narration, true to the events to the number."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.models import events as ev
from app.models.enums import CombatOutcome

Names = Mapping[str, str]

_OUTCOMES = {
    CombatOutcome.VICTORY: "The fight is won.",
    CombatOutcome.DEFEAT: "The fight is lost.",
    CombatOutcome.FLED: "You got away.",
}


def log_lines(events: Iterable[ev.Event], names: Names) -> tuple[str, ...]:
    """One line for each event that changes something a player can see."""
    lines = (_LINES[type(event)](event, _Speaker(names)) for event in events if type(event) in _LINES)
    return tuple(line for line in lines if line)


class _Speaker:
    """Looks names up; unknown ids become "someone"."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def __call__(self, some_id: str) -> str:
        return self._names.get(some_id, "someone")


def _damage(event: ev.DamageDealt, who: _Speaker) -> str:
    extras = []
    if event.is_critical:
        extras.append("critical")
    if event.mitigated:
        extras.append(f"{event.mitigated} mitigated")
    if event.absorbed:
        extras.append(f"{event.absorbed} absorbed")
    note = f" ({', '.join(extras)})" if extras else ""
    damage = f"{event.amount} {event.damage_type.value} damage{note}"
    return f"{event.source}: {who(event.target_id)} takes {damage}, {event.hp} left."


def _attack(event: ev.AttackRolled, who: _Speaker) -> str:
    if event.is_hit:
        return ""
    return f"{who(event.combatant_id)} misses {who(event.target_id)}."


def _effect(event: ev.EffectApplied, who: _Speaker) -> str:
    if event.resisted:
        return f"{who(event.target_id)} resists {event.name}."
    return f"{who(event.target_id)}: {event.name} for {_turns(event.effect.remaining_turns)}."


def _vitals(event: ev.VitalsChanged, who: _Speaker) -> str:
    parts = [
        f"{change:+d} {name}"
        for name, change in (("hit points", event.hp_change), ("mana", event.mana_change))
        if change
    ]
    return f"{who(event.character_id)}: {', '.join(parts)}." if parts else ""


def _check(event: ev.CheckRolled, who: _Speaker) -> str:
    verdict = "succeeds" if event.success else "fails"
    name = event.attribute.value.capitalize()
    article = "an" if name[0] in "AEIOU" else "a"
    return f"{who(event.character_id)} {verdict} {article} {name} check: {event.total} against {event.difficulty}."


def _gold(event: ev.GoldChanged, who: _Speaker) -> str:
    verb = "gains" if event.amount > 0 else "loses"
    purse = "" if event.gold is None else f", {event.gold} in the purse"
    return f"{who(event.character_id)} {verb} {abs(event.amount)} gold{purse}."


def _item(event: ev.ItemGained | ev.LootTaken, who: _Speaker) -> str:
    return f"{who(event.character_id)} gains {_counted(event.quantity, event.name)}."


def _lost(event: ev.ItemLost, who: _Speaker) -> str:
    return f"{who(event.character_id)} parts with {_counted(event.quantity, event.name)}."


def _pooled(event: ev.LootPooled, _who: _Speaker) -> str:
    return f"To be shared out: {_counted(event.item.quantity, event.name)}."


def _awarded(event: ev.LootAwarded, who: _Speaker) -> str:
    """Only what dice decided: else it says no more than who takes it."""
    thrown = ", ".join(f"{who(one.character_id)} {one.roll.value}" for one in event.throws)
    return f"{event.name}, by {event.award.value}: {thrown}." if thrown else ""


def _counted(quantity: int, name: str) -> str:
    return f"{quantity} × {name}" if quantity > 1 else name


def _rewound(event: ev.Rewound, _who: _Speaker) -> str:
    return f"Taken back: {event.action}" if event.action else "Taken back."


def _left(event: ev.CharacterLeft, _who: _Speaker) -> str:
    return f"{event.name} is sent away." if event.is_sent_away else f"{event.name} leaves the party."


def _passing(minutes: int) -> str:
    if not minutes:
        return ""
    return "1 minute passes." if minutes == 1 else f"{minutes} minutes pass."


def _turns(count: int) -> str:
    return "1 turn" if count == 1 else f"{count} turns"


# Any: each line takes the event class that it is filed under.
_LINES: dict[type, Callable[[Any, _Speaker], str]] = {
    ev.LocationEntered: lambda event, _who: _passing(event.minutes),
    ev.CharacterLeft: _left,
    ev.TurnMissed: lambda event, who: f"The time of {who(event.character_id)} is up.",
    ev.CheckRolled: _check,
    ev.VitalsChanged: _vitals,
    ev.Rested: lambda event, who: (
        f"{who(event.character_id)} rests: {event.hp} hit points, {event.mana} mana."
    ),
    ev.QuestStarted: lambda event, _who: f"New quest: {event.name}. {event.objective}",
    ev.QuestAdvanced: lambda event, _who: f"{event.name}: {event.objective}",
    ev.QuestCompleted: lambda event, _who: f"Quest completed: {event.name}.",
    ev.ItemGained: _item,
    ev.ItemLost: _lost,
    ev.LootPooled: _pooled,
    ev.LootAwarded: _awarded,
    ev.LootTaken: _item,
    ev.LootLeft: lambda event, _who: f"Left behind: {_counted(event.quantity, event.name)}.",
    ev.ItemEquipped: lambda event, who: f"{who(event.character_id)} puts on {event.name}.",
    ev.ItemUnequipped: lambda event, who: f"{who(event.character_id)} takes off {event.name}.",
    ev.GoldChanged: _gold,
    ev.ExperienceGained: lambda event, who: f"{who(event.character_id)} gains {event.amount} experience.",
    ev.LevelGained: lambda event, who: f"{who(event.character_id)} reaches level {event.level}.",
    ev.SkillLearned: lambda event, who: f"{who(event.character_id)} learns {event.name}.",
    ev.SkillsForgotten: lambda event, who: (
        f"{who(event.character_id)} has {event.skill_points} skill points again."
    ),
    ev.CombatStarted: lambda event, _who: f"Fight: {event.encounter.name}.",
    ev.CombatTurnSkipped: lambda event, who: f"{who(event.combatant_id)} loses the turn.",
    ev.AttackRolled: _attack,
    ev.DamageDealt: _damage,
    ev.Healed: lambda event, who: (
        f"{event.source}: {who(event.target_id)} regains {event.amount} hit points, {event.hp} now."
    ),
    ev.ManaRestored: lambda event, who: (
        f"{event.source}: {who(event.target_id)} regains {event.amount} mana."
    ),
    ev.EffectApplied: _effect,
    ev.EffectEnded: lambda event, who: f"{event.name} on {who(event.target_id)} ends.",
    ev.CombatantFell: lambda event, _who: f"{event.name} falls.",
    ev.CombatantRevived: lambda event, _who: f"{event.name} stands again with {event.hp} hit points.",
    ev.RowChanged: lambda event, who: f"{who(event.combatant_id)} moves to the {event.row.value} row.",
    ev.FleeTried: lambda event, who: (
        f"{who(event.combatant_id)} {'escapes' if event.success else 'cannot get away'}."
    ),
    ev.Rewound: _rewound,
    ev.CombatEnded: lambda event, _who: _OUTCOMES[event.outcome],
}
