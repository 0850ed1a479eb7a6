"""Example values: by the names of fields, so that the same thing looks the same everywhere."""

import json
from collections.abc import Mapping
from typing import Any

from scripts.docs.schema_words import Schema, name_of

_CHARACTER = "01KAQ7M2T9Z4V6C8N0B1D3F5HJ"
_SESSION = "01KAQ7P5W8R2X4Y6G9K1M3S7TE"
_TURN = "01KAQ7QA3B5D7F9H1J2K4M6N8P"
_USER = "01KAQ7KX1C3E5G7J9M2P4R6T8V"
_ITEM = "4Z8Q1XK7M3R9V5T2C6N0B8D1FH"
_HASH = "6f1c…"
_WIDTH = 100
_ACTION_ID = "0b9f6a52-6c1e-4a0e-9d35-8f0f2b1f7c11"

_VALUES: Mapping[str, Any] = {
    "id": _CHARACTER,
    "character_id": _CHARACTER,
    "current_actor_id": _CHARACTER,
    "session_id": _SESSION,
    "turn_id": _TURN,
    "job_id": _TURN,
    "user_id": _USER,
    "login_id": "01KAQ7KY4D6F8H0K2N3Q5S7V9X",
    "vote_id": _TURN,
    "item_id": _ITEM,
    "node_id": "bulwark_thick_skin",
    "action_id": _ACTION_ID,
    "suggestion_id": None,
    "ability_id": "attack",
    "target_id": "wickling_1",
    "action": "look around",
    "email": "wren@example.org",
    "password": "seven mossy lanterns by the ferry",
    "secret": "the secret in the mailed link",
    "name": "Wren Aldertop",
    "class_id": "vanguard",
    "origin_id": "noble_exile",
    "slot": "main_hand",
    "kind": "origins",
    "class_name": "Vanguard",
    "origin_name": "Noble Exile",
    "experience": 0,
    "experience_level": 0,
    "experience_next": 100,
    "max_hp": 32,
    "mana": 8,
    "max_mana": 8,
    "gold": 40,
    "skill_points": 1,
    "carried_weight": 24,
    "turn_number": 1,
    "seq": 1,
    "location_name": "The Last Candle",
    "to": "wren@example.org",
    "version": 1,
    "hp": 32,
    "level": 1,
    "quantity": 1,
    "seed_hash": _HASH,
    "state_hash": _HASH,
    "seed": None,
    "code": None,
    "message": None,
    "combat": None,
    "talk": None,
    "before": 40,
    "fallback": "defend",
    "limit": 20,
    "next_cursor": None,
    "is_guest": False,
    "email_verified": True,
    "is_your_turn": True,
    "is_current": True,
    "remember": False,
}
_VOTE: Mapping[str, Any] = {
    "id": _SESSION,
    "kind": "rest",
    "status": "open",
    "question": "Sleep here?",
    "options": ["long"],
    "label": "Yes, sleep",
    "choice": "yes",
    "your_choice": "yes",
    "opened_by": _CHARACTER,
    "opened_by_name": "Wren Aldertop",
    "ballots": 1,
    "outcome": None,
    "turn_id": None,
    "closed_at": None,
}
_BY_OPERATION: Mapping[str, Mapping[str, Any]] = {
    "play_as_guest": {
        "name": "Wanderer",
        "email": None,
        "is_guest": True,
        "email_verified": False,
        "id": _USER,
    },
    "get_session": {"id": _SESSION, "name": "Wren Aldertop's adventure"},
    "create_session": {"id": _SESSION, "name": "Wren Aldertop's adventure"},
    "end_session": {"id": _SESSION, "name": "Wren Aldertop's adventure", "seed": "9d2e…"},
    "take_action": {"id": _SESSION, "status": "finished"},
    "take_combat_action": {"id": _SESSION, "item_id": None, "status": "finished"},
    "opt_out_of_mails": {"token": "the token in the mailed link", "status": "off"},
    "post_message": {
        "id": _SESSION,
        "message_id": _ACTION_ID,
        "text": "Mind the third step.",
        "channel": "say",
    },
    "list_messages": {"id": _SESSION, "text": "Mind the third step.", "channel": "say"},
    "list_dice": {
        "id": _SESSION,
        "message_id": None,
        "character_name": "Wren Aldertop",
        "purpose": "check",
        "label": "Strength check",
        "index": 0,
        "sides": 20,
        "value": 14,
        "total": 16,
        "counts": True,
    },
    "open_vote": _VOTE,
    "cast_ballot": _VOTE,
    "list_votes": _VOTE,
    "mute": {"status": "muted"},
    "unmute": {"status": "unmuted"},
    "report": {"kind": "message", "target": _TURN, "reason": "It was unkind.", "status": "received"},
    "get_journal": {"id": "the_unpaid_toll", "name": "The Unpaid Toll", "is_main": True, "is_current": True},
    "upload_portrait": {"uploaded": "5f3a0c9be"},
    "get_codex": {"id": "wickling", "kind": "enemy", "name": "Wickling"},
    "get_map": {"id": _SESSION},
    "list_turns": {"id": _SESSION},
    "get_turn": {"id": _SESSION},
    "get_job": {"status": "finished"},
    "create_character": {"session_id": None},
    "explain_stat": {"name": "attack", "source": "Vanguard", "amount": 2},
    "list_content": {"id": "noble_exile", "name": "Noble Exile", "starting_gold": 40},
    "get_content": {"id": "noble_exile", "name": "Noble Exile", "starting_gold": 40},
    "list_tiers": {"max_characters": 1, "party_size": 1, "price_cents": 0, "ai_calls_per_day": 50},
    "get_inventory": {"name": "Militia Sword", "item_def_id": "militia_sword", "worn_in": "main_hand"},
    "list_sessions": {"id": _SESSION, "name": "Wren Aldertop's adventure"},
    "register": {"status": "verification_sent"},
    "resend_verification": {"status": "verification_sent"},
    "upgrade_guest": {"status": "verification_sent"},
    "logout": {"status": "signed_out"},
    "sign_out_device": {"status": "signed_out"},
    "forgot_password": {"status": "reset_sent"},
    "reset_password": {"status": "password_changed"},
    "delete_me": {"status": "deleted"},
    "retire_character": {"status": "retired"},
}
_BY_TYPE: Mapping[str, Any] = {"string": "…", "integer": 10, "boolean": False, "array": [], "object": {}}


