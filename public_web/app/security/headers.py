"""Headers on every reply, errors included."""

from flask import Flask, Response, request

from app.config import Settings

_YEAR_S = 31_536_000
_DAY_S = 86_400


def content_security_policy(settings: Settings) -> str:
    """Nothing but our own files, no inline script or style, and the live connections."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            " ".join(["connect-src 'self'", *settings.live_origins]),
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        ]
    )


def set_up_headers(app: Flask, settings: Settings) -> None:
    """Pages are private unless a view said otherwise; files with a fingerprint in their address never change."""
    fixed = {
        "Content-Security-Policy": content_security_policy(settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    if settings.is_production:
        fixed["Strict-Transport-Security"] = f"max-age={_YEAR_S}; includeSubDomains"

    def add(response: Response) -> Response:
        response.headers.update(fixed)
        response.headers["Cache-Control"] = _caching() if response.status_code < 400 else "no-store"
        return response

    app.after_request(add)


def _caching() -> str:
    if request.endpoint == "portraits.show":
        return f"private, max-age={_YEAR_S}, immutable" if "v" in request.args else "private, no-cache"
    if request.endpoint != "static":
        return "no-store"
    if "v" in request.args:
        return f"public, max-age={_YEAR_S}, immutable"
    if request.path.startswith("/static/vendor/"):
        return f"public, max-age={_DAY_S}"
    return "no-cache"  # modules that import each other: asked for again each time, sent only if they changed
