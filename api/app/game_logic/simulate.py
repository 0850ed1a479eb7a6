"""Seeded fights without players: how often does a character of a class and level win an encounter?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.game_logic.combat_engine import act, start_fight
from app.game_logic.creation import create_character
from app.game_logic.dice import Dice
from app.game_logic.player_policy import choose_intent
from app.game_logic.progression import experience_for
from app.game_logic.recorder import Recorder
from app.game_logic.skill_manager import learn, learnable
from app.models.character import Character
from app.models.enums import CombatOutcome, Stat
from app.models.events import CombatEnded, Event
from app.models.ids import CharacterId, ClassId, EncounterId, LocationId, SessionId, UserId
from app.models.session import SessionState
from app.models.world import World


@dataclass(frozen=True, slots=True)
class WinRate:
    """`fights` seeded fights, `wins` of them won; `rounds` of all of them together."""

    fights: int
    wins: int
    rounds: int

    @property
    def pct(self) -> int:
        """Wins in percent, rounded down."""
        return self.wins * 100 // self.fights


def simulate(
    encounter_id: EncounterId,
    class_id: ClassId,
    level: int,
    seed_range: Iterable[int],
    world: World,
    members: int = 1,
) -> WinRate:
    """One fight a seed: a party of that size (see `party_of`), rested, with its starting items, against the encounter
    as it comes to so many. They know the skills that `trained` gives them and act by `player_policy`."""
    party = party_of(class_id, level, members, world)
    ended = [_fight(encounter_id, party, seed, world) for seed in seed_range]
    wins = sum(one.outcome is CombatOutcome.VICTORY for one in ended)
    return WinRate(len(ended), wins, sum(one.rounds for one in ended))


def party_of(class_id: ClassId, level: int, members: int, world: World) -> tuple[Character, ...]:
    """Trained characters of that level: the first of that class, the others of each class in turn."""
    classes = sorted(world.classes)
    first = classes.index(class_id)
    kinds = (ClassId(classes[(first + place) % len(classes)]) for place in range(members))
    return tuple(
        replace(trained(kind, level, world), id=CharacterId(f"fighter_{place}"), name=f"Fighter {place}")
        for place, kind in enumerate(kinds, start=1)
    )


def trained(class_id: ClassId, level: int, world: World) -> Character:
    """A character of that level, of the origin that comes first by id, with all points spent on the first node that can
    be learnt each time."""
    dice = Dice(b"trained", 0)
    origin_id = min(world.origins)
    novice = create_character(
        CharacterId("fighter"), UserId("nobody"), "Fighter", class_id, origin_id, {}, world, dice.new_id
    )
    grown = replace(
        novice,
        level=level,
        experience=experience_for(level),
        skill_points=novice.skill_points + level - 1,
    )
    rec = Recorder(_at_peace(grown), dice, world)
    while nodes := learnable(rec.state.characters[grown.id], world):
        learn(rec, grown.id, nodes[0])
    return rested(rec.state.characters[grown.id], world)


def rested(character: Character, world: World) -> Character:
    """The same with hit points and mana full."""
    stats = character.get_effective_stats(world)
    return replace(character, hp=stats[Stat.MAX_HP], mana=stats[Stat.MAX_MANA])


def play_out(state: SessionState, encounter_id: EncounterId, seed: bytes, world: World) -> list[Event]:
    """All events of one fight that the party of `state` plays by `player_policy`; each action is a turn of its own."""
    events: list[Event] = []
    rec = Recorder(state, Dice(seed, 1), world)
    start_fight(rec, encounter_id)
    events += rec.events
    seq = 1
    while rec.state.combat is not None:
        seq += 1
        actor_id = CharacterId(rec.state.combat.current_id)
        rec = Recorder(rec.state, Dice(seed, seq), world)
        act(rec, actor_id, choose_intent(rec.state, actor_id, world))
        events += rec.events
    return events


def _fight(encounter_id: EncounterId, party: tuple[Character, ...], seed: int, world: World) -> CombatEnded:
    events = play_out(_at_peace(*party), encounter_id, seed.to_bytes(32, "big"), world)
    return next(event for event in events if isinstance(event, CombatEnded))


def _at_peace(*party: Character) -> SessionState:
    return SessionState(
        session_id=SessionId("simulation"),
        seq=0,
        location_id=LocationId("nowhere"),
        characters={one.id: one for one in party},
        turn_order=tuple(one.id for one in party),
    )
