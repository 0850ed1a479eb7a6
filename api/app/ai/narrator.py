"""The narrator's port."""

from dataclasses import dataclass
from typing import Protocol

from app.ai.scene import Past, Scene

MAX_RECAP_WORDS = 120


@dataclass(frozen=True, slots=True)
class Telling:
    """Paragraphs of plain text, and what they were made of."""

    paragraphs: tuple[str, ...]
    told_by: tuple[str, ...]


class Narrator(Protocol):
    def recap(self, past: Past) -> Telling:
        """What went before, in at most `MAX_RECAP_WORDS` words of second person: the past, then where one stands. The
        same past always gives the same telling."""

    def narrate(self, scene: Scene) -> Telling:
        """Tells the scene's events in second person. The same scene always gives the same telling."""
