"""A small API of our own for the tests of the pages: a real server on a real port that speaks the envelope.

It knows one user, keeps what was posted to it (`seen`), and refuses on request (`fail_with`).
"""

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Flask, Response, current_app, request

from tests import stub_library, stub_parties
from tests import stub_views as views
from tests.stub_envelope import answer, listed, refuse

COOKIE = "coc_session"
LOGIN = "login-of-una"
PASSWORD = "correct horse battery"

blueprint = Blueprint("stub", __name__, url_prefix="/api/v1")


@dataclass
class Stub:
    """What the stub remembers.

    `failures`: `path`, or `METHOD path` → (status, code, details), answered instead of the real thing.
    """

    characters: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    turns: list[views.View] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)
    failures: dict[str, tuple[int, str, dict[str, Any]]] = field(default_factory=dict)
    session_changes: dict[str, Any] = field(default_factory=dict)
    character_changes: dict[str, Any] = field(default_factory=dict)
    letters: list[views.View] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    preferences: dict[str, str] = field(default_factory=dict)
    is_guest: bool = True
    is_untouched: bool = False
    version: int = 1
    is_recap_due: bool = False
    party_size: int = 4
    missed: int = 0
    presence: str | None = None
    party_config: dict[str, Any] = field(default_factory=dict)
    seat_changes: dict[str, Any] = field(default_factory=dict)
    is_alone_in_the_room: bool = False
    has_round: bool = False
    waiting: views.View | None = None
    votes: list[views.View] = field(default_factory=list)

    def play(self, name: str = "Una Vale") -> str:
        """Puts a character on an adventure with one told turn; the session's id."""
        self.characters["c1"], self.sessions["s1"] = name, "c1"
        self.session_changes.clear()
        self.turns = [views.turn("s1", 1, "", kind="system", character_name=None)]
        return "s1"

    def fail_with(self, path: str, status: int, code: str, **details: Any) -> None:
        """From now on that path is refused."""
        self.failures[path] = (status, code, details)

    def posted(self, path: str) -> dict[str, Any]:
        """The last request to that path."""
        return next(one for one in reversed(self.seen) if one["path"] == path)


def create_stub(stub: Stub) -> Flask:
    """The server around it."""
    app = Flask("stub_api")
    app.extensions["stub"] = stub
    app.before_request(look)
    app.register_blueprint(blueprint)
    app.register_blueprint(stub_library.blueprint)
    app.register_blueprint(stub_parties.blueprint)
    return app


def the_stub() -> Stub:
    stub: Stub = current_app.extensions["stub"]
    return stub


def look() -> Response | None:
    path = request.path.removeprefix("/api/v1")
    body = request.get_json(silent=True)
    the_stub().seen.append(
        {"method": request.method, "path": path, "body": body, "headers": dict(request.headers)}
    )
    failure = the_stub().failures.get(f"{request.method} {path}") or the_stub().failures.get(path)
    if failure:
        status, code, details = failure
        return refuse(status, code, details=details)
    is_open = path.startswith(("/auth", "/content", "/dev")) and not path.startswith(
        ("/auth/me", "/auth/sessions")
    )
    if not is_open and request.cookies.get(COOKIE) != LOGIN:
        return refuse(401, "unauthenticated")
    return None


def _user() -> views.View:
    is_guest = the_stub().is_guest
    return {
        "id": "u1", "name": "Una", "email": None if is_guest else "una@example.org", "tier": "FREE",
        "is_guest": is_guest, "email_verified": not is_guest, "preferences": the_stub().preferences,
        "limits": {"party_size": the_stub().party_size},
    }  # fmt: skip


def _signed_in(status: int) -> Response:
    response = answer(_user(), status)
    response.set_cookie(COOKIE, LOGIN, max_age=86_400, httponly=True, samesite="Lax")
    return response


@blueprint.post("/auth/guest")
def guest() -> Response:
    return _signed_in(201)


@blueprint.post("/auth/login")
def login() -> Response:
    if (request.json or {})["password"] != PASSWORD:
        return refuse(401, "bad_credentials", "E-mail or password is wrong.")
    return _signed_in(200)


@blueprint.post("/auth/logout")
def logout() -> Response:
    response = answer({"status": "signed_out"})
    response.delete_cookie(COOKIE)
    return response


@blueprint.route("/auth/me", methods=["GET", "PATCH"])
def me() -> Response:
    the_stub().preferences |= (request.get_json(silent=True) or {}).get("preferences", {})
    return answer(_user())


@blueprint.delete("/auth/me")
def leave() -> Response:
    if not the_stub().is_guest and (request.json or {}).get("password") != PASSWORD:
        return refuse(401, "bad_credentials", "E-mail or password is wrong.")
    return answer({"status": "deleted"})


@blueprint.get("/auth/me/export")
def export() -> Response:
    return answer({"account": _user(), "characters": []})


@blueprint.get("/auth/sessions")
def devices() -> Response:
    return listed(views.DEVICES)


@blueprint.delete("/auth/sessions/<device_id>")
def sign_out_device(device_id: str) -> Response:
    known = [one["id"] for one in views.DEVICES]
    return answer({"status": "signed_out"}) if device_id in known else refuse(404, "not_found")


@blueprint.post("/auth/<path:what>")
def mail_or_token(what: str) -> Response:
    return answer({"status": "ok"}, 202)


@blueprint.get("/dev/mailbox")
def mailbox() -> Response:
    return listed(the_stub().letters)


@blueprint.get("/content/<kind>")
def content(kind: str) -> Response:
    return listed(views.CONTENT[kind])


