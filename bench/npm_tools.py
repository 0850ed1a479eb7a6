"""Programs from npm that the benchmark needs: installed from the lock file, and used for nothing else."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from coc_setup import node, stamps
from coc_setup.steps import run, step

_HERE = Path(__file__).resolve().parent
MODULES = _HERE / "node_modules"


def run_node(script: Path, *arguments: str, environ: Mapping[str, str] | None = None) -> str:
    """What the script prints. SetupError if npm cannot install, CalledProcessError if the script fails."""
    npm = node.find()
    stamp = stamps.key(_HERE / "package-lock.json")
    if stamps.read(MODULES) != stamp:
        with step("programs of the benchmark (npm)"):
            run(
                [*npm.command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                cwd=_HERE,
                env=npm.environ,
            )
            stamps.write(MODULES, stamp)
    program = shutil.which("node", path=npm.environ.get("PATH")) or "node"
    command = [program, str(script), *arguments]
    env = {**os.environ, **npm.environ, **(environ or {})}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
