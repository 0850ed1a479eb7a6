"""A character's face: the drawings to choose from, and the player's own picture."""

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.models.character import Character
from app.presentation import portraits
from app.services import character_service, portrait_service
from app.services.errors import ApiError, SignedOut
from app.views.caller import api, signed_in
from app.views.forms import Form, refused

blueprint = Blueprint("portraits", __name__, url_prefix="/characters/<character_id>")

MOST_READ_BYTES = 32 * 1024 * 1024
"""Read to its end, so that the browser hears why a picture is refused; what is larger is cut off."""

_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_SAID = {
    "unsupported_image": "This is no picture that can be used. PNG, JPEG and WebP can.",
    "payload_too_large": "This picture is larger than 5 MB.",
    "already_in_session": "On an adventure a face stays as it is; your own picture can be changed at any time.",
}


@blueprint.get("/portrait")
@signed_in
def show(character_id: str) -> ResponseReturnValue:
    """The player's own picture itself. `v` is its hash: under that address it never changes."""
    found = portrait_service.portrait(api(), character_id, request.headers.get("If-None-Match"))
    answer = Response(status=304) if found.content is None else Response(found.content)
    if found.content is not None:
        answer.content_type = found.content_type
    if found.etag:
        answer.headers["ETag"] = found.etag
    return answer


@blueprint.get("/looks")
@signed_in
def choose(character_id: str) -> ResponseReturnValue:
    """All faces to choose from."""
    return _page(character_service.character(api(), character_id), Form())


@blueprint.post("/looks/picture")
@signed_in
def upload(character_id: str) -> ResponseReturnValue:
    """Takes the player's own picture."""
    sent = request.files.get("picture")
    content = sent.read() if sent else b""
    problem = _problem(content)
    if problem:
        return _refusal(character_id, "picture", problem, 422)
    try:
        portrait_service.send_portrait(
            api(), character_id, content, _kind_of(content, sent.mimetype if sent else "")
        )
    except SignedOut:
        raise
    except ApiError as error:
        if error.status == 404:
            raise
        return _refusal(character_id, "picture", _sentence(error), error.status)
    return _back(character_id, "taken")


@blueprint.post("/looks/drawn")
@signed_in
def choose_drawn(character_id: str) -> ResponseReturnValue:
    """One of our drawings; the player's own picture, if there is one, still goes before it."""
    chosen = request.form.get("portrait", "")
    if portraits.file_of(chosen) is None:
        return _refusal(character_id, "portrait", "Choose one of the drawings.", 422)
    known = character_service.character(api(), character_id)
    try:
        character_service.redraw(api(), known, {**known.appearance, "portrait": chosen})
    except SignedOut:
        raise
    except ApiError as error:
        return _refusal(character_id, "portrait", _sentence(error), error.status)
    return _back(character_id, "drawn")


@blueprint.post("/looks/remove")
@signed_in
def remove(character_id: str) -> ResponseReturnValue:
    """Takes the player's own picture away."""
    portrait_service.remove_portrait(api(), character_id)
    return _back(character_id, "removed")


def set_up_uploads(app: Flask) -> None:
    """Pictures may be larger than other forms: said before anything looks into the form."""
    login_cookie = app.extensions["api_client"].cookie_name

    def allow() -> None:
        if request.endpoint == f"{blueprint.name}.{upload.__name__}" and login_cookie in request.cookies:
            request.max_content_length = MOST_READ_BYTES

    app.before_request(allow)


def _problem(content: bytes) -> str | None:
    if not content:
        return "Choose a picture first."
    return _SAID["payload_too_large"] if len(content) > portrait_service.MOST_BYTES else None


def _kind_of(content: bytes, said: str) -> str:
    """What the file says itself; names and browsers are often wrong about it. The API looks for itself, too."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    found = next((kind for start, kind in _BEGINNINGS.items() if content.startswith(start)), said)
    return found if found in portrait_service.KINDS else "application/octet-stream"


def _sentence(error: ApiError) -> str:
    return _SAID.get(error.code) or refused({}, error).error or error.message


def _refusal(character_id: str, field: str, text: str, status: int) -> ResponseReturnValue:
    known = character_service.character(api(), character_id)
    return _page(known, Form({field: request.form.get(field, "")}, {field: text})), status


def _back(character_id: str, done: str) -> ResponseReturnValue:
    return redirect(url_for("portraits.choose", character_id=character_id, done=done), 303)


def _page(known: Character, form: Form) -> str:
    return render_template(
        "character/looks.html",
        character=known,
        form=form,
        done=request.args.get("done", "") if not form.errors else "",
        most_mb=portrait_service.MOST_BYTES // 1024 // 1024,
    )
