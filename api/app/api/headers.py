"""The headers that stand on every reply, errors too."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response

from app.config import Settings

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def security_headers(settings: Settings) -> dict[str, str]:
    """By name."""
    headers = {
        "Content-Security-Policy": _content_policy(settings.gateway_public_url),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": _PERMISSIONS,
        "Vary": "Origin",
    }
    if settings.is_production:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def install(app: Flask, settings: Settings) -> None:
    """Outside Flask, so that no reply escapes."""
    app.wsgi_app = _Dresser(app.wsgi_app, security_headers(settings))  # type: ignore[method-assign]  # as Flask means it


def cached_publicly(response: Response, max_age_s: int) -> Response:
    """For what is the same for everybody."""
    response.headers["Cache-Control"] = f"public, max-age={max_age_s}"
    return response


class _Dresser:
    """Private unless the view says otherwise: no cache keeps an answer that does not name its own rule."""

    def __init__(self, app: "WSGIApplication", headers: Mapping[str, str]) -> None:
        self._app = app
        self._always = list(headers.items())
        self._private = [*self._always, ("Cache-Control", "no-store")]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def dressed(
            status: str, headers: list[tuple[str, str]], error: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            names_rule = any(name == "Cache-Control" for name, _ in headers)
            return start_response(status, headers + (self._always if names_rule else self._private), error)

        return self._app(environ, dressed)


def _content_policy(gateway_url: str) -> str:
    gateway = urlsplit(gateway_url)
    socket_scheme = "wss" if gateway.scheme == "https" else "ws"
    live = f"{gateway.scheme}://{gateway.netloc} {socket_scheme}://{gateway.netloc}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self' {live}; form-action 'self'; base-uri 'none'; object-src 'none'; "
        "frame-ancestors 'none'"
    )
