"""`coc replay` and `coc verify-dice`"""

import sys
from collections.abc import Sequence

import click

from app.cli.output import as_json, print_json, print_table, refuse, say
from app.cli.runtime import services
from app.models.ids import SessionId
from app.services.replay import ReplayedTurn


@click.command()
@click.argument("session_id", required=False)
@click.option("--all", "wants_all", is_flag=True, help="Every session there is, instead of one.")
@as_json
def replay(session_id: str | None, wants_all: bool, wants_json: bool) -> None:
    """Fold SESSION_ID from its first event and compare the state at every turn."""
    if wants_all == (session_id is not None):
        raise click.UsageError("Name a session, or say --all.")
    service = services().replay
    sessions = service.sessions() if session_id is None else [SessionId(session_id)]
    found = {session: service.replay(session) for session in sessions}
    unsound = [(session, turn) for session, turns in found.items() for turn in turns if not turn.is_sound]
    if wants_json:
        print_json({"sessions": found, "is_sound": not unsound})
    elif unsound:
        _show(unsound)
    count = sum(len(turns) for turns in found.values())
    if unsound:
        refuse(f"{len(unsound)} of {count} turns do not come out as they were committed.")
        sys.exit(1)
    if not wants_json:
        several = f" of {len(found)} sessions" if wants_all else ""
        say(f"All {count} turns{several} come out as they were committed.")


def _show(unsound: Sequence[tuple[SessionId, ReplayedTurn]]) -> None:
    rows = [
        (session, turn.seq, turn.expected[:12], turn.folded[:12], (turn.rerun or "")[:12])
        for session, turn in unsound
    ]
    print_table(("session", "turn", "expected", "folded", "run again"), rows)


@click.command("verify-dice")
@click.argument("session_id")
@click.option("--seed", help="The seed as published when the session ended; ours if left out.")
@as_json
def verify_dice(session_id: str, seed: str | None, wants_json: bool) -> None:
    """Roll every die of SESSION_ID again from its seed."""
    service, session = services().replay, SessionId(session_id)
    checks = service.verify_dice(session, seed or service.seed_of(session))
    unsound = [check for check in checks if not check.is_sound]
    if wants_json:
        print_json({"dice": checks, "is_sound": not unsound})
    if unsound:
        refuse(f"{len(unsound)} of {len(checks)} dice fell otherwise than the seed says.")
        sys.exit(1)
    if not wants_json:
        say(f"All {len(checks)} dice fell as the seed says.")
