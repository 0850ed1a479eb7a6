"""Parties: finding one, opening one, and the room where it gathers."""

from collections.abc import Callable, Mapping

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.models.character import Character
from app.models.party import Party
from app.services import account_service, character_service, party_service, session_service
from app.services.api_client import Api
from app.services.errors import ApiError
from app.views.caller import api, signed_in
from app.views.forms import Form, again, missing, refused, typed

blueprint = Blueprint("parties", __name__, url_prefix="/parties")

DEADLINES: Mapping[str, str] = {
    "": "Nobody is hurried",
    "60": "A minute",
    "300": "Five minutes",
    "3600": "An hour",
    "86400": "A day",
    "259200": "Three days",
}
"""Seconds that a party waits for a player's turn, in words."""

MODES = (
    ("turns", "One after the other", "each waits for the one before"),
    ("round", "All at once", "you all say what you do, then it happens; fights go one by one"),
)
"""How a party acts outside fights: value, name, note."""

LOOT_RULES = (
    ("round_robin", "In turn", "what a fight brings goes round, beginning with whom a die names"),
    ("need_greed", "Need or greed", "each says who needs a thing, and the highest die has it"),
    ("leader", "The leader says", "whoever leads gives each thing to somebody"),
)
"""How a party shares out loot: value, name, note."""

PROXY = "proxy"
"""The fallback that names another member."""

MAX_LEVEL = 20
_FIELDS = (
    "character_id",
    "name",
    "max_players",
    "mode",
    "loot",
    "deadline",
    "undo",
    "is_open",
    "min_level",
    "max_level",
    "pace",
)


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """One's own parties, and those that look for members."""
    return _board(Form())


@blueprint.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    """The form for a party of one's own."""
    values = {
        "max_players": "",
        "mode": "turns",
        "loot": "round_robin",
        "deadline": "3600",
        "undo": "1",
        "min_level": "1",
        "max_level": str(MAX_LEVEL),
    }
    return _new_page(Form(values))


@blueprint.post("")
@signed_in
def create() -> ResponseReturnValue:
    """Opens the lobby."""
    values = typed(*_FIELDS)
    if errors := missing(values, {"character_id": "A character", "max_players": "A number of seats"}):
        return _new_page(again(values, errors)), 422
    try:
        made = party_service.open_party(api(), values["character_id"], values["name"], _config(values))
    except ApiError as error:
        return _new_page(refused(values, error)), error.status
    return redirect(url_for("parties.show", session_id=made.id), 303)


@blueprint.get("/<session_id>")
@signed_in
def show(session_id: str) -> ResponseReturnValue:
    """The room: the lobby before the start, and who sits where afterwards."""
    return _room_page(party_service.party(api(), session_id))


@blueprint.get("/<session_id>/room")
@signed_in
def room(session_id: str) -> ResponseReturnValue:
    """What moves in the room. `was`: the status that the page shows; once the party sets out it is led along."""
    try:
        found = party_service.party(api(), session_id)
    except ApiError as error:
        if error.status != 404:
            raise
        return "", 200, {"HX-Redirect": url_for("parties.index", gone=1)}
    if request.args.get("was") == "lobby" and not found.is_gathering:
        return "", 200, {"HX-Redirect": url_for("play.page", session_id=session_id)}
    return render_template("party/_room.html", party=found, form=Form(), site=request.host_url.rstrip("/"))


@blueprint.post("/<session_id>/ticket")
@signed_in
def ticket(session_id: str) -> ResponseReturnValue:
    """For the page's script: where to listen."""
    return jsonify(session_service.realtime_ticket(api(), session_id))


@blueprint.post("/<session_id>/join")
@signed_in
def join(session_id: str) -> ResponseReturnValue:
    """A seat in a party that is open to everybody."""
    values = typed("character_id")
    if errors := missing(values, {"character_id": "A character"}):
        return _board(again(values, errors)), 422
    try:
        party_service.join_open(api(), session_id, values["character_id"])
    except ApiError as error:
        if error.code != "already_member":
            return _board(refused(values, error)), error.status
    return redirect(url_for("parties.show", session_id=session_id), 303)


@blueprint.post("/<session_id>/ready")
@signed_in
def ready(session_id: str) -> ResponseReturnValue:
    """Ready, or not yet."""
    is_ready = request.form.get("is_ready") == "1"
    return _change(session_id, lambda caller: party_service.set_ready(caller, session_id, is_ready=is_ready))


@blueprint.post("/<session_id>/start")
@signed_in
def start(session_id: str) -> ResponseReturnValue:
    """The leader sets out with everybody."""
    return _change(session_id, lambda caller: party_service.start(caller, session_id), "play.page")


