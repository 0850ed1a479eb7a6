"""Playing a session by a script, fights by the plain policy."""

from dataclasses import replace

from app.game_logic.begin import begin
from app.game_logic.creation import create_character
from app.game_logic.dice import Dice
from app.game_logic.legal import legal_intents
from app.game_logic.player_policy import choose_intent
from app.game_logic.resolve import resolve
from app.models.enums import CombatOutcome
from app.models.events import CombatEnded, Event, FeatureUsed
from app.models.ids import CharacterId, ClassId, OriginId, SessionId, UserId
from app.models.intents import Equip, Intent, Interact, LearnSkill
from app.models.session import SessionState
from app.models.world import World

HERO = CharacterId("hero")


class Beaten(Exception):
    """The dice were against us."""


class Playthrough:
    """One character's session from its first turn. `do` plays a turn, and every turn of a fight that comes of it."""

    def __init__(self, world: World, class_id: str, origin_id: str, seed: bytes) -> None:
        self.world = world
        self._seed = seed
        dice = Dice(seed, 0)
        hero = create_character(
            HERO, UserId("user"), "Hero", ClassId(class_id), OriginId(origin_id), {}, world, dice.new_id
        )
        begun = begin(SessionId("story"), "hash", (hero,), Dice(seed, 1), world)
        self.state: SessionState = replace(begun.state, seq=1)
        self.events: list[Event] = list(begun.events)

    def do(self, *intents: Intent) -> None:
        """One after the other. Raises Beaten after a defeat, and GameError for what is not legal."""
        for intent in intents:
            self._turn(intent)
            while self.state.combat is not None:
                self._turn(choose_intent(self.state, HERO, self.world))

    def keep_trying(self, feature: str, action: str) -> None:
        """Until it works."""
        while True:
            self.do(Interact(feature, action))
            last = next(one for one in reversed(self.events) if isinstance(one, FeatureUsed))
            if last.success:
                return

    def make_ready(self) -> None:
        """Learns what can be learnt and puts on what is loose."""
        worn = self.state.characters[HERO].equipment
        for intent in legal_intents(self.state, HERO, self.world):
            is_loose = isinstance(intent, Equip) and self._slot(intent) not in worn
            if isinstance(intent, LearnSkill) or is_loose:
                self.do(intent)
                return self.make_ready()
        return None

    def _slot(self, intent: Equip) -> object:
        return self.world.items[self.state.characters[HERO].items[intent.item].item_def_id].slot

    def _turn(self, intent: Intent) -> None:
        seq = self.state.seq + 1
        resolution = resolve(self.state, HERO, intent, Dice(self._seed, seq), self.world)
        self.state = replace(resolution.state, seq=seq)
        self.events += resolution.events
        if any(
            isinstance(one, CombatEnded) and one.outcome is CombatOutcome.DEFEAT for one in resolution.events
        ):
            raise Beaten