def body_example(operation_id: str, schema: Schema) -> dict[str, Any]:
    """A body that the operation accepts: every field that has a value worth showing."""
    own = _BY_OPERATION.get(operation_id, {})
    required = schema.get("required", [])
    shown: dict[str, Any] = {}
    for name, kind in schema["properties"].items():
        value = own.get(name, _VALUES.get(name, kind.get("default")))
        if value is not None or name in required:
            shown[name] = value
    return shown


def path_example(operation_id: str, path: str) -> str:
    """The path with ids in it."""
    own = _BY_OPERATION.get(operation_id, {})
    for part in path.split("/"):
        name = part.strip("{}")
        if part.startswith("{"):
            path = path.replace(part, str(own.get(name, _VALUES.get(name, "…"))))
    return path


def result_example(operation_id: str, schema: Schema, schemas: Mapping[str, Schema]) -> str:
    """A result in its first level; what is nested deeper is only hinted at."""
    return written(_object(schema, schemas, {**_VALUES, **_BY_OPERATION.get(operation_id, {})}))


def written(value: Any, indent: str = "") -> str:
    """JSON, with an ellipsis for what an empty list or object stands for, and after the first of a list."""
    line = _in_a_line(value)
    if len(indent) + len(line) <= _WIDTH:
        return line
    inner = indent + "  "
    match value:
        case {}:
            fields = [f"{inner}{json.dumps(name)}: {written(one, inner)}" for name, one in value.items()]
            return "{\n" + ",\n".join(fields) + f"\n{indent}}}"
        case [first, *_]:
            return f"[{written(first, indent)}, …]"
        case _:
            return line


def _in_a_line(value: Any) -> str:
    match value:
        case {} if value:
            fields = (f"{json.dumps(name)}: {_in_a_line(one)}" for name, one in value.items())
            return "{" + ", ".join(fields) + "}"
        case {}:
            return "{…}"
        case [first, *_]:
            return f"[{_in_a_line(first)}, …]"
        case []:
            return "[…]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _object(kind: Schema, schemas: Mapping[str, Schema], known: Mapping[str, Any]) -> Any:
    """Every field of an object, or of the first of several that it may be."""
    schema = _resolved(kind, schemas)
    if "properties" not in schema:
        return _value("", kind, schemas, known)
    return {
        name: [_object(one["items"], schemas, known)]
        if name == "items"
        else _value(name, one, schemas, known)
        for name, one in schema["properties"].items()
    }


def _resolved(kind: Schema, schemas: Mapping[str, Schema]) -> Schema:
    while "$ref" in kind or "anyOf" in kind:
        kind = schemas[name_of(kind["$ref"])] if "$ref" in kind else kind["anyOf"][0]
    return kind


def _value(name: str, kind: Schema, schemas: Mapping[str, Schema], known: Mapping[str, Any]) -> Any:
    schema = _resolved(kind, schemas)
    if name in known and _may_be(known[name], kind, schema):
        return known[name]
    if "enum" in schema or "const" in schema:
        return schema.get("const") or schema["enum"][0]
    if schema.get("format") == "date-time":
        return "2027-03-01T18:30:00Z"
    return _BY_TYPE[schema["type"]]


def _may_be(value: object, kind: Schema, schema: Schema) -> bool:
    if value is None:
        return {"type": "null"} in kind.get("anyOf", [])
    return value in schema.get("enum", [value])
