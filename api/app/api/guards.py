"""Who may call a route. Every route says so, or the app does not start.

Guards are declared on the view and run before anything of the request is read, so that a stranger learns nothing from
what a body is refused for. Put them below the route's decorator:

    @blueprint.post("/characters", responses=answers(CharacterView, 201))
    @require_auth
    def create_character(body: NewCharacterBody) -> Response:
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from app.api.context import services
from app.api.session_cookie import presented_cookie
from app.models.enums import Tier
from app.models.errors import EmailNotVerified, TierTooLow, Unauthenticated
from app.models.user import Login, User, tier_rank

View = TypeVar("View", bound=Callable[..., Any])
Check = Callable[[], None]

_ATTRIBUTE = "guards"


def public(view: View) -> View:
    """Open to everybody."""
    return _guarded(view, ())


def require_auth(view: View) -> View:
    """Signed in, guests included; `current_user()` is theirs. Otherwise 401."""
    return _guarded(view, (_check_signed_in,))


def require_email_verified(view: View) -> View:
    """Signed in, with a proven address. Otherwise 401, or 403 `email_not_verified`."""
    return _guarded(view, (_check_signed_in, _check_email))


def require_tier(tier: Tier) -> Callable[[View], View]:
    """Signed in, with that tier or a higher one. Otherwise 401, or 402 `tier_too_low`."""

    def check() -> None:
        if tier_rank(current_user().tier) < tier_rank(tier):
            raise TierTooLow(details={"required_tier": tier})

    return lambda view: _guarded(view, (_check_signed_in, check))


def needs_login(view: Callable[..., Any]) -> bool:
    """Whether only signed-in callers reach that view."""
    return _check_signed_in in getattr(view, _ATTRIBUTE, ())


def current_user() -> User:
    """The signed-in user, on routes that require one."""
    found: User = g.user
    return found


def current_login() -> Login:
    """The login behind the request, on routes that require one."""
    found: Login = g.login
    return found


def caller_if_any() -> tuple[User, Login] | None:
    """On public routes: who is signed in, if anybody. Raises Malformed for two cookies."""
    cookie = presented_cookie()
    found = services().sign_in.recognise(cookie) if cookie else None
    return None if found is None else (found[1], found[0])


def install(app: Flask) -> None:
    """Runs each route's guards before anything else of the request is looked at."""
    app.before_request(_run_guards)


def refuse_unguarded(app: Flask) -> None:
    """Raises RuntimeError naming every route that does not say who may call it."""
    unguarded = [name for name, view in app.view_functions.items() if not hasattr(view, _ATTRIBUTE)]
    if unguarded:
        raise RuntimeError(f"routes without a guard: {', '.join(sorted(unguarded))}")


def _guarded(view: View, checks: Iterable[Check]) -> View:
    """Adds checks to those declared further down; the binding library carries the attribute over to its own view."""
    known: tuple[Check, ...] = getattr(view, _ATTRIBUTE, ())
    setattr(view, _ATTRIBUTE, tuple(dict.fromkeys((*checks, *known))))
    return view


def _run_guards() -> None:
    if request.endpoint is None or request.method == "OPTIONS":
        return
    for check in getattr(current_app.view_functions[request.endpoint], _ATTRIBUTE):
        check()


def _check_signed_in() -> None:
    cookie = presented_cookie()
    found = services().sign_in.recognise(cookie) if cookie else None
    if found is None:
        raise Unauthenticated
    g.login, g.user = found
    g.user_id = found[1].id


def _check_email() -> None:
    if not current_user().email_verified:
        raise EmailNotVerified
