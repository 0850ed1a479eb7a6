"""What no file of the repository may hold: a package registry's host, a path of somebody's machine, a huge file."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from repo_layout import ROOT

REGISTRY = re.compile(r"https?://[\w.-]*(?:pypi|pythonhosted|registry\.npm|npmjs)[\w.-]*", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|Users|root|work)/[\w.-]+")
LARGEST_BYTES = 2_000_000


def faults() -> list[str]:
    """A sentence for each place that must not be so."""
    return [fault for path in tracked_files() for fault in _faults_of(path)]


def tracked_files() -> Iterator[Path]:
    """Every file that is in the repository or would be with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.split("\0"):
        path = ROOT / name
        if name and path.is_file() and not path.is_symlink():
            yield path


def _faults_of(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT)
    if path.stat().st_size > LARGEST_BYTES:
        yield f"{name} is larger than {LARGEST_BYTES // 1_000_000} MB"
        return
    content = path.read_bytes()
    if b"\0" in content:
        return
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
        if found := REGISTRY.search(line):
            yield f"{name}:{number} names a package registry: {found[0]}"
        if found := MACHINE_PATH.search(line):
            yield f"{name}:{number} names a path of one machine: {found[0]}"
    if path.name == "package-lock.json" and b'"resolved"' in content:
        yield f"{name} says where packages were fetched from: compile it again, .npmrc keeps that out"
