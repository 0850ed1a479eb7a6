"""How commands speak: tables for people, JSON for programs."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import click
from pydantic_core import to_json
from rich.console import Console
from rich.table import Table
from rich.text import Text

_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")

as_json: Callable[[Any], Any] = click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
without_question: Callable[[Any], Any] = click.option("--yes", is_flag=True, help="Do not ask first.")


def say(text: str) -> None:
    """A sentence."""
    Console().print(_plain(text), soft_wrap=True)


def refuse(text: str) -> None:
    """A sentence on standard error."""
    Console(stderr=True).print(_plain(text), style="red", soft_wrap=True)


def print_json(value: object) -> None:
    """Any dataclass or collection."""
    click.echo(to_json(value, indent=2))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A row a line; what players wrote cannot steer the terminal."""
    table = Table(*columns)
    for row in rows:
        table.add_row(*(_plain(str(cell)) for cell in row))
    Console().print(table)


def _plain(text: str) -> Text:
    return Text(_CONTROLS.sub("�", text))
