"""The player's characters: all of them, and each with all about it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.models.character import Character
from app.services import account_service, character_service, session_service
from app.services.errors import ApiError
from app.views.caller import api, is_htmx, signed_in
from app.views.errors import failure
from app.views.forms import Form, again, refused, typed

blueprint = Blueprint("characters", __name__, url_prefix="/characters")


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """All of them, and where each one is."""
    return render_template(
        "character/list.html",
        characters=character_service.characters(api()),
        sessions={one.id: one for one in session_service.sessions(api())},
        account=account_service.me(api()),
    )


@blueprint.get("/<character_id>")
@signed_in
def detail(character_id: str) -> ResponseReturnValue:
    """One of them: numbers, equipment, pack."""
    return _page(character_service.character(api(), character_id), Form())


@blueprint.get("/<character_id>/stats/<name>")
@signed_in
def stat(character_id: str, name: str) -> ResponseReturnValue:
    """Why a number is what it is: a card beside it, or a page of its own. What is no number has no page."""
    known = character_service.character(api(), character_id)
    try:
        parts = character_service.stat_parts(api(), character_id, name)
    except ApiError as error:
        if error.status != 422:
            raise
        return failure(404)
    total = sum(part.amount for part in parts)
    template = "character/_why.html" if is_htmx() else "character/stat.html"
    return render_template(template, character=known, stat=name, parts=parts, total=total)


@blueprint.post("/<character_id>/play")
@signed_in
def play(character_id: str) -> ResponseReturnValue:
    """Sets out, or goes on where the character stands."""
    known = character_service.character(api(), character_id)
    session_id = known.session_id or session_service.start(api(), known.id).id
    return redirect(url_for("play.page", session_id=session_id), 303)


@blueprint.post("/<character_id>/retire")
@signed_in
def retire(character_id: str) -> ResponseReturnValue:
    """The character leaves for good, if its name was typed again."""
    known = character_service.character(api(), character_id)
    values = typed("name_again")
    if values["name_again"].casefold() != known.name.casefold():
        wrong = {"name_again": f"To let {known.name} go, type the name as it stands."}
        return _page(known, again(values, wrong)), 422
    try:
        character_service.retire(api(), character_id)
    except ApiError as error:
        return refused_page(character_id, error)
    return redirect(url_for("characters.index"), 303)


def refused_page(character_id: str, error: ApiError) -> ResponseReturnValue:
    """The character's page with the API's objection on top. A 404 is raised on."""
    if error.status == 404:
        raise error
    form = refused({}, error)
    return _page(character_service.character(api(), character_id), form), error.status


def _page(known: Character, form: Form) -> str:
    return render_template(
        "character/detail.html",
        character=known,
        inventory=character_service.inventory(api(), known.id),
        form=form,
        open_item=request.form.get("item_id", ""),
    )
