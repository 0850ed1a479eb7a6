"""The four steps of a new character. What was chosen travels in the address, so that Back and reload keep it."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.presentation import portraits
from app.presentation.names import suggest_name
from app.services import content_service, session_service
from app.services.errors import ApiError
from app.views.caller import api, signed_in
from app.views.forms import Form, again, missing, refused, typed
from app.views.making import make

blueprint = Blueprint("creation", __name__, url_prefix="/characters/new")

APPEARANCE: Mapping[str, tuple[str, ...]] = {
    "build": ("lean", "sturdy", "tall", "broad", "slight"),
    "hair": ("black", "brown", "red", "fair", "silver", "shaven"),
    "eyes": ("brown", "green", "grey", "blue", "amber"),
    "mark": ("none", "a scar across the brow", "ink on both hands", "a burned cheek", "a missing ear"),
}
"""The choices of the customise step; free text to the API."""

LOOKS: Mapping[str, tuple[str, ...]] = {"portrait": portraits.DRAWN, **APPEARANCE}
"""All of a character's appearance: the drawing, and the words."""

CHOICES = ("origin_id", "class_id", "name", "suggested", *LOOKS)


def appearance_of(values: Mapping[str, str]) -> dict[str, str]:
    """The chosen appearance; what is not among the choices is left out."""
    return {part: values[part] for part, choices in LOOKS.items() if values.get(part) in choices}


@blueprint.get("")
@signed_in
def origin() -> ResponseReturnValue:
    """Step 1: where the character comes from."""
    return _step(
        "origin", origins=content_service.origins(api()), items=content_service.names(api(), "items")
    )


@blueprint.get("/class")
@signed_in
def profession() -> ResponseReturnValue:
    """Step 2: what it has learned."""
    if not _chosen()["origin_id"]:
        return redirect(url_for("creation.origin"), 303)
    return _step(
        "class",
        classes=content_service.classes(api()),
        abilities=content_service.names(api(), "abilities"),
        items=content_service.names(api(), "items"),
    )


@blueprint.get("/customise")
@signed_in
def customise() -> ResponseReturnValue:
    """Step 3: name and looks."""
    chosen = _chosen()
    if not (chosen["origin_id"] and chosen["class_id"]):
        return redirect(url_for("creation.origin"), 303)
    if request.args.get("intent") == "another_name" or not chosen["name"]:
        chosen["name"] = chosen["suggested"] = suggest_name()
    chosen["portrait"] = chosen["portrait"] or portraits.suggest()
    return _page("customize", Form(chosen), appearance=APPEARANCE)


@blueprint.get("/confirm")
@signed_in
def confirm() -> ResponseReturnValue:
    """Step 4: one last look."""
    chosen = _chosen()
    errors = missing(chosen, {"name": "A name"})
    if errors:
        return _page("customize", again(chosen, errors), appearance=APPEARANCE), 422
    return _confirm_page(Form(chosen))


@blueprint.post("")
@signed_in
def create() -> ResponseReturnValue:
    """Makes the character, and sets out with it if asked to."""
    values = typed(*CHOICES)
    if errors := missing(values, {"name": "A name"}):
        return _page("customize", again(values, errors), appearance=APPEARANCE), 422
    try:
        made = make(values, appearance_of(values))
    except ApiError as error:
        form = refused(values, error)
        if "name" in form.errors:
            return _page("customize", form, appearance=APPEARANCE), error.status
        return _confirm_page(form), error.status
    if request.form.get("then") == "stay":
        return redirect(url_for("characters.detail", character_id=made.id), 303)
    return redirect(url_for("play.page", session_id=session_service.start(api(), made.id).id), 303)


def _chosen() -> dict[str, str]:
    return {name: request.args.get(name, "").strip()[:100] for name in CHOICES}


def _step(name: str, **context: object) -> str:
    return _page(name, Form(_chosen()), **context)


def _confirm_page(form: Form) -> str:
    classes, origins = content_service.classes(api()), content_service.origins(api())
    return _page(
        "confirm",
        form,
        chosen_class=next((one for one in classes if one.id == form.get("class_id")), None),
        chosen_origin=next((one for one in origins if one.id == form.get("origin_id")), None),
        abilities=content_service.names(api(), "abilities"),
        items=content_service.names(api(), "items"),
        appearance=APPEARANCE,
    )


def _page(step: str, form: Form, **context: object) -> str:
    kept = {name: value for name, value in form.values.items() if value}
    return render_template(f"character/create_{step}.html", form=form, kept=kept, **context)
