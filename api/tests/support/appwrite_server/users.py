"""Users, as the server with a key manages them."""

import json
import string

from tests.support.appwrite_server.callers import new_jwt
from tests.support.appwrite_server.errors import invalid
from tests.support.appwrite_server.model import Answer, Call, Record
from tests.support.appwrite_server.people import (
    checked_email,
    checked_password,
    create_user,
    find_user,
    set_email,
    set_password,
    shown_to_server,
)
from tests.support.appwrite_server.queries import Fields, Things, select
from tests.support.appwrite_server.routing import route
from tests.support.appwrite_server.schema import asked_id
from tests.support.appwrite_server.sessions import end_sessions, find_session, open_session, sessions_of
from tests.support.appwrite_server.tokens import login_token

READ = ("users.read",)
WRITE = ("users.write",)
_USER = "/users/{user}"
_PREFS_MAX_BYTES = 65_535
_LABEL_CHARS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_WHO = ("$id", "$createdAt", "$updatedAt", "name", "email", "phone", "status", "registration")
_ASKED_FOR = (*_WHO, "passwordUpdate", "emailVerification", "labels", "accessedAt")


def _user(call: Call) -> Record:
    return find_user(call.project, call.path["user"])


def _changed(call: Call, **changes: object) -> Answer:
    user = _user(call)
    user |= changes | {"$updatedAt": call.now}
    return Answer(200, shown_to_server(user))


@route("POST", "/users", "users.create", scopes=WRITE)
def create(call: Call) -> Answer:
    body = call.body
    user_id = asked_id("userId", body.get("userId"))
    email = checked_email(body["email"], " or null") if body.get("email") else ""
    password = checked_password(body["password"]) if body.get("password") else ""
    user = create_user(call.project, user_id, email, password, body.get("name") or "", call.now)
    return Answer(201, shown_to_server(user))


@route("GET", "/users", "users.list", scopes=READ)
def list_users(call: Call) -> Answer:
    page = select(Things(list(call.project.users.values())), call.queries, Fields.of(_ASKED_FOR))
    return Answer(200, {"total": page.total, "users": [shown_to_server(user) for user in page.items]})


@route("GET", _USER, "users.get", scopes=READ)
def get(call: Call) -> Answer:
    return Answer(200, shown_to_server(_user(call)))


@route("DELETE", _USER, "users.delete", scopes=WRITE)
def delete(call: Call) -> Answer:
    user = _user(call)
    end_sessions(call.project, user["$id"])
    del call.project.users[user["$id"]]
    return Answer(204)


@route("PATCH", f"{_USER}/name", "users.update_name", scopes=WRITE)
def update_name(call: Call) -> Answer:
    return _changed(call, name=call.body.get("name", ""))


@route("PATCH", f"{_USER}/status", "users.update_status", scopes=WRITE)
def update_status(call: Call) -> Answer:
    return _changed(call, status=bool(call.body.get("status")))


@route("PATCH", f"{_USER}/verification", "users.update_verification", scopes=WRITE)
def update_verification(call: Call) -> Answer:
    return _changed(call, emailVerification=bool(call.body.get("emailVerification")))


@route("PATCH", f"{_USER}/email", "users.update_email", scopes=WRITE)
def update_email(call: Call) -> Answer:
    user = _user(call)
    email = checked_email(call.body["email"]) if call.body.get("email") else ""
    set_email(call.project, user, email, call.now)
    answer = Answer(200, shown_to_server(user))
    for target in user["targets"]:
        target["$updatedAt"] = call.now
    return answer


@route("PATCH", f"{_USER}/password", "users.update_password", scopes=WRITE)
def update_password(call: Call) -> Answer:
    """Ends every session."""
    user = _user(call)
    set_password(user, checked_password(call.body.get("password")), call.now)
    end_sessions(call.project, user["$id"])
    return _changed(call)


@route("PUT", f"{_USER}/labels", "users.update_labels", scopes=WRITE)
def update_labels(call: Call) -> Answer:
    labels = call.body.get("labels")
    if not isinstance(labels, list) or not all(_is_label(label) for label in labels):
        chars = ", ".join(_LABEL_CHARS)
        rule = (
            "Value must a valid array no longer than 1000 items and Value must be a valid string and "
            f"at least 1 chars and no longer than 36 chars and only consist of '{chars}' chars"
        )
        raise invalid("labels", rule)
    return _changed(call, labels=list(dict.fromkeys(labels)))


def _is_label(label: object) -> bool:
    return isinstance(label, str) and 1 <= len(label) <= 36 and not set(label) - set(_LABEL_CHARS)


def checked_prefs(value: object) -> Record:
    if not isinstance(value, dict) or len(json.dumps(value)) > _PREFS_MAX_BYTES:
        raise invalid("prefs", "Value must be a valid object.")
    return value


@route("GET", f"{_USER}/prefs", "users.get_prefs", scopes=READ)
def get_prefs(call: Call) -> Answer:
    return Answer(200, _user(call)["prefs"])


@route("PATCH", f"{_USER}/prefs", "users.update_prefs", scopes=WRITE)
def update_prefs(call: Call) -> Answer:
    _changed(call, prefs=checked_prefs(call.body.get("prefs")))
    return Answer(200, _user(call)["prefs"])


@route("GET", f"{_USER}/sessions", "users.list_sessions", scopes=READ)
def list_sessions(call: Call) -> Answer:
    sessions = sessions_of(call.project, _user(call)["$id"])
    return Answer(200, {"total": len(sessions), "sessions": sessions})


@route("POST", f"{_USER}/sessions", "users.create_session", scopes=WRITE)
def create_session(call: Call) -> Answer:
    """Works for a blocked user too, and beyond the limit of sessions."""
    session, text = open_session(call, _user(call)["$id"], "server", "", "server")
    return Answer(201, session | {"secret": text})


@route("DELETE", f"{_USER}/sessions", "users.delete_sessions", scopes=WRITE)
def delete_sessions(call: Call) -> Answer:
    end_sessions(call.project, _user(call)["$id"])
    return Answer(204)


@route("DELETE", f"{_USER}/sessions/{{session}}", "users.delete_session", scopes=WRITE)
def delete_session(call: Call) -> Answer:
    session = find_session(call, _user(call)["$id"], call.path["session"])
    del call.project.sessions[session["$id"]]
    return Answer(204)


@route("POST", f"{_USER}/tokens", "users.create_token", scopes=WRITE)
def create_token(call: Call) -> Answer:
    return login_token(call, _user(call))


@route("POST", f"{_USER}/jwts", "users.create_jwt", scopes=WRITE)
def create_jwt(call: Call) -> Answer:
    """A session that is not the user's leaves the token without one."""
    duration = call.body.get("duration", 900)
    if not isinstance(duration, int) or not 0 <= duration <= 3600:
        raise invalid("duration", "Value must be a valid range between 0 and 3,600")
    user_id = _user(call)["$id"]
    session = call.project.sessions.get(call.body.get("sessionId") or "")
    session_id = session["$id"] if session and session["userId"] == user_id else ""
    return Answer(201, {"jwt": new_jwt(call.project, user_id, session_id, duration)})
