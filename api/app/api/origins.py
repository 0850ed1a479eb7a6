"""Browsers of other sites: allowed by exact origin, refused by default. Native clients send no Origin."""

from collections.abc import Callable

from flask import Flask, Response, request

from app.config import Settings
from app.models.errors import Forbidden

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_PREFLIGHT_S = 600
_METHODS = "GET, POST, PUT, PATCH, DELETE"
_REQUEST_HEADERS = "Content-Type, Prefer, Idempotency-Key"
_REPLY_HEADERS = "X-Request-ID, Retry-After"


class ForeignOrigin(Forbidden):
    code, message = "foreign_origin", "This site may not act for you here."


def install(app: Flask, settings: Settings) -> None:
    """Answers preflights, refuses writes from foreign origins, and tells allowed ones that they are."""
    app.before_request(_refuse_foreign(settings.allowed_origins))
    app.after_request(_name_allowed(settings.allowed_origins))


def _refuse_foreign(allowed: frozenset[str]) -> Callable[[], Response | None]:
    def refuse_foreign() -> Response | None:
        origin = request.headers.get("Origin")
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return Response(status=204)
        if origin is not None and origin not in allowed and request.method not in _SAFE_METHODS:
            raise ForeignOrigin
        return None

    return refuse_foreign


def _name_allowed(allowed: frozenset[str]) -> Callable[[Response], Response]:
    def name_allowed(response: Response) -> Response:
        origin = request.headers.get("Origin")
        if origin is None or origin not in allowed:
            return response
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Expose-Headers"] = _REPLY_HEADERS
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = _METHODS
            response.headers["Access-Control-Allow-Headers"] = _REQUEST_HEADERS
            response.headers["Access-Control-Max-Age"] = str(_PREFLIGHT_S)
        return response

    return name_allowed
