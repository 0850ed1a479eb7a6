"""Runs the checks two at a time, tells each in one line, and shows what the failed ones printed."""

import os
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from coc_check import tracked
from coc_check.commands import Check, all_checks, all_fixes
from coc_setup import locks


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a check: empty `said` means it is well."""

    name: str
    seconds: float
    said: str


def main(arguments: Sequence[str]) -> int:
    """Check everything, or with `--fix` rewrite what tools can. Exit codes: 0 all is well, 1 something is not."""
    if "--fix" in arguments:
        return _tell([_run(check) for check in all_fixes()])
    looked = [
        _look("lock files are in step", locks.out_of_step()),
        _look("files of the repository", tracked.faults()),
    ]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        ran = list(pool.map(_run, all_checks()))
    return _tell(looked + ran)


def _look(name: str, faults: Sequence[str]) -> Outcome:
    return Outcome(name, 0.0, "\n".join(faults))


def _run(check: Check) -> Outcome:
    begun = time.monotonic()
    words = [str(word) for word in check.command]
    try:
        done = subprocess.run(words, cwd=check.cwd, capture_output=True, text=True, check=False)
    except OSError as error:
        return Outcome(check.name, 0.0, f"{words[0]} could not be run: {error.strerror}")
    said = (done.stdout + done.stderr).strip() or f"ended with code {done.returncode}"
    return Outcome(check.name, time.monotonic() - begun, said if done.returncode != 0 else "")


def _tell(outcomes: Sequence[Outcome]) -> int:
    for outcome in outcomes:
        print(f"  {'FAILED' if outcome.said else 'ok':<7}{outcome.name:<32}{outcome.seconds:6.1f} s")
    failed = [outcome for outcome in outcomes if outcome.said]
    for outcome in failed:
        print(f"\n--- {outcome.name}\n{outcome.said}")
    print(f"\n{len(failed)} of {len(outcomes)} checks failed" if failed else "all checks passed")
    return 1 if failed else 0
