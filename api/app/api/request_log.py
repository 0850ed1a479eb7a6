"""One line a request, and the id by which a reply and its lines are found."""

import re
import time
import uuid

import structlog
from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, clear_contextvars

from app.api.context import comes_through_own_hop

log = structlog.get_logger("app.request")

_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def install(app: Flask) -> None:
    """Names each request first of all, and logs it last of all."""
    app.before_request(_begin)
    app.after_request(_finish)


def _begin() -> None:
    g.started = time.perf_counter()
    g.request_id = _request_id()
    clear_contextvars()
    bind_contextvars(request_id=g.request_id)


def _request_id() -> str:
    """One of our own, unless a trusted hop has named the request already."""
    given = request.headers.get("X-Request-ID", "")
    if _GIVEN_ID.fullmatch(given) and comes_through_own_hop():
        return given
    return uuid.uuid4().hex


def _finish(response: Response) -> Response:
    request_id = g.get("request_id") or uuid.uuid4().hex
    response.headers["X-Request-ID"] = request_id
    rule = request.url_rule
    log.info(
        "request",
        method=request.method,
        path=rule.rule if rule is not None else "(unknown)",
        status=response.status_code,
        ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
        user_id=g.get("user_id"),
    )
    return response
