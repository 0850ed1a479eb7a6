"""A beat: one thing worth a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Part(StrEnum):
    """Which paragraph a beat belongs to; a paragraph ends where the part changes."""

    SCENE = "scene"
    TALK = "talk"
    FIGHT = "fight"
    GAINS = "gains"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Beat:
    """`verbatim` is a text of the content, told as it stands, in a paragraph of its own. Else a template for `tells`
    whose tags are among these is filled with the slots; what a kind has of both stands in `vocabulary.py`."""

    part: Part
    tells: str = ""
    tags: frozenset[str] = frozenset()
    slots: Mapping[str, str] = field(default_factory=dict)
    verbatim: str = ""


def verbatim(part: Part, text: str) -> Beat | None:
    """A beat of the content's own words, or none for an empty text."""
    return Beat(part, verbatim=text) if text else None
