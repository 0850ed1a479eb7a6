"""Run the tests of every component, each in its own environment: `python3 scripts/run_tests.py [api|public_web|tests]`.

All run even when one fails; the last one's closing line ends the output. Exit code 1 if any failed.
"""

import os
import subprocess
import sys
from pathlib import Path

import python_floor  # noqa: F401  # importing it checks the version, before newer syntax is read
from repo_layout import API, ROOT, TESTS, WEB, program

# All keep what they touch in folders, ports and servers of their own. One process more than there are cores: many a
# test waits for what it has started.
SIDE_BY_SIDE = ("--numprocesses", str(min((os.cpu_count() or 2) + 1, 8)))
SUITES: tuple[tuple[Path, tuple[str, ...]], ...] = (
    (API, (*SIDE_BY_SIDE, "--dist", "loadgroup", "--no-loadscope-reorder")),
    (WEB, (*SIDE_BY_SIDE, "--dist", "loadfile")),
    (TESTS, (*SIDE_BY_SIDE, "--dist", "loadfile", "--no-loadscope-reorder")),
)


def main(wanted: list[str]) -> int:
    """Run the wanted suites, or all."""
    failed = []
    # Hundreds of processes are started: each would compile what it imports anew where nothing may be kept.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for component, flags in SUITES:
        if wanted and component.name not in wanted:
            continue
        print(f"\n=== tests of {component.name}", flush=True)
        command = [str(program(component, "python")), "-m", "pytest", *flags]
        if subprocess.run(command, cwd=component, env=environment, check=False).returncode != 0:
            failed.append(component)
    if failed:
        names = ", ".join(str(component.relative_to(ROOT)) for component in failed)
        print(f"tests failed in: {names}", file=sys.stderr, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
