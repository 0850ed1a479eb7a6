"""What was typed when the sign-in had ended: it stays with the visitor until it is sent again or thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface

from app.logging import log
from app.security.redirects import local_path
from app.views.forms import NEVER_GIVEN_BACK

_KEY = "kept"
_MOST_BYTES = 3900
"""Of the visitor's cookie as it is packed and signed: browsers refuse more than 4096 with its name and attributes."""
_MACHINE_MADE = frozenset({"action_id", "next", "intent"})


@dataclass(frozen=True, slots=True)
class Kept:
    """`path` is where the form was going, `page` where it stood, `fields` all of it but passwords."""

    path: str
    page: str
    fields: Mapping[str, str]

    @property
    def words(self) -> list[str]:
        """What a person wrote or chose."""
        return [
            value
            for name, value in self.fields.items()
            if value and name not in _MACHINE_MADE and "_id" not in name
        ]


def keep_typed() -> bool:
    """Keeps the present request's form, if it holds words and is not too long; whether it does."""
    fields = {name: value for name, value in request.form.items() if name not in NEVER_GIVEN_BACK}
    found = Kept(request.path, page_of_form(), fields)
    if request.method != "POST" or not found.words:
        return False
    session[_KEY] = [found.path, found.page, fields]
    g.has_just_kept = True
    size_bytes = _packed_bytes()
    if size_bytes > _MOST_BYTES:
        log.warning("typed_too_long_to_keep", bytes=size_bytes)
        forget()
        return False
    return True


def _packed_bytes() -> int:
    serializer = SecureCookieSessionInterface().get_signing_serializer(current_app)
    return len(serializer.dumps(dict(session))) if serializer else 0


def kept() -> Kept | None:
    """What is kept for this visitor."""
    match session.get(_KEY):
        case [str() as path, str() as page, dict() as fields]:
            return Kept(path, page, fields)
    return None


def forget() -> None:
    """Throws it away."""
    session.pop(_KEY, None)


def page_of_form() -> str:
    """The page that the present request's form stands on, as its browser says; empty if that is not a page of ours."""
    told = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    if told.netloc != request.host:
        return ""
    return local_path(f"{told.path}?{told.query}" if told.query else told.path, "")


def set_up_keeping(app: Flask) -> None:
    """What was sent again at last need not be kept any longer."""

    def settle(response: Response) -> Response:
        found = kept() if request.method == "POST" and not g.get("has_just_kept") else None
        if found is not None and found.path == request.path and response.status_code < 400:
            forget()
        return response

    app.after_request(settle)
