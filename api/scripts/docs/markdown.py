"""The few forms of Markdown that the documents are made of."""

from collections.abc import Mapping, Sequence
from pathlib import Path

TEMPLATES = Path(__file__).with_name("templates")


def filled(template: str, parts: Mapping[str, str]) -> str:
    """The template of that name with each `{{part}}` put in. Raises KeyError for a part that it does not ask for."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    for name, part in parts.items():
        place = f"{{{{{name}}}}}"
        if place not in text:
            raise KeyError(name)
        text = text.replace(place, part.strip("\n"))
    return text


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table. Bars inside cells are escaped; a column that is empty throughout is left out."""
    kept = [place for place in range(len(head)) if any(row[place] for row in rows)]
    lines = [[head[place] for place in kept], ["---"] * len(kept)]
    lines += [[_cell(row[place]) for place in kept] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def code(text: str) -> str:
    """As code in a line."""
    return f"`{text}`"


def prose(docstring: str | None) -> str:
    """A docstring as one paragraph."""
    return " ".join((docstring or "").split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
