"""Python types and dataclasses in words."""

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from app.models.abilities import Step
from app.models.events import Event
from app.models.intents import Intent
from app.models.world import Condition, Outcome
from scripts.docs.markdown import code, prose, table

_NAMES: dict[Any, str] = {
    str: "text",
    int: "whole number",
    bool: "yes or no",
    dict: "object",
    object: "anything",
    types.NoneType: "none",
}
_UNIONS: dict[Any, str] = {
    Condition: "condition",
    Event: "event",
    Intent: "intent",
    Outcome: "outcome",
    Step: "step",
}


def words(kind: Any) -> str:
    """What a field of that type holds. Any: types are values of no common type."""
    if kind in _UNIONS or kind in _NAMES:
        return _UNIONS.get(kind) or _NAMES[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(words(one) for one in arguments)
    if origin in (tuple, list):
        return f"list of {words(arguments[0])}" if _is_list(arguments) else _pair(arguments)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"{words(arguments[1])} by {words(arguments[0])}"
    if origin is typing.Literal:
        return " or ".join(code(str(one)) for one in arguments)
    if origin is typing.Annotated:
        return words(arguments[0])
    return str(kind.__name__)


def _is_list(arguments: Sequence[Any]) -> bool:
    return len(arguments) == 1 or arguments[-1] is Ellipsis


def _pair(arguments: Sequence[Any]) -> str:
    return (
        f"two of {words(arguments[0])}" if len(set(arguments)) == 1 else " and ".join(map(words, arguments))
    )


def about(kind: type) -> str:
    """Its docstring in one line; empty where dataclasses made one up."""
    text = prose(kind.__doc__)
    return "" if text.startswith(f"{kind.__name__}(") else text


def described(kind: type) -> str:
    """A chapter on a dataclass: its promise and its fields."""
    rows = [(code(one.name), words(one.type), _default(one)) for one in dataclasses.fields(kind)]
    promise = about(kind)
    head = f"### {kind.__name__}\n{promise}\n\n" if promise else f"### {kind.__name__}\n"
    return head + table(("field", "holds", "usually"), rows)


def of_kind(kinds: Sequence[type], head: str) -> str:
    """A table of dataclasses that are told apart by their field `kind`."""
    return table((head, "fields", "meaning"), [_line(one) for one in kinds])


def _line(kind: type) -> tuple[str, str, str]:
    fields = {one.name: one for one in dataclasses.fields(kind)}
    own = ", ".join(code(name) for name in fields if name != "kind")
    return code(str(fields["kind"].default)), own, about(kind)


def _default(one: dataclasses.Field[Any]) -> str:
    match one.default:
        case None:
            return "none"
        case bool() as value:
            return "yes" if value else "no"
        case "" | ():
            return "empty"
        case StrEnum() | int() | str() as value:
            return code(str(value))
        case _:
            return "" if one.default_factory is dataclasses.MISSING else "empty"


def members(union: Any) -> Iterator[type]:
    """The dataclasses of `Annotated[A | B, …]`."""
    yield from typing.get_args(typing.get_args(union)[0])
