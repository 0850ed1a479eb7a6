"""Every error a client can see: the one table of statuses, and the envelope round all of them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NoReturn

import structlog
from flask import Flask, Response
from flask_limiter import RateLimitExceeded
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from app.api.body_guard import UnsupportedBody
from app.api.envelope import ErrorBody, failed
from app.api.limits import retry_after_s
from app.models import errors as game

log = structlog.get_logger(__name__)

STATUSES: Mapping[type[game.GameError], HTTPStatus] = {
    game.Malformed: HTTPStatus.BAD_REQUEST,
    UnsupportedBody: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    game.Unauthenticated: HTTPStatus.UNAUTHORIZED,
    game.TierTooLow: HTTPStatus.PAYMENT_REQUIRED,
    game.QuotaReached: HTTPStatus.PAYMENT_REQUIRED,
    game.Forbidden: HTTPStatus.FORBIDDEN,
    game.NotFound: HTTPStatus.NOT_FOUND,
    game.Conflict: HTTPStatus.CONFLICT,
    game.WrongMoment: HTTPStatus.CONFLICT,
    game.IllegalMove: HTTPStatus.CONFLICT,
    game.LimitReached: HTTPStatus.CONFLICT,
    game.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    game.UnsupportedPicture: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    game.InvalidToken: HTTPStatus.UNPROCESSABLE_ENTITY,
    game.Throttled: HTTPStatus.TOO_MANY_REQUESTS,
    game.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""A subclass has the status of its nearest base that stands here."""

_CODES: Mapping[int, tuple[str, str]] = {
    400: ("malformed", "The request could not be read."),
    404: ("not_found", "There is nothing here by that name."),
    405: ("method_not_allowed", "This address does not take that method."),
    413: ("too_large", "The request is too large."),
    414: ("address_too_long", "The address is too long."),
    415: ("unsupported_media_type", "Please send JSON, with Content-Type: application/json."),
    429: ("throttled", "Too many requests. Please wait a little."),
    431: ("headers_too_large", "The request's headers are too large."),
    500: ("internal_error", "Something went wrong on our side. It has been noted."),
}

_WORDING: Mapping[str, str] = {
    "missing": "is required",
    "extra_forbidden": "is not known here",
    "int_type": "must be a whole number",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "string_too_short": "is too short",
    "string_too_long": "is too long",
}
"""By pydantic's name of the mistake; the others have pydantic's own words, which quote no input."""


def install(app: Flask) -> None:
    """Puts every error of the app into the envelope."""
    app.register_error_handler(game.GameError, game_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, unexpected_error)


def status_of(kind: type[game.GameError]) -> HTTPStatus:
    """The status of that kind of error. KeyError for one that has no base in the table."""
    return next(STATUSES[base] for base in kind.__mro__ if base in STATUSES)


def game_error(error: game.GameError) -> Response:
    """Any refusal of the game, with Retry-After where waiting helps."""
    status = status_of(type(error))
    details = _details(error)
    wait_s = details.get("retry_after_s")
    response = failed(ErrorBody(code=error.code, message=error.message, details=details), status)
    if isinstance(wait_s, int):
        response.headers["Retry-After"] = str(wait_s)
    return response


def http_error(error: HTTPException) -> Response:
    """What Flask itself refuses: unknown paths, wrong methods, bodies over the limit, too many requests."""
    status = error.code or 500
    code, message = wording_of(status)
    details: dict[str, object] = {}
    if isinstance(error, RateLimitExceeded):
        details["retry_after_s"] = retry_after_s()
        log.warning("throttled", limit=error.description)
    response = failed(ErrorBody(code=code, message=message, details=details), status)
    for name, value in error.get_headers():
        if name in ("Allow", "Location"):
            response.headers[name] = value
    if "retry_after_s" in details:
        response.headers["Retry-After"] = str(details["retry_after_s"])
    return response


def wording_of(status: int) -> tuple[str, str]:
    """Code and message for what no error of ours explains better."""
    return _CODES.get(status) or ("http_error", HTTPStatus(status).phrase)


def unexpected_error(error: Exception) -> Response:
    """A bug. The log gets everything, the client a code and the request's id."""
    log.error("unexpected_error", exc_info=error)
    code, message = _CODES[500]
    return failed(ErrorBody(code=code, message=message, details={}), 500)


def refuse_invalid(error: ValidationError) -> NoReturn:
    """Raises Invalid with a word on each field, for what pydantic found."""
    fields = {
        ".".join(map(str, one["loc"])) or "body": _worded(one["type"], one["msg"]) for one in error.errors()
    }
    raise game.Invalid(details={"fields": fields})


def _worded(kind: str, message: str) -> str:
    return _WORDING.get(kind) or message.removeprefix("Value error, ")


def _details(error: game.GameError) -> dict[str, object]:
    """Errors name one `field`, or several `fields` with a word on each; clients always get the latter."""
    details = dict(error.details)
    field = details.pop("field", None)
    return details if field is None else {**details, "fields": {str(field): error.message}}
