"""The World that the game starts with, and the question whether content is sound."""

from collections.abc import Sequence
from pathlib import Path

from app.models.errors import ContentError
from app.models.world import World
from app.services.content.catalogue import Catalogue, load_catalogue
from app.services.content.lint import lint
from app.services.content.problems import Problem, Severity


def load_world(packs: Sequence[Path] = ()) -> World:
    """The shipped world with the entries of the packs (folders) added, proven sound.

    Raises ContentError for the first mistake; a note on it tells how many more there are and how to see them all.
    """
    catalogue, problems = _checked(packs)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise _first(errors)
    return catalogue.world


def check_content(packs: Sequence[Path] = ()) -> tuple[Problem, ...]:
    """Everything that is wrong with the shipped world and the packs, in the order of the files."""
    return _checked(packs)[1]


def _checked(packs: Sequence[Path]) -> tuple[Catalogue, tuple[Problem, ...]]:
    catalogue, problems = load_catalogue(packs)
    found = lint(catalogue, is_whole=not problems)
    return catalogue, tuple(sorted((*problems, *found)))


def _first(errors: Sequence[Problem]) -> ContentError:
    error = errors[0].as_error()
    if len(errors) > 1:
        error.add_note(f"… and {len(errors) - 1} more: `python -m app.cli content lint` lists them all")
    return error