@blueprint.post("/<session_id>/leave")
@signed_in
def leave(session_id: str) -> ResponseReturnValue:
    """One goes one's own way."""
    try:
        party_service.leave(api(), session_id)
    except ApiError as error:
        return _refused_room(session_id, error)
    return redirect(url_for("parties.index"), 303)


@blueprint.post("/<session_id>/kick")
@signed_in
def kick(session_id: str) -> ResponseReturnValue:
    """The leader sends somebody away."""
    return _change_by("character_id", session_id, party_service.send_away)


@blueprint.post("/<session_id>/leader")
@signed_in
def leader(session_id: str) -> ResponseReturnValue:
    """The leader lets another one lead."""
    return _change_by("character_id", session_id, party_service.hand_over)


@blueprint.post("/<session_id>/fallback")
@signed_in
def fallback(session_id: str) -> ResponseReturnValue:
    """What one's character does when its time is up, or who plays it then."""
    values = typed("fallback", "proxy_character_id")
    chosen, proxy = values["fallback"], values["proxy_character_id"] if values["fallback"] == PROXY else None
    return _change(session_id, lambda caller: party_service.set_fallback(caller, session_id, chosen, proxy))


@blueprint.post("/<session_id>/invites")
@signed_in
def invite(session_id: str) -> ResponseReturnValue:
    """A new link: to a seat, or for looking on."""
    kind = "spectator" if request.form.get("kind") == "spectator" else "member"

    def change(caller: Api) -> None:
        party_service.invite(caller, session_id, kind)

    return _change(session_id, change)


@blueprint.post("/<session_id>/invites/revoke")
@signed_in
def revoke(session_id: str) -> ResponseReturnValue:
    """A link opens nothing from now on."""
    return _change_by("code", session_id, party_service.revoke)


def free_characters() -> list[Character]:
    """The visitor's characters that are on no adventure."""
    return [one for one in character_service.characters(api()) if not one.session_id]


def _change_by(field: str, session_id: str, change: Callable[[Api, str, str], None]) -> ResponseReturnValue:
    """A change that one posted field names the object of."""
    value = request.form.get(field, "")
    return _change(session_id, lambda caller: change(caller, session_id, value))


def _change(
    session_id: str, change: Callable[[Api], None], leads_to: str = "parties.show"
) -> ResponseReturnValue:
    try:
        change(api())
    except ApiError as error:
        return _refused_room(session_id, error)
    return redirect(url_for(leads_to, session_id=session_id), 303)


def _refused_room(session_id: str, error: ApiError) -> ResponseReturnValue:
    """The room with the API's objection on top. Who may not see the room is told so as of any page."""
    form = refused({}, error)
    return _room_page(party_service.party(api(), session_id), form), error.status


def _room_page(found: Party, form: Form | None = None) -> str:
    return render_template(
        "party/room.html", party=found, form=form or Form(), site=request.host_url.rstrip("/")
    )


def _config(values: Mapping[str, str]) -> dict[str, object]:
    """Numbers that are none go as they are: the API names the field."""
    config: dict[str, object] = {
        "max_players": _number(values["max_players"]),
        "min_players": 2,
        "undo": "allowed" if values["undo"] else "off",
        "is_open": bool(values["is_open"]),
    }
    config |= {name: values[name] for name in ("mode", "loot") if values[name]}
    if values["deadline"]:
        config["turn_deadline_s"] = _number(values["deadline"])
    if values["is_open"]:
        config |= {name: _number(values[name]) for name in ("min_level", "max_level") if values[name]}
        config["pace"] = values["pace"]
    return config


def _number(text: str) -> int | str:
    return int(text) if text.isdecimal() and len(text) < 10 else text


def _new_page(form: Form) -> str:
    account = account_service.me(api())
    return render_template(
        "party/new.html",
        form=form,
        characters=free_characters(),
        most=account.limits.party_size,
        account=account,
        deadlines=DEADLINES,
        modes=MODES,
        loot_rules=LOOT_RULES,
    )


def _board(form: Form) -> str:
    characters = free_characters()
    chosen = next((one for one in characters if one.id == request.args.get("character_id")), None)
    chosen = chosen or (characters[0] if characters else None)
    level = chosen.level if chosen and request.args.get("all") != "1" else None
    own = [
        one for one in session_service.sessions(api()) if one.max_players > 1 and one.status != "completed"
    ]
    return render_template(
        "party/list.html",
        own=own,
        characters=characters,
        chosen=chosen,
        level=level,
        board=party_service.board(api(), level, request.args.get("cursor")),
        own_ids={one.id for one in own},
        form=form,
        was_sent_away=request.args.get("gone") == "1",
    )
