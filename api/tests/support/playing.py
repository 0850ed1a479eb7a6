"""Somebody who plays the shipped world by typing, fights sensibly and does not give up."""

from collections import deque
from collections.abc import Callable

from app.game_logic.begin import begin
from app.game_logic.conditions import all_hold
from app.game_logic.creation import create_character
from app.game_logic.dice import Dice
from app.game_logic.explore import why_not_move
from app.game_logic.parser import parse
from app.game_logic.player_policy import choose_intent
from app.game_logic.possessions import count_items
from app.game_logic.resolve import Resolution, resolve
from app.game_logic.skill_manager import learnable
from app.models.character import Character
from app.models.enums import Direction, Stat
from app.models.errors import IllegalMove
from app.models.ids import CharacterId, ClassId, ItemDefId, LocationId, OriginId, SessionId, UserId
from app.models.intents import Intent, LearnSkill, Unclear
from app.models.world import World

HERO = CharacterId("hero")
HOME = LocationId("last_candle")
PATIENCE = 20


class Player:
    """One character in a session of its own; the same seed plays the same game."""

    def __init__(self, world: World, class_id: str, origin_id: str, seed: int) -> None:
        self._world = world
        self._seed = seed.to_bytes(32, "big")
        self.actions = 0
        self.level_up_at: int | None = None
        """After how many actions the first level was gained."""
        dice = Dice(self._seed, 0)
        hero = create_character(
            HERO, UserId("user"), "Wren", ClassId(class_id), OriginId(origin_id), {}, world, dice.new_id
        )
        self.state = begin(SessionId("session"), "", [hero], dice, world).state

    @property
    def hero(self) -> Character:
        return self.state.characters[HERO]

    def has(self, item: str) -> bool:
        return self.holds(item) > 0

    def holds(self, item: str) -> int:
        """How many of it."""
        return count_items(self.hero, ItemDefId(item))

    def knows(self, flag: str) -> bool:
        return self.state.flags.get(flag, 0) > 0

    def has_won(self, encounter: str) -> bool:
        return encounter in self.state.won

    def type(self, *texts: str) -> None:
        """Says each line; whatever fight comes of it is fought to its end."""
        for text in texts:
            intent = parse(text, self.state, HERO, self._world)
            assert not isinstance(intent, Unclear), text
            self._act(intent)
            while self.state.combat is not None:
                self._act(choose_intent(self.state, HERO, self._world))
            for node in learnable(self.hero, self._world)[:1]:
                self._act(LearnSkill(node))

    def go_to(self, place: str) -> None:
        """Walks the open ways, fighting whoever bars them."""
        for _ in range(PATIENCE):
            if self.state.location_id == place:
                return
            way = self._way_to(LocationId(place))
            barred = why_not_move(self.state, HERO, way, self._world)
            self.type("attack" if barred else f"go {way}")
        raise AssertionError(f"cannot get to {place}")

    def sleep(self) -> None:
        """Goes home and sleeps."""
        self.go_to(HOME)
        self.type("sleep")

    def until(self, is_done: Callable[[], bool], place: str, *texts: str) -> None:
        """Tries at that place until it is done, sleeping between when hurt; what cannot be done now is tried later."""
        for _ in range(PATIENCE):
            if self._is_hurt():
                self.sleep()
            self.go_to(place)
            for text in texts:
                if is_done():
                    return
                self._try(text)
        raise AssertionError(f"gave up at {place}: {texts}")

    def _try(self, text: str) -> None:
        try:
            self.type(text)
        except IllegalMove:
            return

    def _act(self, intent: Intent) -> Resolution:
        self.actions += 1
        resolution = resolve(self.state, HERO, intent, Dice(self._seed, self.actions), self._world)
        self.state = resolution.state
        if self.level_up_at is None and self.hero.level > 1:
            self.level_up_at = self.actions
        return resolution

    def _is_hurt(self) -> bool:
        return self.hero.hp * 2 <= self.hero.get_effective_stats(self._world)[Stat.MAX_HP]

    def _way_to(self, place: LocationId) -> Direction:
        """The first step of the shortest way, guards not counted."""
        ways: deque[tuple[LocationId, Direction | None]] = deque([(self.state.location_id, None)])
        seen = {self.state.location_id}
        while ways:
            here, first = ways.popleft()
            if here == place and first:
                return first
            for way in self._world.locations[here].exits:
                if way.to not in seen and all_hold(way.requires, self.state, HERO, self._world):
                    seen.add(way.to)
                    ways.append((way.to, first or way.direction))
        raise AssertionError(f"no way to {place}")
