"""Extensions: what a pack adds to an entry that stands elsewhere. They add, they never change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_args, get_origin

from app.services.content.kinds import BY_FOLDER
from app.services.content.problems import Problem, did_you_mean
from app.services.content.types import hints

EXTENDS = "extends"
"""The key by which an entry without an id says whom it extends."""


@dataclass(frozen=True, slots=True)
class RawExtension:
    """`target` is the id of an entry of the same kind; `file` is where this stands."""

    kind: str
    target: str
    file: str
    data: Mapping[str, Any]


@cache
def extendable(folder: str) -> tuple[str, ...]:
    """The keys of a kind that hold any number of things: lists, and mappings by id."""
    definition = BY_FOLDER[folder].definition
    known = hints(definition)
    return tuple(field.name for field in fields(definition) if _is_open(known[field.name]))


def _is_open(annotation: Any) -> bool:
    origin = get_origin(annotation)
    return origin is Mapping or (origin is tuple and get_args(annotation)[-1] is Ellipsis)


def mistakes(extension: RawExtension, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """What keeps it from being added to that entry."""
    allowed = extendable(extension.kind)
    added = _added(extension)
    if not added:
        yield _problem(extension, EXTENDS, "adds nothing: name a list of the entry and what is new in it")
    for key, more in added.items():
        if key not in allowed:
            text = f"cannot be extended{did_you_mean(key, allowed)}; what can be is {', '.join(allowed)}"
            yield _problem(extension, key, text)
        elif not isinstance(more, list | dict) or not isinstance(entry.get(key, more), type(more)):
            yield _problem(extension, key, "must be of the same shape as in the entry")
        elif isinstance(more, dict):
            for name in sorted(set(more) & set(entry.get(key, {}))):
                yield _problem(
                    extension, f"{key}.{name}", "stands in the entry already: an extension only adds"
                )


def extended(extension: RawExtension, entry: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The entry with the additions at the ends of its lists; and the file of each addition by its key, `exits[3]`."""
    merged = dict(entry)
    files: dict[str, str] = {}
    for key, more in _added(extension).items():
        if isinstance(more, list):
            before = merged.get(key, [])
            merged[key] = [*before, *more]
            files |= {f"{key}[{place}]": extension.file for place in range(len(before), len(merged[key]))}
        else:
            merged[key] = {**merged.get(key, {}), **more}
            files |= {f"{key}.{name}": extension.file for name in more}
    return merged, files


def file_of(key: str, file: str, added: Mapping[str, str]) -> str:
    """Where that key of an entry stands: in the file of the extension that brought it, else in the entry's own."""
    owners = (
        owner
        for prefix, owner in added.items()
        if key == prefix or key.startswith((f"{prefix}.", f"{prefix}["))
    )
    return next(owners, file)


def _added(extension: RawExtension) -> dict[str, Any]:
    return {key: more for key, more in extension.data.items() if key != EXTENDS}


def _problem(extension: RawExtension, key: str, text: str) -> Problem:
    return Problem(extension.file, extension.target, key, text)
