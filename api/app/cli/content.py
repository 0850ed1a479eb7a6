"""`coc content …`: commands for authors. They need neither a database nor Redis."""

import sys
from pathlib import Path

import click

from app.cli.output import as_json, print_json, refuse, say
from app.services.content import Severity, check_content
from app.services.content.schemas import write_schemas


@click.group()
def content() -> None:
    """The world's YAML."""


@content.command()
@click.argument(
    "packs",
    nargs=-1,
    envvar="COC_CONTENT_PACKS",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
@as_json
def lint(packs: tuple[Path, ...], wants_json: bool) -> None:
    """Name every mistake in the shipped world and in PACKS (folders; else those of COC_CONTENT_PACKS).

    Ends with 0 if there is none, 1 if there are any, warnings too.
    """
    problems = check_content(packs)
    if wants_json:
        print_json(problems)
    else:
        for problem in problems:
            place = ": ".join(part for part in (problem.file, problem.entry, problem.key) if part)
            refuse(f"{problem.severity}: {place}: {problem.text}")
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        say(f"{errors} errors, {len(problems) - errors} warnings." if problems else "The content is sound.")
    sys.exit(1 if problems else 0)


@content.command()
def schemas() -> None:
    """Write the JSON Schemas that editors check content files with."""
    for path in write_schemas():
        say(f"wrote {path.name}")
