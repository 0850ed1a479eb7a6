"""Requests that change something must come from our own pages.

Two bars: a token that only our pages hold, bound to the visitor and to the login; and what the browser itself says
about where the request comes from (Sec-Fetch-Site, or Origin in browsers without it).
"""

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from flask import Request, current_app, g, request, session

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_VISITOR = "visitor"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignRequest(Exception):
    """A request that another site sent, or whose token is not this visitor's.

    `is_ours`: the browser itself says that one of our pages sent it. Then it is a form that has grown old.
    """

    def __init__(self, reason: str, *, is_ours: bool = False) -> None:
        self.reason, self.is_ours = reason, is_ours
        super().__init__(reason)


def csrf_token() -> str:
    """The token for the forms of this visitor under the present login."""
    if _VISITOR not in session:
        session[_VISITOR] = secrets.token_urlsafe(18)
    return _token_of(str(session[_VISITOR]), g.get("login"))


def guard() -> None:
    """Before each request. Raises ForeignRequest."""
    if request.method in _SAFE_METHODS:
        return
    is_ours = _require_own_site(request)
    sent = request.headers.get(HEADER) or request.form.get(FIELD, "")
    visitor = session.get(_VISITOR)
    if not isinstance(visitor, str):
        raise ForeignRequest("no_visitor", is_ours=is_ours)
    if not hmac.compare_digest(sent.encode(), _token_of(visitor, g.get("login")).encode()):
        raise ForeignRequest("wrong_token", is_ours=is_ours)


def _token_of(visitor: str, login: str | None) -> str:
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"csrf\n{visitor}\n{login or ''}".encode(), hashlib.sha256).hexdigest()


def _require_own_site(incoming: Request) -> bool:
    """Whether the browser vouches for it; raises ForeignRequest if it says the opposite."""
    site = incoming.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise ForeignRequest("other_site")
        return site == "same-origin"
    origin = incoming.headers.get("Origin")
    if origin is None:
        return False  # an old browser that names neither: the token alone decides
    parts = urlsplit(incoming.host_url)
    if origin != f"{parts.scheme}://{parts.netloc}":
        raise ForeignRequest("other_origin")
    return True
