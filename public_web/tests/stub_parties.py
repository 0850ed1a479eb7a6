"""The stub's parties: one lobby, led by its one user, and a board with somebody else's."""

from typing import Any

from flask import Blueprint, Response, current_app, request

from tests.stub_envelope import answer, listed

blueprint = Blueprint("stub_parties", __name__, url_prefix="/api/v1")

OPEN = {
    "id": "p9", "name": "The Far Bank", "status": "lobby", "leader_name": "Astrid", "leader_level": 3, "members": 2,
    "max_players": 4, "min_level": 1, "max_level": 20, "pace": "<b>slow</b>", "created_at": "2026-11-23T20:00:00Z",
}  # fmt: skip
CONFIG = {
    "min_players": 2, "timeout_minutes": 30, "auto_save_interval": 5, "undo": "allowed", "max_players": 4,
    "is_open": False, "min_level": 1, "max_level": 20, "pace": "", "turn_deadline_s": 3600, "mode": "turns",
    "loot": "round_robin",
}  # fmt: skip


def seat(number: int, name: str, **more: Any) -> dict[str, Any]:
    return {
        "user_id": f"u{number}", "character_id": f"c{number}", "name": name, "class_id": "vanguard",
        "class_name": "Vanguard", "level": 2, "is_leader": False, "is_ready": False, "is_you": False,
        "fallback": "defend", "missed": 0, "portrait": {"drawn": None, "uploaded": None}, **more,
    }  # fmt: skip


def party(status: str = "lobby") -> dict[str, Any]:
    una = seat(1, "Una Vale", is_leader=True, is_you=True, is_ready=True)
    invite = {"code": "abcdefghjk", "kind": "member", "expires_at": "2026-12-03T10:00:00Z"}
    return {
        "id": "s1", "name": "Lamplight", "status": status, "version": 3, "config": CONFIG, "leader_id": "u1",
        "is_leader": True, "seats": [una, seat(2, "Bo <i>Lind</i>")], "free_seats": 2, "can_start": False,
        "invites": [invite], "created_at": "2026-11-23T20:00:00Z",
    }  # fmt: skip


def message(number: int, text: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"m{number}", "channel": "ooc", "character_id": "c2", "character_name": "Bo Lind", "user_id": "u2",
        "to_character_id": None, "to_name": None, "text": text, "roll": None, "is_yours": False,
        "created_at": "2026-11-23T20:00:00Z", **more,
    }  # fmt: skip


def vote(status: str = "open", **more: Any) -> dict[str, Any]:
    return {
        "id": "v1", "kind": "rest", "status": status, "question": "Sleep here?", "options": ["long"],
        "opened_by": "c2", "opened_by_name": "Bo <i>Lind</i>",
        "choices": [{"id": "yes", "label": "Yes, sleep", "ballots": 1}, {"id": "no", "label": "No", "ballots": 0}],
        "voters": [{"character_id": "c1", "name": "Una Vale", "choice": None},
                   {"character_id": "c2", "name": "Bo <i>Lind</i>", "choice": "yes"}],
        "your_choice": None, "outcome": None, "turn_id": None, "code": None, "message": None,
        "opened_at": "2026-11-23T20:00:00Z", "closes_at": "2026-11-23T20:01:00Z", "closed_at": None, **more,
    }  # fmt: skip


@blueprint.get("/sessions/<session_id>/votes")
def votes(session_id: str) -> Response:
    del session_id
    return listed(current_app.extensions["stub"].votes)


@blueprint.post("/sessions/<session_id>/votes")
def ask(session_id: str) -> Response:
    del session_id
    return answer(vote(opened_by="c1"), 201)


@blueprint.post("/sessions/<session_id>/votes/<vote_id>")
def cast(session_id: str, vote_id: str) -> Response:
    del session_id, vote_id
    return answer(vote("passed", outcome="yes", turn_id="t2", your_choice="yes"))


@blueprint.get("/sessions/<session_id>/chat")
def chat(session_id: str) -> Response:
    del session_id
    roll = {"notation": "2d6+1", "dice": [3, 4], "bonus": 1, "total": 8}
    return listed(
        [message(2, "/roll 2d6+1", channel="roll", roll=roll), message(1, "<b>Hush.</b>", channel="say")]
    )


@blueprint.post("/sessions/<session_id>/chat")
def say(session_id: str) -> Response:
    del session_id
    return answer(message(3, "Hello", is_yours=True), 201)


def die(message: str | None, value: int, **more: Any) -> dict[str, Any]:
    return {
        "turn_id": None if message else "t1", "message_id": message, "seq": 0 if message else 1, "character_id": "c2",
        "character_name": "Bo <i>Lind</i>", "purpose": "check", "label": "2d6+1" if message else "Strength check",
        "roll": 0, "index": 0, "sides": 6 if message else 20, "value": value, "modifier": 1, "total": 8,
        "target": None if message else 12, "chance_pct": None if message else 60,
        "outcome": "thrown" if message else "failure", "counts": True, "is_undone": not message,
        "at": "2026-11-23T20:00:00Z", **more,
    }  # fmt: skip


@blueprint.get("/sessions/<session_id>/dice")
def dice(session_id: str) -> Response:
    del session_id
    if request.args.get("cursor"):
        return listed([])
    return listed([die("m2", 3), die("m2", 4), die(None, 7)], "9.")


@blueprint.post("/reports")
@blueprint.put("/mutes/<user_id>")
def done(user_id: str = "") -> Response:
    del user_id
    return answer({"status": "received"})


def _open() -> dict[str, Any]:
    config = CONFIG | current_app.extensions["stub"].party_config
    return OPEN | {"mode": config["mode"], "loot": config["loot"]}


@blueprint.get("/parties")
def board() -> Response:
    return listed([_open()])


@blueprint.get("/sessions/invites/<code>")
def invitation(code: str) -> Response:
    del code
    return answer(_open())


@blueprint.get("/sessions/<session_id>/party")
def room(session_id: str) -> Response:
    del session_id
    found = party()
    stub = current_app.extensions["stub"]
    found["seats"][1] |= {"missed": stub.missed, "presence": stub.presence}
    found["seats"][0] |= stub.seat_changes
    if stub.is_alone_in_the_room:
        del found["seats"][1]
    found["config"] = CONFIG | stub.party_config
    return answer(found)


@blueprint.post("/sessions/join")
@blueprint.post("/sessions/<session_id>/ready")
@blueprint.post("/sessions/<session_id>/kick")
@blueprint.post("/sessions/<session_id>/leader")
@blueprint.post("/sessions/<session_id>/leave")
@blueprint.post("/sessions/<session_id>/start")
@blueprint.put("/sessions/<session_id>/seat")
@blueprint.delete("/sessions/<session_id>/invites/<code>")
def changed(session_id: str = "s1", code: str = "") -> Response:
    del session_id, code
    return answer(party())


@blueprint.post("/sessions/<session_id>/invites")
@blueprint.post("/sessions/<session_id>/spectators")
def invite(session_id: str) -> Response:
    del session_id
    return answer(party()["invites"][0], 201)
