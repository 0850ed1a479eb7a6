"""The lock files: how each is compiled, and whether it still belongs to its pyproject.toml.

A lock file's first line holds a fingerprint of the requirements it was compiled from, so that a change of these without
a new lock file is found offline.
"""

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coc_setup.environments import DEV_LOCK, RUN_LOCK
from coc_setup.installers import uv_environ, uv_program
from coc_setup.steps import run, step
from repo_layout import API, ROOT, SCRIPTS, TESTS, WEB

FLAGS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"),
)
FIRST_LINE = "# compiled by `make locks` from requirements with fingerprint "


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock file, where its requirements stand, and another lock file whose versions it takes over."""

    path: Path
    source: Path
    extra: str | None = None
    follows: Path | None = None


LOCKS = (
    Lock(API / RUN_LOCK, API / "pyproject.toml"),
    Lock(API / DEV_LOCK, API / "pyproject.toml", extra="dev", follows=API / RUN_LOCK),
    Lock(WEB / RUN_LOCK, WEB / "pyproject.toml"),
    Lock(WEB / DEV_LOCK, WEB / "pyproject.toml", extra="dev", follows=WEB / RUN_LOCK),
    Lock(TESTS / RUN_LOCK, TESTS / "pyproject.toml"),
    Lock(SCRIPTS / "locks" / "uv.txt", SCRIPTS / "locks" / "uv.in"),
    Lock(SCRIPTS / "locks" / "node.txt", SCRIPTS / "locks" / "node.in"),
)


def compile_all(*, upgrade: bool) -> None:
    """Compile every lock file again, keeping the versions it has wherever they still fit unless asked to upgrade."""
    uv_program()
    for lock in LOCKS:
        with step(str(lock.path.relative_to(ROOT))):
            _compile(lock, upgrade=upgrade)


def out_of_step() -> list[str]:
    """What is wrong with the lock files, a sentence each."""
    return [sentence for lock in LOCKS for sentence in _faults(lock)]


def fingerprint(lock: Lock) -> str:
    """Sixteen characters that change with the requirements the lock file is compiled from."""
    return hashlib.sha256(json.dumps(_requirements(lock)).encode()).hexdigest()[:16]


def _requirements(lock: Lock) -> Sequence[str]:
    text = lock.source.read_text(encoding="utf-8")
    if lock.source.suffix != ".toml":
        return [line for line in text.splitlines() if line and not line.startswith("#")]
    project = tomllib.loads(text)["project"]
    extra = project["optional-dependencies"][lock.extra] if lock.extra else []
    return [project["requires-python"], *sorted(project["dependencies"]), *sorted(extra)]


def _compile(lock: Lock, *, upgrade: bool) -> None:
    command = [str(uv_program()), "pip", "compile", *FLAGS, lock.source.name, "--output-file", str(lock.path)]
    command += ["--upgrade"] if upgrade else []
    command += ["--extra", lock.extra] if lock.extra else []
    command += ["--constraint", str(lock.follows)] if lock.follows else []
    run(command, cwd=lock.source.parent, env=uv_environ())
    lines = lock.path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(FIRST_LINE)]
    lock.path.write_text("\n".join([FIRST_LINE + fingerprint(lock), *kept]) + "\n", encoding="utf-8")


def _faults(lock: Lock) -> list[str]:
    name = lock.path.relative_to(ROOT)
    text = lock.path.read_text(encoding="utf-8") if lock.path.exists() else ""
    faults = []
    if not text.startswith(FIRST_LINE + fingerprint(lock)):
        faults.append(f"{name} is not compiled from the requirements as they are: run `make locks`")
    if "://" in text:
        faults.append(f"{name} names a host: compile it with `make locks`")
    return faults
