"""The session cookie on the wire."""

from flask import Request, Response, request

from app.api.context import services
from app.config import Settings
from app.models.errors import Malformed
from app.services.sign_in import SignedIn

_NAME = "coc_session"


def cookie_name(settings: Settings) -> str:
    """`__Host-` in production: browsers then refuse one that another host or plain HTTP planted."""
    return f"__Host-{_NAME}" if settings.is_production else _NAME


def read_cookie(incoming: Request, settings: Settings) -> str | None:
    """The one value. Raises Malformed if there are two: one of them was planted."""
    values = incoming.cookies.getlist(cookie_name(settings))
    if len(values) > 1:
        raise Malformed("There are two session cookies.", code="ambiguous_session")
    return values[0] if values else None


def set_cookie(response: Response, signed_in: SignedIn) -> Response:
    """Hands a fresh login to the client, for as long as it lasts."""
    settings = services().settings
    response.set_cookie(
        cookie_name(settings),
        signed_in.cookie,
        expires=signed_in.login.expires_at,
        path="/",
        secure=settings.is_production,
        httponly=True,
        samesite="Lax",
    )
    return response


def clear_cookie(response: Response) -> Response:
    """Takes the login from the client."""
    settings = services().settings
    response.delete_cookie(
        cookie_name(settings), path="/", secure=settings.is_production, httponly=True, samesite="Lax"
    )
    return response


def presented_cookie() -> str | None:
    """This request's value. Raises Malformed."""
    return read_cookie(request, services().settings)
