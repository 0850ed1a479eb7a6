"""The play page: the story so far and what stands around. What one does about it is in `deed_views`."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.presentation.chart import drawn_chart
from app.services import chronicle_service, session_service
from app.services.errors import ApiError
from app.views.caller import api, is_htmx, signed_in
from app.views.play_pieces import TURNS_A_PAGE, fresh_form, scene_pieces, whole_page

blueprint = Blueprint("play", __name__, url_prefix="/play/<session_id>")


@blueprint.get("")
@signed_in
def page(session_id: str) -> ResponseReturnValue:
    """The whole page, or the lobby of a party that still gathers.

    `mode` is how the last words were meant; `recap=off` leaves out what came before; `change=1` puts what one has
    handed in for the round into the composer.
    """
    composer = fresh_form(request.args.get("mode", "do"))
    with_recap, is_change = request.args.get("recap") != "off", request.args.get("change") == "1"
    try:
        return whole_page(session_id, composer, with_recap=with_recap, is_change=is_change)
    except ApiError as error:
        if error.code != "in_lobby":
            raise
        return redirect(url_for("parties.show", session_id=session_id), 303)


@blueprint.get("/scene")
@signed_in
def scene(session_id: str) -> ResponseReturnValue:
    """Everything around the log, for when something has changed."""
    return scene_pieces(session_id)


@blueprint.get("/turns")
@signed_in
def turns(session_id: str) -> ResponseReturnValue:
    """Older turns (`before`), to be put above those on the page; without script a page of its own."""
    found = session_service.turns(api(), session_id, TURNS_A_PAGE, request.args.get("before"))
    template = "play/_older.html" if is_htmx() else "play/older.html"
    return render_template(template, page=found, session_id=session_id)


@blueprint.get("/turns/latest")
@signed_in
def latest(session_id: str) -> ResponseReturnValue:
    """The turns that the page does not show yet (`after`: the last seq that it shows), and those taken back of late."""
    after = request.args.get("after", "0")
    seen = int(after) if after.isdecimal() and len(after) < 12 else 0
    fresh = session_service.turns_since(api(), session_id, seen, TURNS_A_PAGE)
    return render_template("play/_turns.html", turns=fresh, session_id=session_id)


@blueprint.get("/turns/<turn_id>")
@signed_in
def turn(session_id: str, turn_id: str) -> ResponseReturnValue:
    """One turn as it stands in the log."""
    found = session_service.turn(api(), session_id, turn_id)
    return render_template("play/_turn.html", turn=found, session_id=session_id)


@blueprint.get("/map")
@signed_in
def chart(session_id: str) -> ResponseReturnValue:
    """The known places, for the sheet over the story. The page of the map is the character's."""
    found = chronicle_service.chart(api(), session_id)
    return render_template("play/_map.html", chart=drawn_chart(found), session_id=session_id)


@blueprint.post("/ticket")
@signed_in
def ticket(session_id: str) -> ResponseReturnValue:
    """For the page's script: where to listen."""
    return jsonify(session_service.realtime_ticket(api(), session_id))
