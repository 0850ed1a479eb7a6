"""From folders to all content, bound and hashed; whether it is sound is another question."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from app.models.ids import LocationId
from app.models.world import World
from app.services.content.binding import bind, canonical_json
from app.services.content.extending import file_of
from app.services.content.kinds import KINDS, Kind
from app.services.content.problems import Problem, Severity
from app.services.content.reading import RawEntry, Reading, read_packs
from app.services.content.types import Node, Reference, nodes, references

DATA = Path(__file__).resolve().parents[2] / "data"
"""The world that is shipped."""


@dataclass(frozen=True)
class Entry:
    """A bound entry and where it stands; `added`: where else, by key, what extensions brought."""

    kind: Kind
    id: str
    value: Any
    file: str
    added: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every dataclass instance in it, itself first, parents before children."""
        return tuple(nodes(self.value))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every id in it that must exist elsewhere."""
        return tuple(references(self.value))

    def problem(self, key: str, text: str, severity: Severity = Severity.ERROR) -> Problem:
        """A mistake in this entry."""
        return Problem(file_of(key, self.file, self.added), self.id, key, text, severity)


@dataclass(frozen=True)
class Catalogue:
    """A world and where each of its entries stands: the raw entries by (folder of the kind, id)."""

    world: World
    raw: Mapping[tuple[str, str], RawEntry]
    start_file: str

    def entries(self, *folders: str) -> Iterator[Entry]:
        """The entries of these kinds, or of all, by kind and id."""
        return (one for one in self._entries if not folders or one.kind.folder in folders)

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(
            self._entry(kind, entry_id, value)
            for kind in KINDS
            for entry_id, value in getattr(self.world, kind.folder).items()
        )

    def _entry(self, kind: Kind, entry_id: str, value: Any) -> Entry:
        raw = self.raw[kind.folder, entry_id]
        return Entry(kind, entry_id, value, raw.file, raw.added)

    def ids(self, folder: str) -> frozenset[str]:
        """All ids of a kind."""
        return frozenset(getattr(self.world, folder))

    def start_problem(self, text: str) -> Problem:
        """A mistake about where the story starts."""
        return Problem(self.start_file, "world", "start_location", text)


def load_catalogue(packs: Sequence[Path] = (), base: Path = DATA) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Reads and binds everything. With problems the catalogue is not whole: entries that could not be bound, and
    whatever else the problems speak of, are missing."""
    reading = read_packs((base, *packs))
    bound: dict[str, Any] = {kind.folder: {} for kind in KINDS}
    problems = list(reading.problems)
    for entry in sorted(reading.entries, key=lambda one: (one.kind, one.id)):
        definition, mistakes = bind(entry)
        problems.extend(mistakes)
        if definition is not None:
            bound[entry.kind][entry.id] = definition
    if not reading.start_location:
        text = "no pack says where the story starts"
        problems.append(Problem(reading.start_file, "world", "start_location", text))
    start = LocationId(reading.start_location)
    digest = "" if problems else content_hash(reading)
    world = World(content_hash=digest, start_location=start, **bound)
    raw = {(one.kind, one.id): one for one in reading.entries}
    return Catalogue(world, raw, reading.start_file), tuple(problems)


def content_hash(reading: Reading) -> str:
    """SHA-256 in hex of all entries as canonical JSON. Neither files nor the order of anything named matters."""
    content: dict[str, Any] = {kind.folder: {} for kind in KINDS}
    for entry in reading.entries:
        content[entry.kind][entry.id] = entry.data
    content["start_location"] = reading.start_location
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