def _character(character_id: str) -> views.View:
    playing = next((key for key, value in the_stub().sessions.items() if value == character_id), None)
    stub = the_stub()
    return views.character(character_id, stub.characters[character_id], playing) | stub.character_changes


@blueprint.get("/characters")
def characters() -> Response:
    return listed([_character(character_id) for character_id in the_stub().characters])


@blueprint.post("/characters")
def create_character() -> Response:
    if (request.json or {})["name"] in the_stub().taken:
        return refuse(422, "name_taken", details={"fields": {"name": "That name is taken."}})
    the_stub().characters["c1"] = (request.json or {})["name"]
    return answer(_character("c1"), 201)


@blueprint.get("/characters/<character_id>")
def character(character_id: str) -> Response:
    return (
        answer(_character(character_id))
        if character_id in the_stub().characters
        else refuse(404, "not_found")
    )


@blueprint.delete("/characters/<character_id>")
def retire(character_id: str) -> Response:
    del the_stub().characters[character_id]
    return answer({"status": "retired"})


@blueprint.get("/characters/<character_id>/inventory")
def inventory(character_id: str) -> Response:
    return listed(views.inventory())


FIELDS = {"equip": {"item_id", "slot"}, "unequip": {"slot"}, "use": {"item_id"}, "drop": {"item_id"}}


@blueprint.post("/characters/<character_id>/<path:verb>")
def change(character_id: str, verb: str) -> Response:
    unknown = set(request.json or {}) - FIELDS.get(verb, set())
    if unknown:
        return refuse(422, "invalid", details={"fields": dict.fromkeys(unknown, "is not known here")})
    return answer(_character(character_id))


def _session(session_id: str) -> views.View:
    stub = the_stub()
    character_id = stub.sessions[session_id]
    plain = views.session(session_id, character_id, stub.characters[character_id], stub.version)
    return plain | stub.session_changes


@blueprint.get("/sessions")
def sessions() -> Response:
    summary = {
        "name": "Una’s adventure", "status": "active", "location_name": "The Inn Yard", "turn_number": 4,
        "last_activity": "2026-11-23T20:05:00Z",
    }  # fmt: skip
    return listed(
        [summary | {"id": key, "character_id": value} for key, value in the_stub().sessions.items()]
    )


@blueprint.post("/sessions")
def start() -> Response:
    return answer(_session(the_stub().play(the_stub().characters["c1"])), 201)


@blueprint.get("/sessions/<session_id>")
def session(session_id: str) -> Response:
    return answer(_session(session_id)) if session_id in the_stub().sessions else refuse(404, "not_found")


@blueprint.get("/sessions/<session_id>/turns")
def turns(session_id: str) -> Response:
    before, limit = int(request.args.get("before", "1000000")), int(request.args["limit"])
    older = [one for one in the_stub().turns if one["seq"] < before][::-1]
    cursor = str(older[limit - 1]["seq"]) if len(older) > limit else None
    return listed(older[:limit], cursor)


@blueprint.get("/sessions/<session_id>/turns/<turn_id>")
def turn(session_id: str, turn_id: str) -> Response:
    known = [*the_stub().turns, the_stub().waiting or {}]
    found = next((one for one in known if one.get("id") == turn_id), None)
    return answer(found) if found else refuse(404, "not_found")


@blueprint.get("/sessions/<session_id>/recap")
def recap(session_id: str) -> Response:
    return answer(views.recap(is_due=the_stub().is_recap_due))


@blueprint.delete("/sessions/<session_id>/round")
def take_back(session_id: str) -> Response:
    the_stub().session_changes["round"] = views.running_round()
    return answer(_session(session_id))


@blueprint.post("/sessions/<session_id>/undo")
def undo(session_id: str) -> Response:
    stub = the_stub()
    stub.version += 1
    stub.turns[-1]["is_undone"] = True
    made = views.turn(session_id, len(stub.turns) + 1, "", kind="undo", narration=[], narration_status="none")
    stub.turns.append(made)
    return answer({"job_id": "j1", "status": "finished", "turn_id": made["id"], "turn": made})


@blueprint.post("/sessions/<session_id>/turns/<turn_id>/<verb>")
def telling(session_id: str, turn_id: str, verb: str) -> Response:
    found = next(one for one in the_stub().turns if one["id"] == turn_id)
    if verb == "retry":
        found |= {"narration": [], "narration_status": "pending", "attempt": found["attempt"] + 1}
        return answer(found, 202)
    found |= {"narration": [views.TELLING], "narration_status": "done"}
    return answer(found)


@blueprint.post("/sessions/<session_id>/<path:kind>")
def act(session_id: str, kind: str) -> Response:
    """Any word is an action; those that mean `attack` begin a fight, and hurt in it."""
    stub, body = the_stub(), request.json or {}
    stub.version += 1
    words = body.get("action") or body.get("suggestion_id") or body.get("ability_id") or ""
    if words in ("s-attack", "attack"):
        stub.session_changes["combat"] = views.combat(
            "c1", stub.characters["c1"], 9 if kind == "action" else 5
        )
    if stub.has_round:
        stub.session_changes["round"] = views.running_round("c1", your_action=words)
        stub.waiting = views.turn(
            session_id, 0, words, status="accepted", narration=[], narration_status="none"
        )
        return answer({"job_id": "j1", "status": "queued", "turn_id": stub.waiting["id"], "turn": None}, 202)
    rolls = [views.check_roll(), views.damage_roll()]
    made = views.turn(session_id, len(stub.turns) + 1, words, dice=rolls)
    stub.turns.append(made)
    return answer({"job_id": "j1", "status": "finished", "turn_id": made["id"], "turn": made})


@blueprint.post("/realtime/ticket")
def ticket() -> Response:
    return refuse(503, "unavailable")
