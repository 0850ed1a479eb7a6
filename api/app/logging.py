"""Logs: JSON, one event a line. Secrets are redacted, control characters escaped."""

import json
import logging
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from app.config import Settings

REDACTED = "[redacted]"

_SECRET_KEYS = re.compile(r"password|secret|token|ticket|cookie|authorization|api_?key", re.IGNORECASE)
_SECRET_TEXT = re.compile(
    r"(?P<key>[?&](?:secret|ticket|token|code)=)[^&\s\"']+"  # mail links, stream tickets
    r"|gAAAA[\w-]{40,}=*"  # sealed cookies
    r"|(?P<login>://[^\s/@:]*:)[^\s/@]+(?=@)",  # passwords in addresses of servers
)
_MAX_TEXT = 4000
_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=str)


def configure_logging(settings: Settings, stream: TextIO = sys.stdout) -> None:
    """For this process, whoever logs: our own code by structlog, libraries by the standard module."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    renderer = structlog.processors.JSONRenderer(serializer=_as_json)
    level = logging.INFO if settings.is_production else logging.DEBUG
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=cast(TextIO, _Unfailing(stream))),
        cache_logger_on_first_use=True,
    )
    _join_standard_logging(shared, renderer, stream)


class _Unfailing:
    """A stream that loses a line rather than raise: when the disk is full, the game goes on as far as it can."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Hides what must not be read in a log: by the name of its key, and by its look inside longer text."""
    return {key: _safe(key, value) for key, value in event.items()}


def _safe(key: str, value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if _is_secret(key):
        return REDACTED
    if isinstance(value, str):
        return _without_secrets(value)
    if isinstance(value, Mapping):
        return {str(name): _safe(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_safe(key, inner) for inner in value]
    return _without_secrets(str(value))


@lru_cache(maxsize=1024)
def _is_secret(key: str) -> bool:
    return _SECRET_KEYS.search(key) is not None


def _without_secrets(text: str) -> str:
    if "=" in text or "@" in text or "gAAAA" in text:
        text = _SECRET_TEXT.sub(_kept_part, text)
    return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT] + "…"


def _kept_part(match: re.Match[str]) -> str:
    return f"{match['key'] or match['login'] or ''}{REDACTED}"


def _as_json(event: EventDict, **_: Any) -> str:
    """Everything outside ASCII is escaped, so no text can break a line or steer a terminal."""
    return _ENCODER.encode(event).replace("\x7f", "\\u007f")


def _join_standard_logging(shared: list[Processor], renderer: Processor, stream: TextIO) -> None:
    """Libraries' warnings and worse, in the same form."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
