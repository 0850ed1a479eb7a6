"""`make demo`: the whole game on free ports and an empty folder, the main line played by a bot, the story printed."""

import os
import sys
import tempfile
import time
from pathlib import Path

from coc_demo.bot import Bot, is_story_told
from coc_demo.client import Client
from coc_demo.transcript import print_turn
from coc_play import PlayError, Stack

_MOST_TURNS = 800


def _environ() -> dict[str, str]:
    """Our own, for one who plays faster than people may."""
    return {**os.environ, "COC_LIMITS__WRITES": "100000 per minute", "COC_LIMITS__READS": "100000 per minute"}


def main() -> int:
    """Exit code 0 with the main quest done and log and books found sound, 1 if not, 2 if the game does not start."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="coc-demo-") as folder:
        try:
            with Stack(Path(folder) / "data", environ=_environ(), report=_report) as stack:
                session_id, is_done, turns = _play(Client(stack.api_url))
                is_sound = _prove(stack, session_id)
        except PlayError as error:
            print(f"demo: {error}", file=sys.stderr)
            return 2
    verdict = "quest done" if is_done else "quest NOT done"
    print(f"\ndemo: {verdict} after {turns} turns, {time.monotonic() - began:.1f} s in all")
    return 0 if is_done and is_sound else 1


def _report(name: str, seconds: float) -> None:
    print(f"  {name} ready after {seconds:.1f} s", flush=True)


def _play(client: Client) -> tuple[str, bool, int]:
    client.sign_in_as_guest()
    character = client.create_character("Wren Aldertop", "vanguard", "noble_exile")
    session = client.create_session(character["id"])
    _tell(client, session["id"], client.turns(session["id"])[-1])
    count = 0
    for turn in Bot(client, session["id"]).play(_MOST_TURNS):
        count += 1
        _tell(client, session["id"], turn)
    return session["id"], is_story_told(client.session(session["id"])), count


def _prove(stack: Stack, session_id: str) -> bool:
    """Replays the session and checks the books, by the operator's commands."""
    print()
    commands = (("replay", session_id), ("verify-dice", session_id), ("ledger", "verify"))
    proofs = [stack.operator(*command) for command in commands]
    for proof in proofs:
        print(f"  {' '.join((proof.stdout + proof.stderr).split())}")
    return all(proof.returncode == 0 for proof in proofs)


def _tell(client: Client, session_id: str, turn: dict[str, object]) -> None:
    told = client.narrated(session_id, str(turn["id"])) if turn["status"] == "resolved" else turn
    print_turn(told)
    sys.stdout.flush()
