"""Sessions: what a sign-in makes, and how sessions end."""

import json
import secrets

from tests.support.appwrite_server.callers import hash_secret, session_text
from tests.support.appwrite_server.errors import session_not_found
from tests.support.appwrite_server.model import Answer, Call, Project, Record, new_id

_BLANK = ("osVersion", "clientType", "clientCode", "clientName", "clientVersion", "clientEngine")
_BLANK_TOO = ("clientEngineVersion", "deviceBrand", "deviceModel")
_DEVICE = dict.fromkeys((*_BLANK, *_BLANK_TOO), "") | {
    "ip": "127.0.0.1",
    "osCode": "LIN",
    "osName": "GNU/Linux",
    "deviceName": "desktop",
    "countryCode": "--",
    "countryName": "Unknown",
}
_TOKENS = {"providerAccessToken": "", "providerAccessTokenExpiry": "", "providerRefreshToken": ""}


def open_session(
    call: Call, user_id: str, provider: str, provider_uid: str, factor: str
) -> tuple[Record, str]:
    """A new session, and the text that its holder sends."""
    project, secret = call.project, secrets.token_hex(128)
    session: Record = {"$id": new_id(), "$createdAt": call.now, "$updatedAt": call.now, "userId": user_id}
    session |= {"expire": project.clock.later(project.settings.session_length_s), "provider": provider}
    session |= {"providerUid": provider_uid, **_TOKENS, **_DEVICE, "current": False, "factors": [factor]}
    session |= {"secret": hash_secret(secret), "mfaUpdatedAt": ""}
    project.sessions[session["$id"]] = session
    return session, session_text(user_id, secret)


def sign_in(call: Call, user_id: str, provider: str, provider_uid: str, factor: str) -> Answer:
    """Opens a session for the client that asks, at the cost of the user's oldest. Only a key sees the secret."""
    session, text = open_session(call, user_id, provider, provider_uid, factor)
    limit = call.project.settings.session_limit
    for old in sessions_of(call.project, user_id)[: -limit if limit else 0]:
        del call.project.sessions[old["$id"]]
    body = session | {"current": True, "secret": text if call.caller.is_key else ""}
    return Answer(201, body, _cookies(call, text))


def signed_out(call: Call) -> list[tuple[str, str]]:
    """The headers that take a client's cookies away."""
    return _cookies(call, "")


def _cookies(call: Call, text: str) -> list[tuple[str, str]]:
    name = f"a_session_{call.project.id}"
    life = f"max-age={call.project.settings.session_length_s}" if text else "max-age=0"
    value = text or "deleted"
    cookies = [
        ("Set-Cookie", f"{each}={value}; path=/; {life}; httponly") for each in (f"{name}_legacy", name)
    ]
    return [*cookies, ("X-Fallback-Cookies", json.dumps({name: text} if text else []))]


def sessions_of(project: Project, user_id: str) -> list[Record]:
    """Oldest first."""
    return [session for session in project.sessions.values() if session["userId"] == user_id]


def find_session(call: Call, user_id: str, session_id: str) -> Record:
    """One of the user's sessions; `current` is the caller's. Raises Refusal."""
    wanted = call.caller.session["$id"] if session_id == "current" and call.caller.session else session_id
    session = call.project.sessions.get(wanted)
    if session is None or session["userId"] != user_id:
        raise session_not_found()
    return session


def end_sessions(project: Project, user_id: str, keep: Record | None = None) -> None:
    for session in sessions_of(project, user_id):
        if session is not keep:
            del project.sessions[session["$id"]]


def shown_to_user(call: Call, session: Record) -> Record:
    return session | {"secret": "", "current": session is call.caller.session}
