"""The talk of a party, in a drawer over the play page."""

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.services import chat_service, session_service
from app.services.errors import ApiError
from app.views.caller import api, is_htmx, signed_in
from app.views.forms import Form, again, refused, typed

blueprint = Blueprint("chat", __name__, url_prefix="/play/<session_id>/chat")

REASON = "Reported from the page of the party."


@blueprint.get("")
@signed_in
def show(session_id: str) -> ResponseReturnValue:
    """The drawer with the latest; without script a page of its own."""
    return _drawer(session_id, Form({"channel": request.args.get("channel", "ooc")}))


@blueprint.get("/messages")
@signed_in
def messages(session_id: str) -> ResponseReturnValue:
    """The talk alone, for when somebody has said something."""
    found = chat_service.messages(api(), session_id)
    return render_template("play/_chat_log.html", messages=found, session_id=session_id)


@blueprint.post("")
@signed_in
def say(session_id: str) -> ResponseReturnValue:
    """Says it. What is refused stays in the box."""
    values = typed("text", "channel", "to_character_id", "message_id")
    said = {name: value for name, value in values.items() if value}
    if values["channel"] != "whisper":
        said.pop("to_character_id", None)
    said.setdefault("message_id", str(uuid.uuid4()))
    if not values["text"]:
        return _drawer(session_id, again(values, {"text": "Say something first."})), 422
    try:
        chat_service.post(api(), session_id, said)
    except ApiError as error:
        return _drawer(session_id, refused(values, error)), error.status
    if not is_htmx():
        return redirect(url_for("chat.show", session_id=session_id, channel=values["channel"]), 303)
    return _drawer(session_id, Form({name: values[name] for name in ("channel", "to_character_id")}))


@blueprint.post("/<message_id>/report")
@signed_in
def report(session_id: str, message_id: str) -> ResponseReturnValue:
    """Tells the host of a message."""
    try:
        chat_service.report(api(), message_id, REASON)
    except ApiError as error:
        return _drawer(session_id, refused({}, error)), error.status
    return _done(session_id, "The host will have a look at it.")


@blueprint.post("/mute/<user_id>")
@signed_in
def mute(session_id: str, user_id: str) -> ResponseReturnValue:
    """Hears no more of somebody's."""
    try:
        chat_service.mute(api(), user_id)
    except ApiError as error:
        return _drawer(session_id, refused({}, error)), error.status
    return _done(session_id, "You hear no more of that player’s.")


def _done(session_id: str, said: str) -> ResponseReturnValue:
    if not is_htmx():
        return redirect(url_for("chat.show", session_id=session_id), 303)
    return _drawer(session_id, Form(), said)


def _drawer(session_id: str, form: Form, said: str = "") -> str:
    session = session_service.session(api(), session_id)
    return render_template(
        "play/_chat.html" if is_htmx() else "play/chat.html",
        session=session,
        session_id=session_id,
        messages=chat_service.messages(api(), session_id),
        form=form,
        said=said,
        message_id=str(uuid.uuid4()),
    )
