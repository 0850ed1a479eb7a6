"""What a party decides together, on the play page."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.models.vote import Vote
from app.services import session_service, vote_service
from app.services.errors import ApiError
from app.views.caller import api, is_htmx, signed_in
from app.views.errors import failure
from app.views.forms import refused
from app.views.play_pieces import TURNS_A_PAGE, fresh_form, scene_pieces, whole_page

blueprint = Blueprint("votes", __name__, url_prefix="/play/<session_id>/votes")


@blueprint.post("")
@signed_in
def ask(session_id: str) -> ResponseReturnValue:
    """Asks the party for one of the things that it can do together."""
    try:
        vote = vote_service.ask(
            api(), session_id, request.form.get("kind", ""), request.form.getlist("option")
        )
    except ApiError as error:
        return _refused(session_id, error)
    return _after(session_id, vote)


@blueprint.post("/<vote_id>")
@signed_in
def cast(session_id: str, vote_id: str) -> ResponseReturnValue:
    """One's ballot, or another one in its place."""
    try:
        vote = vote_service.cast(api(), session_id, vote_id, request.form.get("choice", ""))
    except ApiError as error:
        return _refused(session_id, error)
    return _after(session_id, vote)


def _after(session_id: str, vote: Vote) -> ResponseReturnValue:
    """With the turn that came of it, and those that it took back."""
    if not is_htmx():
        return redirect(url_for("play.page", session_id=session_id, _anchor="vote-panel"), 303)
    if vote.turn_id is None:
        return scene_pieces(session_id)
    latest = session_service.turns(api(), session_id, TURNS_A_PAGE).turns
    return scene_pieces(session_id, turns=[one for one in latest if one.is_undone or one.id == vote.turn_id])


def _refused(session_id: str, error: ApiError) -> ResponseReturnValue:
    """Said above the composer; the scene comes along, since the page may have been behind."""
    if error.status == 404:
        return failure(404)
    composer = refused(fresh_form().values, error)
    if is_htmx():
        return scene_pieces(session_id, composer=composer), error.status
    return whole_page(session_id, composer, with_recap=False), error.status
