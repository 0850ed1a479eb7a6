"""The peer of the combat benchmark: the simulator of `pokemon-showdown`, installed here and used for nothing else."""

from pathlib import Path

from npm_tools import run_node

_SCRIPT = Path(__file__).resolve().parent / "showdown.mjs"


def peer_moves_per_s(seconds: float) -> float:
    """Moves a second on one core in battles between its own random players. SetupError if npm cannot install it."""
    return float(run_node(_SCRIPT, str(seconds)))
