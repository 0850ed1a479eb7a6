"""The first page, and the short way into the game."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.presentation import portraits
from app.presentation.names import suggest_name
from app.services import account_service, character_service, content_service, session_service
from app.services.api_client import Api
from app.services.errors import ApiError
from app.views.caller import api, is_signed_in, signed_in
from app.views.creation_views import APPEARANCE, LOOKS, appearance_of
from app.views.forms import Form, again, missing, refused, typed
from app.views.making import make

blueprint = Blueprint("home", __name__)

FIRST_CLASS, FIRST_ORIGIN = "vanguard", "noble_exile"


@blueprint.get("/")
def landing() -> ResponseReturnValue:
    """What this is, and the door in."""
    return render_template("landing.html")


@blueprint.post("/play-now")
def play_now() -> ResponseReturnValue:
    """One click: a guest if nobody is signed in, then on to the character, or straight back into the adventure."""
    if not is_signed_in():
        account_service.play_as_guest(api())
        return redirect(url_for("home.begin"), 303)
    return redirect(_where_it_goes_on(api()), 303)


@blueprint.get("/begin")
@signed_in
def begin() -> ResponseReturnValue:
    """A whole character on one page, everything chosen already."""
    name = suggest_name()
    values = {"name": name, "suggested": name, "class_id": FIRST_CLASS, "origin_id": FIRST_ORIGIN}
    values["portrait"] = portraits.suggest()
    return _begin_page(Form(values))


@blueprint.post("/begin")
@signed_in
def begin_adventure() -> ResponseReturnValue:
    """Makes the character and sets out with it."""
    if request.form.get("intent") == "another_name":
        name = suggest_name()
        values = {**typed("class_id", "origin_id", *LOOKS), "name": name, "suggested": name}
        return _begin_page(Form(values))
    values = typed("name", "suggested", "class_id", "origin_id", *LOOKS)
    errors = missing(values, {"name": "A name", "class_id": "A class", "origin_id": "An origin"})
    if errors:
        return _begin_page(again(values, errors)), 422
    try:
        made = make(values, appearance_of(values))
    except ApiError as error:
        return _begin_page(refused(values, error)), error.status
    return redirect(url_for("play.page", session_id=session_service.start(api(), made.id).id), 303)


def _begin_page(form: Form) -> str:
    return render_template(
        "character/begin.html",
        form=form,
        classes=sorted(content_service.classes(api()), key=lambda one: one.id != FIRST_CLASS),
        origins=sorted(content_service.origins(api()), key=lambda one: one.id != FIRST_ORIGIN),
        appearance=APPEARANCE,
        abilities=content_service.names(api(), "abilities"),
        items=content_service.names(api(), "items"),
    )


def _where_it_goes_on(caller: Api) -> str:
    characters = character_service.characters(caller)
    playing = next((one.session_id for one in characters if one.session_id), None)
    if playing:
        return url_for("play.page", session_id=playing)
    return url_for("characters.index") if characters else url_for("home.begin")
