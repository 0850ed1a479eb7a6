"""Combat actions a second on one core: four characters against four enemies, events, folding and log included.

Run with the API's environment: `cd api && .venv/bin/python ../bench/combat.py [--seconds 5] [--plain]`.
"""

import argparse
import json
import random
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "api"))

from app.game_logic.combat_engine import act, legal_actions, start_fight
from app.game_logic.dice import Dice
from app.game_logic.recorder import Recorder
from app.game_logic.simulate import trained
from app.models.enums import CombatOutcome
from app.models.events import AbilityUsed, CombatEnded, Event
from app.models.ids import CharacterId, ClassId, EncounterId, EnemyId, LocationId, SessionId
from app.models.session import SessionState
from app.models.world import EncounterDef, World
from app.services.content.loading import load_world

PARTY = ("vanguard", "vanguard", "reedwalker", "lampwright")
ENEMIES = {EnemyId("tollwarden"): 1, EnemyId("stone_thief"): 1}
"""As written for one character. Four meet one boss, and three of the others."""

ENCOUNTER = EncounterId("bench")
LEVEL = 6


@dataclass(frozen=True, slots=True)
class CombatBench:
    """What was measured. `actions` are abilities and items used, by players and enemies."""

    actions: int
    fights: int
    events: int
    victories: int
    seconds: float

    @property
    def actions_per_s(self) -> float:
        return self.actions / self.seconds


def bench_combat(seconds: float) -> CombatBench:
    """Fights seeded fights one after another for about that long. Players do any legal thing by chance, but flee."""
    world = _world()
    party = _party(world)
    _fight(party, world, 0)  # warms up
    log: list[Event] = []
    actions = fights = events = victories = 0
    began = time.perf_counter()
    while (elapsed := time.perf_counter() - began) < seconds:
        fights += 1
        log = _fight(party, world, fights)
        events += len(log)
        actions += sum(isinstance(event, AbilityUsed) for event in log)
        victories += any(_is_victory(event) for event in log)
    return CombatBench(actions, fights, events, victories, elapsed)


def _is_victory(event: Event) -> bool:
    return isinstance(event, CombatEnded) and event.outcome is CombatOutcome.VICTORY


def _world() -> World:
    world = load_world()
    encounter = EncounterDef(ENCOUNTER, "Bench", LEVEL, ENEMIES, (0, 100))
    return replace(world, encounters={**world.encounters, ENCOUNTER: encounter})


def _party(world: World) -> SessionState:
    members = [
        replace(trained(ClassId(class_id), LEVEL, world), id=CharacterId(f"member_{number}"))
        for number, class_id in enumerate(PARTY)
    ]
    return SessionState(
        session_id=SessionId("bench"),
        seq=0,
        location_id=LocationId("nowhere"),
        characters={one.id: one for one in members},
        turn_order=tuple(one.id for one in members),
    )


def _fight(state: SessionState, world: World, number: int) -> list[Event]:
    seed = number.to_bytes(32, "big")
    chance = random.Random(number)
    rec = Recorder(state, Dice(seed, 1), world)
    start_fight(rec, ENCOUNTER)
    log = [*rec.events]
    seq = 1
    while rec.state.combat is not None:
        seq += 1
        actor_id = CharacterId(rec.state.combat.current_id)
        options = [
            one
            for one in legal_actions(rec.state, actor_id, world)
            if one.kind == "use_item" or one.ability != "flee"
        ]
        rec = Recorder(rec.state, Dice(seed, seq), world)
        act(rec, actor_id, chance.choice(options))
        log += rec.events
    return log


def main() -> None:
    """Prints the measurement as JSON, or the number of actions a second alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--plain", action="store_true", help="print the number alone")
    asked = parser.parse_args()
    measured = bench_combat(asked.seconds)
    if asked.plain:
        print(round(measured.actions_per_s))
    else:
        print(json.dumps({**asdict(measured), "actions_per_s": round(measured.actions_per_s)}))


if __name__ == "__main__":
    main()
