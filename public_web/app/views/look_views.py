"""How the pages look: read with every request, changed by a small form that anybody may send."""

from flask import Blueprint, Flask, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.models.account import Account
from app.security.look import CHOICES, Look, keep, look_of
from app.security.redirects import local_path
from app.views.caller import is_signed_in, settings
from app.views.forms import typed
from app.views.kept import page_of_form

blueprint = Blueprint("look", __name__)


@blueprint.get("/look")
def show() -> ResponseReturnValue:
    """The choices, for whoever is not signed in; the others have them among their settings."""
    if is_signed_in():
        return redirect(url_for("account.settings_page"), 303)
    back = local_path(page_of_form(), url_for("home.landing"))
    return render_template("account/look.html", look=current_look(), back=back)


@blueprint.post("/look")
def change() -> ResponseReturnValue:
    """Changes this device's look and goes back to the page (`next`) that asked. Unknown words change nothing."""
    keep_look(current_look().with_choices(typed(*CHOICES)))
    return redirect(local_path(request.form.get("next"), url_for("home.landing")), 303)


def current_look() -> Look:
    """The look of the present request's device."""
    found: Look = g.look
    return found


def adopt_look(account: Account) -> None:
    """This device looks as the account prefers; who never chose anything keeps what the device has."""
    preferred = Look().with_choices(account.preferences)
    if preferred != Look():
        keep_look(preferred)


def keep_look(look: Look) -> None:
    """From now on this device looks so; the present reply carries it."""
    g.look_to_keep = g.look = look


def set_up_look(app: Flask) -> None:
    """Reads the look before each request, and hands a changed one to the browser."""
    app.before_request(_read)
    app.after_request(_hand_on)
    app.jinja_env.globals["device_look"] = lambda: g.get("look", Look())


def _read() -> None:
    g.look = look_of(request)


def _hand_on(response: Response) -> Response:
    changed: Look | None = g.get("look_to_keep")
    if changed is not None:
        keep(response, changed, secure=settings().is_production)
    return response
