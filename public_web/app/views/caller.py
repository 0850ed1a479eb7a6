"""Who is asking: the API as the visitor of the present request may use it."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.config import Settings
from app.security import csrf
from app.security.cookies import login_of, reissue
from app.services.api_client import Api, ApiClient, Caller
from app.views.kept import keep_typed, kept, page_of_form

P = ParamSpec("P")

_NEEDS_SIGN_IN = "needs_sign_in"


def settings() -> Settings:
    """The app's settings."""
    found: Settings = current_app.extensions["settings"]
    return found


def api() -> Api:
    """The API on behalf of this request's visitor."""
    if "api" not in g:
        caller = Caller(
            login=g.login,
            address=request.remote_addr or "",
            user_agent=request.headers.get("User-Agent", "")[:200],
            request_id=g.request_id,
        )
        g.api = Api(_client(), caller)
    found: Api = g.api
    return found


def is_signed_in() -> bool:
    """Whether the visitor carries a session cookie; only the API knows if it is still good."""
    return bool(g.get("login"))


def signed_in(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Sends visitors without a session cookie to the sign-in page, and back here afterwards, with what they typed."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if is_signed_in():
            return view(*args, **kwargs)
        keep_typed()
        return redirect(url_for("auth.login", next=page_path()), 303)

    vars(guarded)[_NEEDS_SIGN_IN] = True
    return guarded


def needs_sign_in() -> bool:
    """Whether the view that the present request asks for is one for those who are signed in."""
    view = current_app.view_functions.get(request.endpoint or "")
    return _NEEDS_SIGN_IN in vars(view) if view else False


def page_path() -> str:
    """The path to come back to: the page itself, or for anything else the page that its form or part stands on."""
    if request.method in ("GET", "HEAD") and not is_htmx():
        return request.full_path.rstrip("?")
    return page_of_form() or _page_of_adventure() or url_for("characters.index")


def _page_of_adventure() -> str:
    session_id = (request.view_args or {}).get("session_id") or request.form.get("session_id")
    return url_for("play.page", session_id=session_id) if session_id else ""


def is_htmx() -> bool:
    """Whether a part of a page is asked for, not a page."""
    return request.headers.get("HX-Request") == "true"


def set_up_callers(app: Flask) -> None:
    """Reads the login before each request, guards it, and hands on to the browser what the API did to the login."""
    app.before_request(_read_caller)
    app.before_request(csrf.guard)
    app.after_request(_hand_on_login)
    app.jinja_env.globals.update(is_signed_in=is_signed_in, kept=kept)


def _client() -> ApiClient:
    found: ApiClient = current_app.extensions["api_client"]
    return found


def _read_caller() -> None:
    g.request_id = uuid.uuid4().hex
    g.login = None
    if request.endpoint != "static":
        g.login = login_of(request, _client().cookie_name)


def _hand_on_login(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.get("request_id", "")
    found: Api | None = g.get("api")
    if found is not None and found.login_change is not None:
        reissue(response, found.login_change, _client().cookie_name, secure=settings().is_production)
    return response
