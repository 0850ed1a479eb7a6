"""What one does on the play page: acting, fighting, taking back, and having it told again."""

import uuid
from collections.abc import Mapping, Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.models.turn import Acceptance, Turn
from app.services import session_service
from app.services.errors import ApiError
from app.views.caller import api, is_htmx, settings, signed_in
from app.views.errors import failure
from app.views.forms import Form, refused, typed
from app.views.play_pieces import MODES, TURNS_A_PAGE, fresh_form, scene_pieces, whole_page

blueprint = Blueprint("deeds", __name__, url_prefix="/play/<session_id>")

STALE = "Something has happened meanwhile{what}. Have a look at it, and send again what you still mean."
_MOST_NAMED = 3
"""Turns that a sentence about what happened meanwhile names."""

_AIMS = {"enemy": "enemy_id", "ally": "ally_id", "fallen_ally": "fallen_id"}
"""Kind of target → the field of the form that holds whom one aims at."""


@blueprint.post("/action")
@signed_in
def act(session_id: str) -> ResponseReturnValue:
    """Free words in one of the modes, or a suggestion taken up."""
    values = typed("action", "action_id", "mode", "for_character_id")
    suggestion_id = request.form.get("suggestion_id", "")
    what = _based({"suggestion_id": suggestion_id} if suggestion_id else _words(values))
    if not suggestion_id and not values["action"]:
        return _refusal(session_id, Form(values, {"action": "Say what you want to do."}), 422)
    try:
        done = session_service.act(api(), session_id, what, _action_id(), settings().action_wait_s)
    except ApiError as error:
        return _refused(session_id, values, error)
    return _after(session_id, done, values["mode"])


@blueprint.post("/combat")
@signed_in
def fight(session_id: str) -> ResponseReturnValue:
    """One move of the fight. `use` is `ability:<id>:<kind of target>` or `item:<id>:<kind of target>`."""
    try:
        done = session_service.fight(
            api(), session_id, _based(_move()), _action_id(), settings().action_wait_s
        )
    except ApiError as error:
        return _refused(session_id, {}, error)
    return _after(session_id, done)


@blueprint.post("/round/take-back")
@signed_in
def take_back(session_id: str) -> ResponseReturnValue:
    """What one has handed in for the running round is not meant after all."""
    try:
        session_service.take_back(api(), session_id)
    except ApiError as error:
        return _refused(session_id, {}, error)
    if not is_htmx():
        return redirect(url_for("play.page", session_id=session_id, _anchor="round"), 303)
    return scene_pieces(session_id)


@blueprint.post("/undo")
@signed_in
def undo(session_id: str) -> ResponseReturnValue:
    """Takes the last turn back; what was typed meanwhile stays where it is."""
    try:
        done = session_service.undo(api(), session_id, _action_id(), settings().action_wait_s)
    except ApiError as error:
        return _refused(session_id, {}, error)
    if not is_htmx():
        return redirect(url_for("play.page", session_id=session_id, _anchor="stage"), 303)
    latest = session_service.turns(api(), session_id, TURNS_A_PAGE).turns
    changed = [one for one in latest if one.is_undone or one.id == done.turn_id]
    return scene_pieces(session_id, turns=changed)


@blueprint.post("/turns/<turn_id>/retry")
@signed_in
def retry(session_id: str, turn_id: str) -> ResponseReturnValue:
    """Has the same events told anew."""
    return _told(session_id, session_service.retry(api(), session_id, turn_id))


@blueprint.post("/turns/<turn_id>/stop")
@signed_in
def stop(session_id: str, turn_id: str) -> ResponseReturnValue:
    """No more word by word: the rest of the telling comes at once."""
    return _told(session_id, session_service.stop(api(), session_id, turn_id))


@blueprint.post("/end")
@signed_in
def end(session_id: str) -> ResponseReturnValue:
    """Closes the adventure; the character goes home."""
    try:
        session_service.end(api(), session_id, str(uuid.uuid4()))
    except ApiError as error:
        return _refused(session_id, {}, error)
    return redirect(url_for("play.page", session_id=session_id), 303)


