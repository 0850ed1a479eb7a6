"""`make chaos`: ten players and a house that keeps falling over, on both backends; exit code 1 if anything was lost."""

import argparse
import math
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from coc_play import PlayError
from system.chaos.course import Course
from system.chaos.house import BACKENDS, spend_in


def main() -> int:
    """Prints progress and a report. The data and logs of a house where something was lost are kept."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", default="", help="of an evening that is to be repeated")
    parser.add_argument("--backend", choices=BACKENDS, action="append")
    parser.add_argument("--minutes", type=float, default=math.inf, help="for each evening, at most")
    chosen = parser.parse_args()
    seed = chosen.seed or secrets.token_hex(4)
    say(f"chaos: {chosen.rounds} rounds, seed {seed}")
    failed = [
        one for one in chosen.backend or BACKENDS if not _holds(one, chosen.rounds, seed, chosen.minutes * 60)
    ]
    if failed:
        say(
            f"chaos: lost on {', '.join(failed)}; the same again: make chaos ROUNDS={chosen.rounds} SEED={seed}"
        )
        return 1
    say("chaos: everything held")
    return 0


def say(text: str) -> None:
    """At once, also into a pipe."""
    print(text, flush=True)


def _holds(backend: str, rounds: int, seed: str, within_s: float) -> bool:
    by_turns = rounds // 10  # each of them is thirty turns, one after the other
    courses = [
        Course("round", rounds - by_turns, seed, within_s),
        Course("turns", by_turns, seed, within_s),
    ]
    folder = Path(tempfile.mkdtemp(prefix=f"coc-chaos-{backend}-"))
    findings = []
    try:
        for evening in spend_in(backend, folder, courses, say):
            say(f"{backend}, {evening.told()}")
            findings += evening.verdict.findings
    except (AssertionError, PlayError) as error:
        say(f"{backend}: {error}")
        findings.append(str(error))
    if findings:
        say(f"{backend}: data and logs are kept in {folder}")
    else:
        shutil.rmtree(folder)
    return not findings


if __name__ == "__main__":
    sys.exit(main())
