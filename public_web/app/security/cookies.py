"""The session cookie: the API's value under our own name, on our own host."""

import re

from flask import Request, Response

from app.services.api_client import LoginChange

LOGIN_COOKIE = "coc_session"
_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,2048}")
"""What RFC 6265 allows in a cookie's value; anything else could smuggle a second header or cookie to the API."""


class AmbiguousLogin(Exception):
    """The request carries two session cookies: one of them was planted."""


def login_of(request: Request, name: str) -> str | None:
    """The session cookie's value. Raises AmbiguousLogin if there are two; an impossible value counts as none."""
    pairs = (part.strip().partition("=") for part in request.headers.get("Cookie", "").split(";"))
    values = [value.strip().strip('"') for key, _, value in pairs if key.strip() == name]
    if len(values) > 1:
        raise AmbiguousLogin
    if not values or not _VALUE.fullmatch(values[0]):
        return None
    return values[0]


def reissue(response: Response, change: LoginChange, name: str, *, secure: bool) -> None:
    """Sets or clears the cookie as the API did, HTTP-only and for this host alone."""
    if change.value is None:
        response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="Lax")
        return
    response.set_cookie(
        name, change.value, expires=change.expires_at, path="/", secure=secure, httponly=True, samesite="Lax"
    )
