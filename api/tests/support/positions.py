"""Positions in the small world: fights as pictures, played with real or with loaded dice."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from app.game_logic.combat_engine import act
from app.game_logic.dice import Dice
from app.game_logic.recorder import Recorder
from app.models.character import Character
from app.models.combat import Combatant, CombatEncounter
from app.models.dice import Roll
from app.models.effects import ActiveEffect
from app.models.enums import BattleRow, Side, Stat
from app.models.ids import (
    AbilityId,
    CharacterId,
    ClassId,
    CombatantId,
    EffectId,
    EncounterId,
    EnemyId,
    ItemDefId,
    ItemId,
    LocationId,
    OriginId,
    SessionId,
    UserId,
)
from app.models.intents import UseAbility, UseItem
from app.models.items import Item
from app.models.session import SessionState
from app.models.stats import Stats
from app.models.world import World
from tests.support.authoring import PLAIN
from tests.support.worlds import WORLD

E = TypeVar("E")

SEED = b"a seed of thirty-two bytes, fixed"


class LoadedDice(Dice):
    """Dice that fall as told, by purpose, as long as something is told; then middling (half the sides)."""

    def __init__(self, **faces: int | list[int]) -> None:
        super().__init__(SEED, 1)
        self._faces = {
            purpose: [face] if isinstance(face, int) else list(face) for purpose, face in faces.items()
        }

    def roll(self, purpose: str, sides: int) -> Roll:
        """The next face told for this purpose."""
        told = self._faces.get(purpose, [])
        value = told.pop(0) if told else sides // 2
        return replace(super().roll(purpose, sides), value=value)


def stats(**changes: int) -> Stats:
    """Plain stats with some of them changed, by their names."""
    values = {stat: PLAIN.get(stat, 0) for stat in Stat}
    return Stats({**values, **{Stat(name): amount for name, amount in changes.items()}})


def active(effect_id: str, source: str = "anna", **fields: int) -> ActiveEffect:
    """One stack of an effect of the small world, freshly applied."""
    definition = WORLD.effects[EffectId(effect_id)]
    fresh = ActiveEffect(
        EffectId(effect_id), CombatantId(source), definition.duration_turns, 1, definition.power
    )
    return replace(fresh, **fields)  # type: ignore[arg-type]  # fields of ActiveEffect, by name


def hero(name: str, *abilities: str, **fields: object) -> Combatant:
    """A player's combatant with 30 hp and 20 mana in the front row; the common abilities come by themselves."""
    common = ("attack", "defend", "change_row", "flee")
    made = Combatant(
        id=CombatantId(name),
        name=name.capitalize(),
        side=Side.PARTY,
        row=BattleRow.FRONT,
        level=1,
        hp=30,
        mana=20,
        stats=stats(),
        abilities=tuple(AbilityId(one) for one in (*abilities, *common)),
        initiative=10,
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of Combatant, by name


def foe(name: str, **fields: object) -> Combatant:
    """An enemy of the small world (`name` is `<enemy>` or `<enemy>_<n>`), whole, in the front row."""
    kind = name.rsplit("_", 1)[0] if name[-1].isdigit() else name
    definition = WORLD.enemies[EnemyId(kind)]
    made = Combatant(
        id=CombatantId(name),
        name=name.capitalize(),
        side=Side.ENEMIES,
        row=BattleRow.FRONT,
        level=1,
        hp=definition.stats[Stat.MAX_HP],
        mana=definition.stats[Stat.MAX_MANA],
        stats=Stats({stat: definition.stats.get(stat, 0) for stat in Stat}),
        abilities=tuple(action.ability for action in definition.actions),
        initiative=5,
        enemy_id=EnemyId(kind),
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of Combatant, by name


def character(name: str, class_id: str = "fighter", **fields: object) -> Character:
    """A character without possessions."""
    made = Character(
        id=CharacterId(name),
        user_id=UserId(f"user-{name}"),
        name=name.capitalize(),
        class_id=ClassId(class_id),
        origin_id=OriginId("farmer"),
        hp=30,
        mana=20,
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of Character, by name


def rested(one: Character) -> Character:
    """The same character with hit points and mana full."""
    sheet = one.get_effective_stats(WORLD)
    return replace(one, hp=sheet[Stat.MAX_HP], mana=sheet[Stat.MAX_MANA])


def holding(**counts: int) -> dict[ItemId, Item]:
    """Items by id, one stack of each kind; the id is the kind's name."""
    return {ItemId(name): Item(ItemId(name), ItemDefId(name), count) for name, count in counts.items()}


def a_session(*characters: Character) -> SessionState:
    """These characters somewhere, at peace."""
    return SessionState(
        session_id=SessionId("session"),
        seq=0,
        location_id=LocationId("nowhere"),
        characters={one.id: one for one in characters},
        turn_order=tuple(one.id for one in characters),
    )


def position(
    *combatants: Combatant,
    can_flee: bool = True,
    round: int = 1,  # noqa: A002 - the field's own name
    items: Mapping[ItemId, Item] | None = None,
    gold: int = 0,
) -> SessionState:
    """A fight in the order given, the first of them at the move. Every hero holds `items` and `gold`."""
    heroes = [one for one in combatants if one.enemy_id is None]
    state = a_session(*(character(one.id, items=dict(items or {}), gold=gold) for one in heroes))
    encounter = CombatEncounter(
        encounter_id=EncounterId("four"),
        name="Four",
        combatants={one.id: one for one in combatants},
        order=tuple(one.id for one in combatants),
        round=round,
        can_flee=can_flee,
    )
    return replace(state, combat=encounter)


def use(ability: str, target: str | None = None) -> UseAbility:
    """The intent, in short."""
    return UseAbility(AbilityId(ability), CombatantId(target) if target else None)


def use_item(item: str, target: str | None = None) -> UseItem:
    """The intent, in short."""
    return UseItem(ItemId(item), CombatantId(target) if target else None)


def play(
    state: SessionState,
    who: str,
    intent: UseAbility | UseItem,
    world: World = WORLD,
    **faces: int | list[int],
) -> Recorder:
    """What becomes of the position when `who` does that, with these dice."""
    rec = Recorder(state, LoadedDice(**faces), world)
    act(rec, CharacterId(who), intent)
    return rec


def found(rec: Recorder, kind: type[E]) -> list[E]:
    """The events of one class, in order."""
    return [event for event in rec.events if isinstance(event, kind)]


def only(rec: Recorder, kind: type[E]) -> E:
    """The one event of that class."""
    (event,) = found(rec, kind)
    return event


def one(rec: Recorder, who: str) -> Combatant:
    """That combatant as it stands after the recording."""
    assert rec.state.combat is not None, "the fight is over"
    return rec.state.combat.combatants[CombatantId(who)]
