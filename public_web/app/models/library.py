"""What a character has lived through and met."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalStage:
    """`status`: done or current; what lies ahead is not told."""

    title: str
    text: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """A quest with its stages so far. `is_current`: the one that is followed now."""

    id: str
    name: str
    summary: str
    is_main: bool
    status: str
    is_current: bool
    stages: tuple[JournalStage, ...]
    rewards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodexEntry:
    """`kind`: location, person, enemy, item or effect. `detail`: figures by their label."""

    kind: str
    id: str
    name: str
    text: str
    detail: Mapping[str, str | int]
