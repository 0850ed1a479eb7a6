"""Mistakes in the content, said so that their author finds and mends them."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from app.models.errors import ContentError


class Severity(StrEnum):
    """An `error` keeps the world from being loaded; a `warning` does not, yet the lint counts both."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`key` is the path inside the entry, e.g. `exits[2].to`; empty if the whole entry is meant."""

    file: str
    entry: str
    key: str
    text: str
    severity: Severity = Severity.ERROR

    def as_error(self) -> ContentError:
        """The exception that stops a start."""
        return ContentError(self.file, self.entry, self.key, self.text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`, did you mean 'description'?` if something known is near; else nothing."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f", did you mean '{near[0]}'?" if near else ""
