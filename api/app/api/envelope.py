"""The one form of every answer: `{"app", "status", "result", "error"}`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, Literal, TypeVar

from flask import Response
from pydantic import BaseModel, TypeAdapter

AppName = Literal["Code of Conquest"]
APP_NAME: AppName = "Code of Conquest"

T = TypeVar("T")


class Envelope(BaseModel, Generic[T]):
    """A success."""

    app: AppName = APP_NAME
    status: int
    result: T
    error: None = None


class ErrorBody(BaseModel):
    """`code` is stable; `details.fields` names the fields at fault, `details.retry_after_s` says how long to wait."""

    code: str
    message: str
    details: dict[str, object]


class ErrorEnvelope(BaseModel):
    """A refusal."""

    app: AppName = APP_NAME
    status: int
    result: None = None
    error: ErrorBody


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A list, or one page of it. `next_cursor` is None at its end."""

    items: Sequence[T]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """For what has no result of its own: a word on what happened."""

    status: str


def ok(result: object, status: int = 200) -> Response:
    """The result, a dataclass of any depth, in its envelope."""
    return _enveloped(result, None, status)


def streamed(members: Iterable[tuple[str, object]]) -> Response:
    """A result that is too long to be held: each member is written when its turn comes, an iterator entry by entry."""

    def pieces() -> Iterator[bytes]:
        yield b'{"app":"%b","status":200,"result":{' % APP_NAME.encode()
        for number, (name, value) in enumerate(members):
            yield b'%b"%b":' % (b"," if number else b"", name.encode())
            yield from _entries(value) if isinstance(value, Iterator) else (_written(value),)
        yield b'},"error":null}'

    return Response(pieces(), mimetype="application/json")


def _entries(values: Iterator[object]) -> Iterator[bytes]:
    yield b"["
    for number, value in enumerate(values):
        yield (b"," if number else b"") + _written(value)
    yield b"]"


def failed(error: ErrorBody, status: int) -> Response:
    """The error in its envelope."""
    return _enveloped(None, error, status)


def _enveloped(result: object, error: ErrorBody | None, status: int) -> Response:
    parts = {"app": APP_NAME, "status": status, "result": result, "error": error}
    body = b",".join(b'"%b":%b' % (name.encode(), _written(part)) for name, part in parts.items())
    return Response(b"{%b}" % body, status, mimetype="application/json")


def _written(value: object) -> bytes:
    """JSON by the compiled writer of the value's type: to look at each field anew takes six times as long."""
    if isinstance(value, Listed):
        items = b",".join(map(_written, value.items))
        return b'{"items":[%b],"next_cursor":%b}' % (items, _written(value.next_cursor))
    kind: Any = type(value)
    return _writer_of(kind).dump_json(value)


@cache
def _writer_of(kind: Any) -> TypeAdapter[object]:
    return TypeAdapter(kind)


@dataclass(frozen=True, slots=True)
class Promised:
    """What a route answers when all is well: `model` makes the model of it in its envelope, for the document alone."""

    model: Callable[[], type[BaseModel]]


def answers(kind: Any, status: int = 200) -> dict[Any, Any]:
    """The `responses` of a route of a resource. Errors are the same for all routes."""
    return {status: Promised(lambda: Envelope[kind])}
