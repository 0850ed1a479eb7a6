"""Logs: one JSON object a line on standard error, without queries, form fields, cookies or tokens."""

import sys
import time

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger("web")

_QUIET = frozenset({"static", "health.health"})


def set_up_logging(app: Flask) -> None:
    """Logs every request when its answer leaves, static files and health checks excepted."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    app.before_request(_start_clock)
    app.after_request(_log_request)


def _start_clock() -> None:
    g.started_at = time.perf_counter()


def _log_request(response: Response) -> Response:
    if request.endpoint in _QUIET:
        return response
    started_at: float = g.get("started_at", time.perf_counter())
    log.info(
        "request",
        method=request.method,
        route=str(request.url_rule) if request.url_rule else None,
        status=response.status_code,
        ms=round((time.perf_counter() - started_at) * 1000, 1),
        request_id=g.get("request_id"),
    )
    return response
