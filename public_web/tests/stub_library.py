"""The part of the stub API that looks back: numbers taken apart, journal, codex, map, and pictures."""

from typing import Any

from flask import Blueprint, Response, current_app, request

from tests.stub_envelope import answer, listed, refuse

View = dict[str, Any]

blueprint = Blueprint("library", __name__, url_prefix="/api/v1")

ETAG = '"5eed"'
WEBP = b"RIFF\x0c\x00\x00\x00WEBPVP8 \x00\x00\x00\x00"
PARTS = {
    "strength": [("Vanguard", 12), ("Noble Exile", -1), ("Ring of Slow Mornings", 3)],
    "carrying": [("Vanguard", 60)],
}


@blueprint.get("/characters/<character_id>/stats/<name>")
def stat(character_id: str, name: str) -> Response:
    if name not in PARTS:
        return refuse(422, "invalid", details={"fields": {"name": "is not one of the numbers"}})
    return listed([{"source": source, "amount": amount} for source, amount in PARTS[name]])


@blueprint.get("/characters/<character_id>/portrait")
def portrait(character_id: str) -> Response:
    if not _changes().get("portrait", {}).get("uploaded"):
        return refuse(404, "not_found")
    response = Response(WEBP, mimetype="image/webp")
    response.headers["ETag"] = ETAG
    response.make_conditional(request)
    return response


@blueprint.put("/characters/<character_id>/portrait")
def upload(character_id: str) -> Response:
    kinds = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8", "image/webp": b"RIFF"}
    start = kinds.get(request.content_type or "")
    if start is None or not request.data.startswith(start):
        return refuse(415, "unsupported_image")
    if b"tiny" in request.data:
        return refuse(422, "image_too_small", "The picture must be at least 32 pixels wide and high.")
    _changes()["portrait"] = {"drawn": "portrait_03", "uploaded": "5eed"}
    return answer({})


@blueprint.delete("/characters/<character_id>/portrait")
def take_down(character_id: str) -> Response:
    _changes()["portrait"] = {"drawn": "portrait_03", "uploaded": None}
    return answer({})


@blueprint.put("/characters/<character_id>")
def redraw(character_id: str) -> Response:
    body: View = request.json or {}
    _changes()["portrait"] = {"drawn": body["appearance"]["portrait"], "uploaded": None}
    return answer({})


def _changes() -> View:
    changes: View = current_app.extensions["stub"].character_changes
    return changes


@blueprint.get("/characters/<character_id>/journal")
def journal(character_id: str) -> Response:
    return listed([] if current_app.extensions["stub"].is_untouched else JOURNAL)


@blueprint.get("/characters/<character_id>/codex")
def codex(character_id: str) -> Response:
    return listed([] if current_app.extensions["stub"].is_untouched else CODEX)


@blueprint.get("/sessions/<session_id>/map")
def chart(session_id: str) -> Response:
    return answer(CHART)


JOURNAL: list[View] = [
    {
        "id": "toll", "name": "The Unpaid Toll", "summary": "Somebody has put out the causeway lamps.",
        "is_main": True, "status": "active", "is_current": True, "rewards": [],
        "stages": [
            {"title": "The Last Candle", "text": "Reach the inn.", "status": "done"},
            {"title": "Claw Marks", "text": "Find out what sits in the yard.", "status": "current"},
        ],
    },
    {
        "id": "bell", "name": "A Bell on Credit", "summary": "The ferryman wants his bell.", "is_main": False,
        "status": "completed", "is_current": False, "rewards": ["40 experience", "a ferryman’s favour"],
        "stages": [{"title": "Ask the ferryman", "text": "He will not say why.", "status": "done"}],
    },
]  # fmt: skip

CODEX: list[View] = [
    {
        "kind": "enemy",
        "id": "wickling",
        "name": "Wickling",
        "text": "It eats light.",
        "detail": {"Level": "1"},
    },
    {"kind": "location", "id": "inn_yard", "name": "The Inn Yard", "text": "Mud and a pump.", "detail": {}},
    {"kind": "location", "id": "last_candle", "name": "The Last Candle", "text": "An inn.", "detail": {}},
    {"kind": "person", "id": "hob", "name": "Hob the ostler", "text": "He counts horses.", "detail": {}},
]


def _place(place_id: str, name: str | None, x: int, y: int, **changes: Any) -> View:
    plain = {
        "id": place_id, "name": name, "biome": "marsh" if name else None, "x": x, "y": y, "is_here": False,
        "is_visited": name is not None, "is_safe": False, "has_quest": False,
    }  # fmt: skip
    return plain | changes


def _way(start: str, end: str, direction: str, *, blocked: bool = False) -> View:
    return {"from": start, "to": end, "direction": direction, "is_blocked": blocked}


CHART: View = {
    "places": [
        _place("inn_yard", "The Inn Yard", 0, 0, is_here=True),
        _place("last_candle", "The Last Candle", 1, 1, is_safe=True),
        _place("inn_yard/north", None, 0, -1),
        _place("mill", "The Mill without a Wheel", -1, 0, has_quest=True),
    ],
    "ways": [
        _way("inn_yard", "last_candle", "in"),
        _way("last_candle", "inn_yard", "out"),
        _way("inn_yard", "inn_yard/north", "north", blocked=True),
        _way("inn_yard", "mill", "west"),
    ],
}
