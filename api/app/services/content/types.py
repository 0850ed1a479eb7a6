"""Looking into the content's dataclasses: which keys an entry may have, and what hangs where in one."""

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

from app.services.content.kinds import BY_ID_TYPE, Kind


@dataclass(frozen=True, slots=True)
class Node:
    """A dataclass instance inside an entry, with its path: `("exits", 2)`."""

    path: tuple[str | int, ...]
    value: Any


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that names an entry of another kind."""

    path: tuple[str | int, ...]
    kind: Kind
    id: str


def hints(definition: Any) -> Mapping[str, Any]:
    """Types by key of a dataclass, every forward reference resolved."""
    return _resolved(definition)


@cache
def _resolved(definition: type[Any]) -> Mapping[str, Any]:
    return typing.get_type_hints(definition, include_extras=True)


def key_text(path: tuple[str | int, ...]) -> str:
    """`("exits", 2, "to")` as an author reads it: `exits[2].to`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def nodes(entry: Any) -> Iterator[Node]:
    """Every dataclass instance of an entry, the entry first, parents before children."""
    return (Node(part.path, part.value) for part in _parts_of(entry) if part.is_group)


def references(entry: Any) -> Iterator[Reference]:
    """Every id in an entry that must exist elsewhere: what its types call an id, but for its own."""
    for part in _parts_of(entry):
        if part.kind is not None and part.path != ("id",):
            yield Reference(part.path, part.kind, part.value)


class _Shape(NamedTuple):
    """What a type says of the values under it: whose ids they are, and of a tuple or a mapping what it holds."""

    kind: Kind | None
    inner: tuple["_Shape", ...]


class _Part(NamedTuple):
    path: tuple[str | int, ...]
    kind: Kind | None
    value: Any
    is_group: bool


def _parts_of(entry: Any) -> list[_Part]:
    found: list[_Part] = []
    _collect((), _Shape(None, ()), entry, found)
    return found


def _collect(path: tuple[str | int, ...], shape: _Shape, value: Any, found: list[_Part]) -> None:
    definition: Any = type(value)
    below = _shapes(definition)
    is_named = value is not None and below is None
    found.append(_Part(path, shape.kind if is_named else None, value, below is not None))
    if below is not None:
        for name, inner in below:
            _collect((*path, name), inner, getattr(value, name), found)
    elif isinstance(value, tuple):
        for position, one in enumerate(value):
            _collect((*path, position), shape.inner[0], one, found)
    elif isinstance(value, dict):
        keys, values = shape.inner
        for key, one in value.items():
            found.append(_Part((*path, str(key)), keys.kind, key, is_group=False))
            _collect((*path, str(key)), values, one, found)


@cache
def _shapes(definition: type[Any]) -> tuple[tuple[str, _Shape], ...] | None:
    """Of each key of a dataclass; None for what is none."""
    if not is_dataclass(definition):
        return None
    return tuple((name, _shape(annotation)) for name, annotation in hints(definition).items())


def _shape(annotation: Any) -> _Shape:
    plain = _plain(annotation)
    holds = get_args(plain) if get_origin(plain) in {tuple, dict, Mapping} else ()
    return _Shape(BY_ID_TYPE.get(plain), tuple(_shape(one) for one in holds if one is not Ellipsis))


def _plain(annotation: Any) -> Any:
    """Without Annotated and "or None"."""
    if get_origin(annotation) is typing.Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in {typing.Union, types.UnionType}:
        return next(one for one in get_args(annotation) if one is not type(None))
    return annotation


def keys_at(definition: Any, path: tuple[str | int, ...]) -> tuple[tuple[str | int, ...], tuple[str, ...]]:
    """What pydantic's error path means to an author: the path without union tags, and the keys of its parent."""
    readable: list[str | int] = []
    allowed: tuple[str, ...] = ()
    current = definition
    for part in path:
        current, is_tag, keys = _step(current, part)
        allowed = keys or allowed
        if not is_tag and part != "[key]":
            readable.append(part)
    return tuple(readable), allowed


def _step(annotation: Any, part: str | int) -> tuple[Any, bool, tuple[str, ...]]:
    """(type below, whether `part` was a union's tag, keys of the dataclass if it is one)."""
    if get_origin(annotation) is typing.Annotated:
        annotation = get_args(annotation)[0]
    origin, args = get_origin(annotation), get_args(annotation)
    if is_dataclass(annotation):
        known = hints(annotation)
        return known.get(str(part)), False, tuple(known)
    if origin in {typing.Union, types.UnionType}:
        return _union_step(args, part)
    if origin is tuple:
        return args[0], False, ()
    return (args[1] if len(args) == 2 else None), False, ()


def _union_step(members: tuple[Any, ...], part: str | int) -> tuple[Any, bool, tuple[str, ...]]:
    for member in members:
        if is_dataclass(member) and part in _tags(member):
            return member, True, ()
    concrete = [member for member in members if member is not type(None)]
    return _step(concrete[0], part) if len(concrete) == 1 else (None, False, ())


def _tags(member: Any) -> tuple[Any, ...]:
    return next((get_args(one) for one in hints(member).values() if get_origin(one) is Literal), ())
