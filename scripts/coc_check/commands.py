"""The checking tools and the folders they look at; each component is judged by its own settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from repo_layout import API, BENCH, ROOT, SCRIPTS, TESTS, WEB, program

COMPONENTS = (API, WEB, TESTS)


@dataclass(frozen=True, slots=True)
class Check:
    """A named command; what it prints is shown when it fails."""

    name: str
    command: tuple[str | Path, ...]
    cwd: Path


def all_checks() -> list[Check]:
    """The slow ones first, so that two cores end at about the same time."""
    return [
        *(Check(f"types, {name}", (tool, *paths), cwd) for name, tool, paths, cwd in _targets("mypy")),
        Check("imports point down", (program(API, "lint-imports"), "--no-cache"), API),
        Check("content of the world", (program(API, "python"), "-m", "app.cli", "content", "lint"), API),
        *_ruff("format", "format", "--check"),
        *_ruff("lint", "check"),
    ]


def all_fixes() -> list[Check]:
    """What rewrites code: the formatter, and the linter's safe repairs."""
    return [*_ruff("lint", "check", "--fix"), *_ruff("format", "format")]


def _ruff(name: str, *words: str) -> Iterator[Check]:
    for where, tool, paths, cwd in _targets("ruff"):
        yield Check(f"{name}, {where}", (tool, *words, "--quiet", *(paths or ["."])), cwd)


def _targets(tool: str) -> Iterator[tuple[str, Path, list[str], Path]]:
    """For each component its own tool and settings.

    Scripts and bench go by the root's settings, with the tools of the API, whose rules the bench imports.
    """
    for component in COMPONENTS:
        yield component.name, program(component, tool), [], component
    outside = [str(folder.relative_to(ROOT)) for folder in (SCRIPTS, BENCH) if any(folder.rglob("*.py"))]
    yield " and ".join(outside), program(API, tool), outside, ROOT
