"""The account of the user who asks, and signing in."""

from tests.support.appwrite_server.callers import new_jwt
from tests.support.appwrite_server.clock import as_database_writes
from tests.support.appwrite_server.errors import Refusal, bad_credentials, blocked
from tests.support.appwrite_server.model import Answer, Call, Record, new_id
from tests.support.appwrite_server.people import (
    checked_email,
    checked_password,
    create_user,
    find_by_email,
    has_password,
    set_email,
    set_password,
    shown_to_user,
)
from tests.support.appwrite_server.routing import route
from tests.support.appwrite_server.schema import asked_id
from tests.support.appwrite_server.sessions import (
    end_sessions,
    find_session,
    sessions_of,
    sign_in,
    signed_out,
)
from tests.support.appwrite_server.sessions import shown_to_user as session_shown
from tests.support.appwrite_server.users import checked_prefs

ACCOUNT = ("account",)
_TRIES_AN_HOUR = 10


def _me(call: Call) -> Record:
    return call.caller.user or {}


def _changed(call: Call, headers: list[tuple[str, str]] | None = None, **changes: object) -> Answer:
    user = _me(call)
    user |= changes | {"$updatedAt": call.now}
    return Answer(200, shown_to_user(call, user), headers or [])


@route("POST", "/account", "account.create", limit=_TRIES_AN_HOUR)
def create(call: Call) -> Answer:
    user_id = asked_id("userId", call.body.get("userId"))
    email, password = checked_email(call.body.get("email")), checked_password(call.body.get("password"))
    user = create_user(call.project, user_id, email, password, call.body.get("name") or "", call.now)
    user["accessedAt"] = call.now
    return Answer(201, shown_to_user(call, user))


@route("GET", "/account", "account.get", scopes=ACCOUNT)
def get(call: Call) -> Answer:
    return Answer(200, shown_to_user(call, _me(call)))


@route("POST", "/account/sessions/email", "account.create_email_session", limit=_TRIES_AN_HOUR)
def create_email_session(call: Call) -> Answer:
    email, password = checked_email(call.body.get("email")), checked_password(call.body.get("password"))
    user = find_by_email(call.project, email)
    if user is None or not has_password(user, password):
        raise bad_credentials()
    if not user["status"]:
        raise blocked()
    return sign_in(call, user["$id"], "email", user["email"], "password")


@route("POST", "/account/sessions/anonymous", "account.create_anonymous_session", limit=50)
def create_anonymous_session(call: Call) -> Answer:
    if call.caller.user is not None:
        message = "Creation of a session is prohibited when a session is active."
        raise Refusal(401, "user_session_already_exists", message)
    user = create_user(call.project, new_id(), "", "", "", call.now)
    user["accessedAt"] = call.now
    return sign_in(call, user["$id"], "anonymous", "", "anonymous")


@route("GET", "/account/sessions", "account.list_sessions", scopes=ACCOUNT)
def list_sessions(call: Call) -> Answer:
    sessions = sessions_of(call.project, _me(call)["$id"])
    return Answer(200, {"total": len(sessions), "sessions": [session_shown(call, each) for each in sessions]})


@route("GET", "/account/sessions/{session}", "account.get_session", scopes=ACCOUNT)
def get_session(call: Call) -> Answer:
    session = find_session(call, _me(call)["$id"], call.path["session"])
    return Answer(200, session_shown(call, session))


@route("PATCH", "/account/sessions/{session}", "account.update_session", scopes=ACCOUNT, limit=_TRIES_AN_HOUR)
def update_session(call: Call) -> Answer:
    """Extends it. The answer shows the session as the database is about to get it."""
    session = find_session(call, _me(call)["$id"], call.path["session"])
    expire = call.project.clock.later(call.project.settings.session_length_s)
    shown = session | {
        "expire": as_database_writes(expire),
        "countryName": "",
        "current": False,
        "secret": "",
    }
    session |= {"expire": expire, "$updatedAt": call.now}
    return Answer(200, shown)


@route("DELETE", "/account/sessions/{session}", "account.delete_session", scopes=ACCOUNT, limit=100)
def delete_session(call: Call) -> Answer:
    session = find_session(call, _me(call)["$id"], call.path["session"])
    del call.project.sessions[session["$id"]]
    return Answer(204, None, signed_out(call) if session is call.caller.session else [])


@route("DELETE", "/account/sessions", "account.delete_sessions", scopes=ACCOUNT, limit=100)
def delete_sessions(call: Call) -> Answer:
    end_sessions(call.project, _me(call)["$id"])
    return Answer(204, None, signed_out(call))


@route("PATCH", "/account/name", "account.update_name", scopes=ACCOUNT)
def update_name(call: Call) -> Answer:
    return _changed(call, name=call.body.get("name", ""))


@route("PATCH", "/account/status", "account.update_status", scopes=ACCOUNT)
def update_status(call: Call) -> Answer:
    """Blocks oneself."""
    return _changed(call, signed_out(call), status=False)


@route("PATCH", "/account/email", "account.update_email", scopes=ACCOUNT)
def update_email(call: Call) -> Answer:
    """Needs the password; whoever has none yet gets the one given."""
    user = _me(call)
    email, password = checked_email(call.body.get("email")), checked_password(call.body.get("password"))
    if user["password"] and not has_password(user, password):
        raise bad_credentials()
    set_email(call.project, user, email, call.now)
    if not user["password"]:
        set_password(user, password, call.now)
    return _changed(call)


@route("PATCH", "/account/password", "account.update_password", scopes=ACCOUNT, limit=_TRIES_AN_HOUR)
def update_password(call: Call) -> Answer:
    """Ends the other sessions."""
    user, password = _me(call), checked_password(call.body.get("password"))
    if user["password"] and not has_password(user, call.body.get("oldPassword")):
        raise bad_credentials()
    set_password(user, password, call.now)
    end_sessions(call.project, user["$id"], keep=call.caller.session)
    return _changed(call)


@route("GET", "/account/prefs", "account.get_prefs", scopes=ACCOUNT)
def get_prefs(call: Call) -> Answer:
    return Answer(200, _me(call)["prefs"])


@route("PATCH", "/account/prefs", "account.update_prefs", scopes=ACCOUNT)
def update_prefs(call: Call) -> Answer:
    return _changed(call, prefs=checked_prefs(call.body.get("prefs")))


@route("POST", "/account/jwts", "account.create_jwt", scopes=ACCOUNT, limit=120)
def create_jwt(call: Call) -> Answer:
    session_id = call.caller.session["$id"] if call.caller.session else ""
    return Answer(201, {"jwt": new_jwt(call.project, _me(call)["$id"], session_id, 900)})
