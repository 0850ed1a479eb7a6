"""Replacing one member of the state.

Every event folds, so these are the hottest lines of the rules: `dataclasses.replace` asks each field for its nature at
every call, a `Replacer` asks once.
"""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, Generic, TypeVar

from app.models.character import Character
from app.models.combat import Combatant, CombatEncounter
from app.models.ids import CharacterId, CombatantId
from app.models.session import SessionState

Handlers = dict[type, Callable[[SessionState, Any], SessionState]]
"""What folds which class of event. Any: each handler takes the class it is declared for."""

D = TypeVar("D")


class Replacer(Generic[D]):
    """`dataclasses.replace` for one class whose fields are all positional. Raises KeyError for an unknown name."""

    __slots__ = ("_make", "_places", "_values")

    def __init__(self, made: type[D]) -> None:
        names = [field.name for field in fields(made)]  # type: ignore[arg-type]  # D is a dataclass: fields() checks
        self._make = made
        self._places = {name: place for place, name in enumerate(names)}
        self._values = attrgetter(*names)

    def __call__(self, one: D, **changes: Any) -> D:
        """A copy with these fields replaced."""
        values = [*self._values(one)]
        for name, value in changes.items():
            values[self._places[name]] = value
        return self._make(*values)


replace_state = Replacer(SessionState)
replace_combat = Replacer(CombatEncounter)
replace_combatant = Replacer(Combatant)
replace_character = Replacer(Character)

# Any: keyword arguments are passed on to a Replacer, which checks the names.


def with_character(state: SessionState, character_id: CharacterId, **changes: Any) -> SessionState:
    """The state with fields of one character replaced."""
    character = replace_character(state.characters[character_id], **changes)
    return replace_state(state, characters={**state.characters, character_id: character})


def with_combatant(state: SessionState, combatant_id: CombatantId, **changes: Any) -> SessionState:
    """The state with fields of one combatant replaced. Without a fight it stays as it is."""
    if state.combat is None:
        return state
    combatant = replace_combatant(state.combat.combatants[combatant_id], **changes)
    combatants = {**state.combat.combatants, combatant_id: combatant}
    return replace_state(state, combat=replace_combat(state.combat, combatants=combatants))
