"""The dice of a tale, in a drawer over the play page."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.services import dice_service, session_service
from app.views.caller import api, is_htmx, signed_in

blueprint = Blueprint("dice", __name__, url_prefix="/play/<session_id>/dice")


@blueprint.get("")
@signed_in
def show(session_id: str) -> ResponseReturnValue:
    """Throws newest first, from `cursor` on; without script a page of its own."""
    found = dice_service.page(api(), session_id, request.args.get("cursor"))
    if is_htmx():
        return render_template("play/_throws.html", page=found, session_id=session_id)
    session = session_service.session(api(), session_id)
    return render_template("play/dice.html", page=found, session=session, session_id=session_id)
