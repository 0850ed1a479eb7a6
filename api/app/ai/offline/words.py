"""Names as they stand in a sentence."""

from collections.abc import Iterable, Mapping, Sequence

from app.ai.scene import Scene
from app.game_logic.wording import amid
from app.models.combat import CombatEncounter
from app.models.enums import Condition, Side
from app.models.events import DamageDealt, LevelGained, Rested, TalkBegan
from app.models.world import EnemyDef, World

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MOST_CHOICES = 3
_NOWHERE = "here"
_NIGHT_FROM, _NIGHT_UNTIL = 20, 6
_EDGES = {"dawn": range(5, 8), "dusk": range(18, 21)}


class Words:
    """The scene's names: "you" for the actor, "the mire hound" for an enemy, a proper name for everybody else."""

    def __init__(self, scene: Scene, world: World) -> None:
        self._scene = scene
        self._names: Mapping[str, str] = scene.names
        self._world = world
        self._enemies = {str(one): definition for one, definition in world.enemies.items()}
        self.place = amid(scene.location.name) if scene.location else _NOWHERE
        self.biome = scene.location.biome.value if scene.location else ""
        self.is_safe = bool(scene.location and scene.location.is_safe)
        self.time = time_tags(scene.hour)
        self.condition = _condition_tags(scene)

    @property
    def condition_at_first(self) -> frozenset[str]:
        """The same at the beginning of a fight: nothing is known of it if one was hit since."""
        is_hit = any(
            isinstance(one, DamageDealt) and self.is_you(one.target_id) for one in self._scene.events
        )
        return frozenset() if is_hit else self.condition

    def is_greeted(self, person_id: str) -> bool:
        """Whether the talk with that person began in this very turn."""
        return any(isinstance(one, TalkBegan) and one.person_id == person_id for one in self._scene.events)

    def is_you(self, some_id: str) -> bool:
        """Whether it is the one who is told the story."""
        return some_id == self._scene.actor_id

    def voice(self, some_id: str) -> frozenset[str]:
        """The tags of who acts: `you`, or `them` with `ally` or `foe`."""
        if self.is_you(some_id):
            return frozenset({"you"})
        return frozenset({"them", "foe" if self._enemy(some_id) else "ally"})

    def at(self, some_id: str) -> frozenset[str]:
        """The same for the one it is done to."""
        return frozenset(f"at_{tag}" for tag in self.voice(some_id))

    def name(self, some_id: str) -> str:
        """How the sentence names somebody. Of several enemies of a kind each has its number, told as "the second"."""
        if self.is_you(some_id):
            return "you"
        name = self._names.get(some_id, "someone")
        enemy = self._enemy(some_id)
        if enemy is None or enemy.name == enemy.plural:
            return name
        number = name.removeprefix(enemy.name).strip()
        common = enemy.name if enemy.is_boss else enemy.name.lower()
        if number.isdigit() and 1 <= int(number) <= len(_ORDINALS):
            return f"the {_ORDINALS[int(number) - 1]} {common}"
        return f"the {common}"

    def group(self, some_ids: Sequence[str]) -> str:
        """Several enemies in one breath: "the two wicklings" if they are of a kind, else each by its name."""
        kinds = {some_id.rpartition("_")[0] for some_id in some_ids}
        if len(kinds) == 1 and (enemy := self._enemy(some_ids[0])) is not None and enemy.name != enemy.plural:
            kin = sum(one.rpartition("_")[0] in kinds for one in self._names)
            number = _in_words(len(some_ids))
            is_all = kin == len(some_ids)
            return (
                f"the {number} {enemy.plural.lower()}"
                if is_all
                else f"{number} of the {enemy.plural.lower()}"
            )
        return listed([self.name(one) for one in some_ids], "and")

    def _enemy(self, some_id: str) -> EnemyDef | None:
        return self._enemies.get(some_id.rpartition("_")[0])

    def person(self, person_id: str) -> str:
        """A person's own name."""
        return next((one.name for one in self._world.people.values() if one.id == person_id), "someone")

    def effect_kind(self, effect_id: str) -> str:
        """The kind of an effect; a debuff if the content does not know it any more."""
        return next((one.kind.value for one in self._world.effects.values() if one.id == effect_id), "debuff")

    def is_boss(self, encounter: CombatEncounter) -> bool:
        """Whether one of those on the other side is a boss."""
        ids = {str(one.enemy_id) for one in encounter.combatants.values()}
        return any(self._enemies[one].is_boss for one in ids if one in self._enemies)

    def foes(self, encounter: CombatEncounter) -> str:
        """Those on the other side, as a list."""
        counts: dict[str, int] = {}
        for one in encounter.combatants.values():
            if one.side is Side.ENEMIES and one.enemy_id is not None:
                counts[one.enemy_id] = counts.get(one.enemy_id, 0) + 1
        return listed([self._several(enemy_id, count) for enemy_id, count in counts.items()], "and")

    def _several(self, enemy_id: str, count: int) -> str:
        enemy = self._enemies[enemy_id]
        if enemy.name == enemy.plural:
            return enemy.name
        if count == 1:
            name = enemy.name if enemy.is_boss else enemy.name.lower()
            return f"the {name}" if enemy.is_boss else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
        return f"{_in_words(count)} {enemy.plural.lower()}"


def _condition_tags(scene: Scene) -> frozenset[str]:
    """How the actor is, unless the turn has made them whole at its end: that says nothing of what went before."""
    is_mended = any(isinstance(event, LevelGained | Rested) for event in scene.events)
    return (
        frozenset() if is_mended or scene.condition is Condition.FIT else frozenset({scene.condition.value})
    )


def _in_words(count: int) -> str:
    return _NUMBERS[count - 2] if 0 <= count - 2 < len(_NUMBERS) else str(count)


def items(quantities: Iterable[tuple[str, int]]) -> str:
    """ "Wickling Soot (3) and Lucky Nail": plurals are left to grammarians."""
    totals: dict[str, int] = {}
    for name, quantity in quantities:
        totals[name] = totals.get(name, 0) + quantity
    return listed([name if count == 1 else f"{name} ({count})" for name, count in totals.items()], "and")


def choices(texts: Sequence[str]) -> str:
    """Things one could do, as the end of a sentence: the first few."""
    return listed([amid(text.rstrip(".!?")) for text in texts[:_MOST_CHOICES]], "or")


def listed(parts: Sequence[str], last: str) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def time_tags(hour: int) -> frozenset[str]:
    """`day` or `night`, and `dawn` or `dusk` where it is that."""
    time = {"night" if hour >= _NIGHT_FROM or hour < _NIGHT_UNTIL else "day"}
    return frozenset(time | {name for name, hours in _EDGES.items() if hour in hours})


def definite(name: str) -> str:
    """A thing's name with its article: "the Kettle Hat"."""
    small = amid(name)
    return f"the {name}" if small == name else small


def lowered(text: str) -> str:
    """A sentence's beginning, moved into the middle of another."""
    return text[:1].lower() + text[1:]