def _action_id() -> str:
    return request.form.get("action_id", "").strip() or str(uuid.uuid4())


def _based(what: Mapping[str, str]) -> dict[str, object]:
    """With the version that the page showed (in a party others may have changed things since), and whom it is for if
    that is somebody who is away."""
    version, absent = request.form.get("based_on", ""), request.form.get("for_character_id", "")
    meant = {**what} | ({"for_character_id": absent} if absent else {})
    return {**meant} | ({"based_on": int(version)} if version.isdecimal() and len(version) < 16 else {})


def _words(values: Mapping[str, str]) -> dict[str, str]:
    """`do` is what the API takes words for by itself."""
    return {"action": values["action"]} | ({"mode": values["mode"]} if values["mode"] in MODES[1:] else {})


def _move() -> Mapping[str, str]:
    kind, _, rest = request.form.get("use", "").partition(":")
    used, _, aim = rest.rpartition(":")
    if kind not in ("ability", "item") or not used:
        return {}
    target_id = request.form.get(_AIMS.get(aim, ""), "")
    return {f"{kind}_id": used} | ({"target_id": target_id} if target_id else {})


def _told(session_id: str, turn: Turn) -> ResponseReturnValue:
    if not is_htmx():
        return redirect(url_for("play.page", session_id=session_id, _anchor=f"turn-{turn.id}"), 303)
    return render_template("play/_turn.html", turn=turn, session_id=session_id)


def _after(session_id: str, done: Acceptance, mode: str = "") -> ResponseReturnValue:
    if not is_htmx():
        spoken = mode if mode in MODES[1:] else None
        target = url_for("play.page", session_id=session_id, mode=spoken, _anchor="composer")
        return redirect(target, 303)
    told = done.turn or session_service.turn(api(), session_id, done.turn_id)
    return scene_pieces(session_id, done=told, composer=fresh_form(mode))


def _refused(session_id: str, values: Mapping[str, str], error: ApiError) -> ResponseReturnValue:
    """With what happened meanwhile, if that is why."""
    form = refused(values, error)
    if error.code != "stale":
        return _refusal(session_id, form, error.status)
    turns = _meanwhile(session_id, error.details.get("turns"))
    told = "; ".join(_in_short(one) for one in turns[:_MOST_NAMED])
    said = STALE.format(what=f" ({told})" if told else "")
    return _refusal(session_id, Form(form.values, form.errors, said, form.code), error.status, turns)


def _meanwhile(session_id: str, told: object) -> tuple[Turn, ...]:
    """The turns of the log that a refusal names, oldest first."""
    ids = {one.get("id") for one in told if isinstance(one, Mapping)} if isinstance(told, list) else set()
    if not ids:
        return ()
    latest = session_service.turns(api(), session_id, TURNS_A_PAGE).turns
    return tuple(one for one in latest if one.id in ids)


def _in_short(turn: Turn) -> str:
    if turn.character_name and turn.action:
        return f"{turn.character_name}: “{turn.action}”"
    return turn.log[0].rstrip(".") if turn.log else "a turn went by"


def _refusal(session_id: str, form: Form, status: int, turns: Sequence[Turn] = ()) -> ResponseReturnValue:
    """The composer with what was typed and why it was refused; the scene too, since the page may have been behind."""
    if status == 404:
        return failure(404)
    # A new id: under the old one the API would repeat its refusal.
    fresh = fresh_form(form.get("mode")).values
    typed_before = {name: form.values[name] for name in ("action", "for_character_id") if name in form.values}
    kept = Form({**fresh, **typed_before}, form.errors, form.error, form.code)
    if is_htmx():
        return scene_pieces(session_id, turns=turns, composer=kept), status
    return whole_page(session_id, kept, with_recap=False), status
