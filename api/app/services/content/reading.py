"""Files to raw entries: YAML, the frame round the entries, ids. Nothing is understood yet."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from app.services.content.extending import EXTENDS, RawExtension, extended, mistakes
from app.services.content.kinds import BY_FOLDER, OTHER_FOLDERS
from app.services.content.problems import Problem, did_you_mean

SCHEMA_VERSION = 1
WORLD_FILE = "world.yaml"
_FRAME = frozenset({"schema", "entries"})
_WORLD_FRAME = frozenset({"schema", "start_location"})


@dataclass(frozen=True, slots=True)
class RawEntry:
    """`file` is relative to its pack's parent folder, so that two packs can be told apart. `added`: the files of what
    extensions brought, by key."""

    kind: str
    id: str
    file: str
    data: Mapping[str, Any]
    added: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that stands in the folders. The last pack that names a `start_location` (empty if none does) decides."""

    entries: tuple[RawEntry, ...]
    start_file: str
    start_location: str
    problems: tuple[Problem, ...]


class _Loader(yaml.CSafeLoader):
    """Safe YAML in which writing a key twice is an error, not a silent loss of the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else key_node
            if key in seen:
                line = key_node.start_mark.line + 1
                raise yaml.constructor.ConstructorError(problem=f"key '{key}' is written twice (line {line})")
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_packs(folders: Sequence[Path]) -> Reading:
    """Reads every folder in order. Mistakes are collected, never raised; entries of broken files are missing."""
    found = _Collector()
    for folder in folders:
        if folder.is_dir():
            found.read_pack(folder)
        else:
            found.problem(str(folder), "", "", "there is no such folder")
    found.extend_entries()
    return Reading(tuple(found.entries), found.start_file, found.start_location, tuple(found.problems))


class _Collector:
    def __init__(self) -> None:
        self.entries: list[RawEntry] = []
        self.problems: list[Problem] = []
        self.start_file = WORLD_FILE
        self.start_location = ""
        self._files: dict[tuple[str, str], str] = {}
        self._extensions: list[RawExtension] = []

    def problem(self, file: str, entry: str, key: str, text: str) -> None:
        self.problems.append(Problem(file, entry, key, text))

    def read_pack(self, pack: Path) -> None:
        for path in sorted(pack.iterdir()):
            name = f"{pack.name}/{path.name}"
            if path.name == WORLD_FILE:
                self._read_world_file(path, name)
            elif path.is_dir() and path.name in BY_FOLDER:
                self._read_folder(path, name)
            elif path.is_dir() and not path.name.startswith((".", "_")) and path.name not in OTHER_FOLDERS:
                self.problem(
                    name, "", "", f"no kind of content has this folder{did_you_mean(path.name, BY_FOLDER)}"
                )

    def _read_folder(self, folder: Path, name: str) -> None:
        for path in sorted(folder.iterdir()):
            file = f"{name}/{path.name}"
            if path.suffix == ".yaml":
                self._read_file(folder.name, path, file)
            elif path.suffix == ".yml":
                self.problem(file, "", "", "is not read: content files end in .yaml")

    def _read_file(self, kind: str, path: Path, file: str) -> None:
        document = self._document(path, file, _FRAME)
        if document is None:
            return
        entries = document.get("entries")
        if not isinstance(entries, list):
            self.problem(file, "", "entries", "must be a list of entries")
            return
        for position, data in enumerate(entries):
            self._add(kind, file, position, data)

    def _add(self, kind: str, file: str, position: int, data: object) -> None:
        place = f"entries[{position}]"
        if not isinstance(data, dict):
            self.problem(file, place, "", "must be a mapping of keys to values")
            return
        if EXTENDS in data and "id" not in data:
            self._extensions.append(RawExtension(kind, str(data[EXTENDS]), file, data))
            return
        entry_id = data.get("id")
        if not isinstance(entry_id, str) or not entry_id:
            self.problem(file, place, "id", "every entry needs an id, a snake_case name")
            return
        taken_in = self._files.get((kind, entry_id))
        if taken_in is not None:
            self.problem(file, entry_id, "id", f"is already taken by an entry in {taken_in}")
            return
        self._files[kind, entry_id] = file
        self.entries.append(RawEntry(kind, entry_id, file, data))

    def extend_entries(self) -> None:
        """Adds every extension to its entry, in the order of the packs. One that fits nowhere is a problem."""
        places = {(entry.kind, entry.id): place for place, entry in enumerate(self.entries)}
        for extension in self._extensions:
            place = places.get((extension.kind, extension.target))
            if place is None:
                known = [entry_id for kind, entry_id in places if kind == extension.kind]
                noun = BY_FOLDER[extension.kind].noun
                text = f"there is no {noun} '{extension.target}'{did_you_mean(extension.target, known)}"
                self.problem(extension.file, extension.target, EXTENDS, text)
                continue
            entry = self.entries[place]
            wrong = list(mistakes(extension, entry.data))
            self.problems += wrong
            if not wrong:
                data, files = extended(extension, entry.data)
                self.entries[place] = replace(entry, data=data, added={**entry.added, **files})

    def _read_world_file(self, path: Path, file: str) -> None:
        document = self._document(path, file, _WORLD_FRAME)
        if document is None:
            return
        start = document.get("start_location")
        if isinstance(start, str):
            self.start_file, self.start_location = file, start
        else:
            self.problem(file, "world", "start_location", "must be the id of a location")

    def _document(self, path: Path, file: str, frame: frozenset[str]) -> dict[str, Any] | None:
        try:
            document = yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 - a subclass of the safe loader
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self.problem(file, "", "", f"is no sound YAML: {_one_line(error)}")
            return None
        if not isinstance(document, dict):
            self.problem(file, "", "", "must be a mapping with the keys " + " and ".join(sorted(frame)))
            return None
        for text in _frame_mistakes(document, frame):
            self.problem(file, "", "", text)
        return document


def _frame_mistakes(document: Mapping[Any, Any], frame: frozenset[str]) -> Iterator[str]:
    for key in document:
        if key not in frame:
            yield f"unknown key '{key}'{did_you_mean(str(key), frame)}"
    version = document.get("schema")
    if version != SCHEMA_VERSION or isinstance(version, bool):
        yield f"schema must be {SCHEMA_VERSION}, the version of the format that this release reads"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
