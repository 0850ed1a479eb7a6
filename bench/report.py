"""The table in docs/BENCHMARKS.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "docs" / "BENCHMARKS.md"

_HEAD = """# Benchmarks

Written by `make bench`. Absolute figures are those of one machine on one day; compare ratios within one run.

Measured on: {machine}

| what | measured | goal |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Result:
    """`also` is a second figure that stands before the value (the median before the 95th percentile)."""

    what: str
    value: float
    unit: str
    goal: str
    also: float | None = None

    def row(self) -> str:
        """A line of the table."""
        figure = _figure(self.value) if self.also is None else f"{_figure(self.also)} / {_figure(self.value)}"
        return f"| {self.what} | {figure} {self.unit} | {self.goal} |"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def write_report(results: Sequence[Result], machine: str) -> None:
    """Writes the table and prints it."""
    text = _HEAD.format(machine=machine) + "\n".join(result.row() for result in results) + "\n"
    TARGET.write_text(text, encoding="utf-8")
    print(text)
