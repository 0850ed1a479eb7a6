"""What a request body may be: one JSON object, strictly. Checked on the bytes, before anything binds them."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from flask import Flask, Request, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from app.models.errors import Invalid, Malformed

View = TypeVar("View", bound=Callable[..., Any])

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_BODY_BYTES = 64 * 1024
MAX_NESTING = 20

_DRAINED_BYTES = 1024 * 1024
_DRAINED_UPLOAD_BYTES = 24 * 1024 * 1024
"""A picture straight from a camera is a mistake, too."""
_RAW = "raw_body"
_TO_DRAIN = "coc.drained_bytes"
_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
_BINDINGS = frozenset({"body", "form"})
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')


class UnsupportedBody(Malformed):
    """The body is not declared as plain JSON."""

    code, message = "unsupported_media_type", "Please send JSON, with Content-Type: application/json."


class StrictRequest(Request):
    """A request whose JSON is what `checked_body` lets through."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> str:  # noqa: ARG002  # the library's signature
        """The checked text: the binding library hands text to pydantic's JSON mode, which is strict and complete."""
        return checked_body(self)


def install(app: Flask) -> None:
    """Sees to it that routes which read no body are sent none, and that refused bodies leave the connection usable."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES + 1  # one more, to see what is too much
    app.before_request(_refuse_unread_body)
    app.wsgi_app = _Drained(app.wsgi_app)  # type: ignore[method-assign]  # as Flask means it


@dataclass(frozen=True, slots=True)
class RawBody:
    """Bytes that are no JSON: how many a view takes at most, and of which media types."""

    max_bytes: int
    media_types: tuple[str, ...]


def takes_raw_body(max_bytes: int, *media_types: str) -> Callable[[View], View]:
    """For a view that reads by `raw_body()` and judges the media type itself."""

    def marked(view: View) -> View:
        setattr(view, _RAW, RawBody(max_bytes, media_types))
        return view

    return marked


def raw_body_of(view: Callable[..., Any]) -> RawBody | None:
    """What bytes that view takes; None for JSON or nothing."""
    found: RawBody | None = getattr(view, _RAW, None)
    return found


def raw_body() -> bytes:
    """The body as it was sent, on routes that take one. Raises RequestEntityTooLarge."""
    taken = raw_body_of(current_app.view_functions[request.endpoint or ""])
    if taken is None:
        raise RuntimeError("the view does not say what it takes")
    request.environ[_TO_DRAIN] = _DRAINED_UPLOAD_BYTES
    request.max_content_length = taken.max_bytes + 1
    body = request.get_data(cache=False)
    if len(body) > taken.max_bytes:
        raise RequestEntityTooLarge
    return body


def checked_body(incoming: Request) -> str:
    """The body's text, certain to be one JSON object. Raises UnsupportedBody, Malformed, RequestEntityTooLarge."""
    if incoming.mimetype != "application/json" or not _is_plain_utf8(incoming):
        raise UnsupportedBody
    return checked_object(_bounded(incoming))


def checked_object(body: bytes) -> str:
    """The text of a JSON object without duplicate keys, non-finite numbers, unpaired surrogates or deep nesting."""
    try:
        text = body.decode("utf-8", errors="strict")
    except UnicodeDecodeError:
        raise Malformed("The body is not UTF-8.") from None
    _refuse_depth(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_without_duplicates, parse_constant=_refuse_number, parse_float=_finite
        )
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Malformed("The body holds half a character.") from None
    except ValueError:  # also a whole number of thousands of digits
        raise Malformed("The body is not JSON.") from None
    if not isinstance(value, dict):
        raise Malformed("The body must be a JSON object.")
    return text


def _bounded(incoming: Request) -> bytes:
    """The body. A chunked one names no length: the framework reads up to its own bound and says nothing of the rest."""
    body = incoming.get_data()
    if len(body) > MAX_BODY_BYTES:
        raise RequestEntityTooLarge
    return body


def _is_plain_utf8(incoming: Request) -> bool:
    charset = incoming.mimetype_params.get("charset", "utf-8")
    return charset.lower() in ("utf-8", "utf8") and "Content-Encoding" not in incoming.headers


def _refuse_depth(text: str) -> None:
    """Counts brackets outside strings; the parser itself would go as deep as the stack."""
    if text.count("{") + text.count("[") <= MAX_NESTING:
        return
    depth = 0
    for char in _STRING.sub("", text):
        if char in "{[":
            depth += 1
            if depth > MAX_NESTING:
                raise Malformed(f"The body is nested more than {MAX_NESTING} deep.")
        elif char in "}]":
            depth -= 1


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("A field stands in the body twice.")
    return found


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        _refuse_number(text)
    return value


def _refuse_number(_text: str) -> NoReturn:
    raise Malformed("The body holds a number that is not finite.")


def _refuse_unread_body() -> None:
    """Nothing, or an empty object. Raises Invalid naming the fields, or what `checked_body` raises."""
    if request.method in _BODILESS or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if raw_body_of(view) or not request.get_data() or _BINDINGS & view.__annotations__.keys():
        return
    names = list(json.loads(checked_body(request)))
    if names:
        raise Invalid(details={"fields": dict.fromkeys(names, "is not known here")})


class _Drained:
    """Reads on after an answer that did not need the whole body: the server would drop the connection otherwise, and
    with it the next request of somebody who shares it. What is larger than a mistake may be dropped."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = self._app(environ, start_response)
        length = environ.get("CONTENT_LENGTH") or "0"
        most = environ.get(_TO_DRAIN, _DRAINED_BYTES)
        if length.isdecimal() and MAX_BODY_BYTES < int(length) <= most:
            while environ["wsgi.input"].read(MAX_BODY_BYTES):
                pass
        return answer
