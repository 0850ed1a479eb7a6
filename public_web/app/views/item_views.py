"""Wearing, using and dropping things: on the character's page, and in the drawer of the play page."""

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.services import character_service
from app.services.errors import ApiError, SignedOut
from app.views.caller import api, is_htmx, signed_in
from app.views.character_views import refused_page
from app.views.play_pieces import scene_pieces

blueprint = Blueprint("items", __name__)


@blueprint.post("/characters/<character_id>/items/<verb>")
@signed_in
def handle(character_id: str, verb: str) -> ResponseReturnValue:
    """`item_id`, and `slot` where it matters. `session_id` says that the play page asked."""
    session_id = request.form.get("session_id", "")
    try:
        _carry_out(verb, character_id, request.form.get("item_id", ""), request.form.get("slot", ""))
    except SignedOut:
        raise
    except ApiError as error:
        if is_htmx() and session_id:
            return scene_pieces(session_id, pack_error=error.message), error.status
        return refused_page(character_id, error)
    if is_htmx() and session_id:
        return scene_pieces(session_id)
    if session_id:
        return redirect(url_for("play.page", session_id=session_id, _anchor="pack"), 303)
    return redirect(url_for("characters.detail", character_id=character_id, _anchor="pack"), 303)


def _carry_out(verb: str, character_id: str, item_id: str, slot: str) -> None:
    match verb:
        case "equip":
            character_service.wear(api(), character_id, item_id, slot or None)
        case "unequip":
            character_service.take_off(api(), character_id, slot)
        case "use":
            character_service.use(api(), character_id, item_id)
        case "drop":
            character_service.drop(api(), character_id, item_id)
        case _:
            abort(404)
