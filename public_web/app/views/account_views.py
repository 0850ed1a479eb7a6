"""The player's own account: who one is, how one likes it, where one is signed in, and the way out."""

import json
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.models.account import Account
from app.security.look import CHOICES, Look
from app.services import account_service
from app.services.api_client import LoginChange
from app.services.errors import ApiError, SignedOut
from app.views.auth_views import EMAIL, NAME, PASSWORD, letter_sent
from app.views.caller import api, signed_in
from app.views.forms import Form, again, missing, refused, typed
from app.views.kept import forget
from app.views.look_views import current_look, keep_look

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Who one is here; guests can make an account of it."""
    account = account_service.me(api())
    return _profile(account, renaming=Form({"name": account.name}))


@blueprint.post("/name")
@signed_in
def rename() -> ResponseReturnValue:
    """What the game calls one."""
    values = typed("name")
    errors = missing(values, dict([NAME]))
    if errors:
        return _profile(account_service.me(api()), renaming=again(values, errors)), 422
    try:
        account_service.rename(api(), values["name"])
    except ApiError as error:
        return _profile(account_service.me(api()), renaming=refused(values, error)), error.status
    return redirect(url_for("account.show", said="renamed"), 303)


@blueprint.post("/keep")
@signed_in
def keep() -> ResponseReturnValue:
    """Turns a guest into an account, keeping all it has."""
    values = typed("name", "email", "password")
    errors = missing(values, dict([NAME, EMAIL, PASSWORD]))
    if errors:
        return _profile(account_service.me(api()), keeping=again(values, errors)), 422
    try:
        account_service.keep_guest(api(), values["email"], values["password"], values["name"])
    except ApiError as error:
        return _profile(account_service.me(api()), keeping=refused(values, error)), error.status
    return letter_sent(
        "Confirm your e-mail", values["email"], "a link that makes this account yours for good"
    )


@blueprint.get("/settings")
@signed_in
def settings_page() -> ResponseReturnValue:
    """Theme, text size, motion, the storyteller's tone, and mails."""
    return _settings(account_service.me(api()), Form())


@blueprint.post("/settings")
@signed_in
def change_settings() -> ResponseReturnValue:
    """Changes the account's preferences, and how this device looks with them."""
    values = typed(*CHOICES, "tone", "turn_mails")
    try:
        account = account_service.prefer(api(), {name: word for name, word in values.items() if word})
    except ApiError as error:
        return _settings(account_service.me(api()), refused({}, error)), error.status
    keep_look(Look().with_choices(account.preferences))
    return redirect(url_for("account.settings_page", said="saved"), 303)


@blueprint.get("/devices")
@signed_in
def devices() -> ResponseReturnValue:
    """Where one is signed in."""
    return _page("devices", devices=account_service.devices(api()))


@blueprint.post("/devices/<device_id>/sign-out")
@signed_in
def sign_out_device(device_id: str) -> ResponseReturnValue:
    """Ends the sign-in of one device; of this one too, if that is meant."""
    try:
        account_service.sign_out_device(api(), device_id)
    except SignedOut:
        raise
    except ApiError as error:
        if error.status != 404:  # it is signed out already: what was asked for holds
            raise
    return redirect(url_for("account.devices", said="signed_out"), 303)


@blueprint.get("/data")
@signed_in
def data() -> ResponseReturnValue:
    """Taking along what the game keeps about one, and leaving for good."""
    return _page("data", account=account_service.me(api()), form=Form())


@blueprint.get("/data.json")
@signed_in
def export() -> ResponseReturnValue:
    """All that the game keeps about one, as a file."""
    document = json.dumps(account_service.export(api()), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="code-of-conquest.json"'}
    return Response(document, mimetype="application/json", headers=headers)


@blueprint.post("/delete")
@signed_in
def delete() -> ResponseReturnValue:
    """The account and its characters are gone afterwards. Needs the password, and from guests a tick."""
    account = account_service.me(api())
    values = typed("sure") if account.is_guest else typed("password", "sure")
    needed = {"sure": "Your word that you mean it"} | ({} if account.is_guest else dict([PASSWORD]))
    errors = missing(values, needed)
    if errors:
        return _page("data", account=account, form=again(values, errors)), 422
    try:
        account_service.delete(api(), values.get("password"))
    except SignedOut:
        raise
    except ApiError as error:
        form = refused(values, error)
        if error.code == "bad_credentials":
            form = again(values, {"password": "That is not the password of this account."})
        return _page("data", account=account, form=form), error.status
    api().login_change = LoginChange(None)
    forget()
    return redirect(url_for("account.gone"), 303)


@blueprint.get("/gone")
def gone() -> ResponseReturnValue:
    """The last page of an account."""
    return render_template("account/gone.html")


def _profile(account: Account, *, renaming: Form | None = None, keeping: Form | None = None) -> str:
    named = Form({"name": account.name})
    return _page("show", account=account, renaming=renaming or named, keeping=keeping or named)


def _settings(account: Account, form: Form) -> str:
    preferred = Look().with_choices(account.preferences)
    look = current_look() if preferred == Look() else preferred
    return _page("settings", account=account, look=look, form=form)


def _page(name: str, **context: Any) -> str:
    return render_template(f"account/{name}.html", said=request.args.get("said", ""), **context)
