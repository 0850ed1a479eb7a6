"""Coming by a link: to a seat, or to look on."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.models.party import OpenParty
from app.presentation import portraits
from app.presentation.names import suggest_name
from app.services import account_service, content_service, party_service, session_service
from app.services.errors import ApiError
from app.views.caller import api, is_signed_in, signed_in
from app.views.forms import Form, missing, refused, typed
from app.views.home_views import FIRST_CLASS, FIRST_ORIGIN
from app.views.making import make
from app.views.party_views import free_characters

blueprint = Blueprint("joining", __name__)

NEW = "new"
"""Chosen in place of a character: one is made on the spot."""


@blueprint.get("/join/<code>")
def invitation(code: str) -> ResponseReturnValue:
    """What one is invited to, and with whom one comes. A stranger learns nothing but that there is a door; who sits at
    that table already is led to it."""
    if not is_signed_in():
        return render_template("party/door.html", target=url_for("joining.invitation", code=code), code=code)
    try:
        party = party_service.invitation(api(), code)
    except ApiError as error:
        return _no_way_in(error)
    if party.id in {one.id for one in session_service.sessions(api())}:
        return redirect(url_for("parties.show", session_id=party.id), 303)
    return _join_page(code, party, _fresh_form())


@blueprint.post("/join/<code>/guest")
def come_as_guest(code: str) -> ResponseReturnValue:
    """One click: a guest, and back to the door."""
    if not is_signed_in():
        account_service.play_as_guest(api())
    target = "joining.watch" if request.form.get("to") == "watch" else "joining.invitation"
    return redirect(url_for(target, code=code), 303)


@blueprint.post("/join/<code>")
@signed_in
def join(code: str) -> ResponseReturnValue:
    """Takes the seat, with a character that is there or one made now."""
    values = typed("character_id", "name", "suggested", "class_id")
    needed = {"character_id": "A character"}
    if values["character_id"] == NEW:
        needed |= {"name": "A name", "class_id": "A class"}
    errors = missing(values, needed)
    try:
        if not errors:
            joined = party_service.join_by_code(api(), code, _character_id(values))
            leads_to = "parties.show" if joined.is_gathering else "play.page"
            return redirect(url_for(leads_to, session_id=joined.id), 303)
        form = Form(values, errors)
        status = 422
    except ApiError as error:
        known = error.details.get("session_id")
        if error.code == "already_member" and isinstance(known, str):
            return redirect(url_for("parties.show", session_id=known), 303)
        form, status = refused(values, error), error.status
    try:
        party = party_service.invitation(api(), code)
    except ApiError as error:
        return _no_way_in(error)
    return _join_page(code, party, form), status


@blueprint.get("/watch/<code>")
def watch(code: str) -> ResponseReturnValue:
    """The party that this link shows, to look at and nothing else."""
    if not is_signed_in():
        return render_template("party/door.html", target=url_for("joining.watch", code=code), code=code)
    try:
        seen = party_service.watch(api(), code)
    except ApiError as error:
        return _no_way_in(error)
    return render_template("party/watch.html", seen=seen, code=code)


@blueprint.get("/watch/<code>/now")
@signed_in
def watch_now(code: str) -> ResponseReturnValue:
    """What moves on that page."""
    try:
        seen = party_service.watch(api(), code)
    except ApiError as error:
        if error.code != "invalid_invite":
            raise
        return "", 200, {"HX-Redirect": url_for("joining.watch", code=code)}
    return render_template("party/_watched.html", seen=seen, code=code)


@blueprint.post("/watch/<code>/ticket")
@signed_in
def watch_ticket(code: str) -> ResponseReturnValue:
    """For that page's script: where to listen."""
    return jsonify(party_service.ticket_to_watch(api(), code))


def _character_id(values: dict[str, str]) -> str:
    if values["character_id"] != NEW:
        return values["character_id"]
    looks = {"portrait": portraits.suggest()}
    made = make({**values, "origin_id": FIRST_ORIGIN}, looks)
    values["character_id"] = made.id  # refused at the door, it is there for the next try
    return made.id


def _fresh_form() -> Form:
    free, name = free_characters(), suggest_name()
    chosen = free[0].id if free else NEW
    return Form({"character_id": chosen, "name": name, "suggested": name, "class_id": FIRST_CLASS})


def _join_page(code: str, party: OpenParty, form: Form) -> str:
    return render_template(
        "party/join.html",
        code=code,
        party=party,
        form=form,
        characters=free_characters(),
        classes=sorted(content_service.classes(api()), key=lambda one: one.id != FIRST_CLASS),
        new=NEW,
    )


def _no_way_in(error: ApiError) -> ResponseReturnValue:
    """The page for links that lead nowhere (any more)."""
    form = refused({}, error)
    return render_template("party/no_way_in.html", form=form), error.status
