"""Who sends a request, and whether that may be."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tests.support.appwrite_server.errors import Refusal, blocked, unauthorized
from tests.support.appwrite_server.model import Caller, Project, Record

_ACCESS_NOTED_EVERY = timedelta(days=1)


def find_caller(project: Project, headers: Mapping[str, str], now: str) -> tuple[Caller, bool]:
    """The caller, and whether it is a user's first access for a day. A key wins over a session. Raises Refusal."""
    key = headers.get("x-appwrite-key")
    if key is not None:
        if not hmac.compare_digest(key.encode(), project.key.encode()):
            raise unauthorized()
        return Caller(is_key=True), False
    _check_origin(project, headers)
    session = _session_of(project, headers, now)
    user = project.users.get(session["userId"]) if session else None
    if user is None:
        return Caller(), False
    is_first = _is_first_access(user, now)
    if not user["status"]:
        if is_first:
            note_access(user, now)
        raise blocked()
    return Caller(user=user, session=session), is_first


def require_scopes(project: Project, caller: Caller, scopes: tuple[str, ...]) -> None:
    """The key has every scope but `account`; users have that alone; guests none."""
    is_for_users = scopes == ("account",)
    if not scopes or (caller.is_key and not is_for_users) or (caller.user is not None and is_for_users):
        return
    who, role = "User", "guests"
    if caller.is_key:
        who, role = f"app.{project.id}@service.localhost", "applications"
    elif caller.user:
        who, role = caller.user["email"] or "User", "users"
    wanted = json.dumps(scopes, separators=(",", ":"))
    raise Refusal(401, "general_unauthorized_scope", f"{who} (role: {role}) missing scopes ({wanted})")


def _check_origin(project: Project, headers: Mapping[str, str]) -> None:
    host = urlsplit(headers.get("origin", "")).hostname
    if host and host not in project.settings.platforms:
        raise Refusal(403, "general_unknown_origin", f"Invalid Origin. {unknown_platform(host)}")


def unknown_platform(host: str) -> str:
    return f"Register your new client ({host}) as a new Web platform on your project console dashboard"


def _is_first_access(user: Record, now: str) -> bool:
    last = user["accessedAt"]
    return not last or datetime.fromisoformat(now) - datetime.fromisoformat(last) >= _ACCESS_NOTED_EVERY


def note_access(user: Record, now: str) -> None:
    """Once a day, after the answer is made."""
    user |= {"accessedAt": now, "$updatedAt": now}


def _session_of(project: Project, headers: Mapping[str, str], now: str) -> Record | None:
    if "x-appwrite-jwt" in headers:
        return _session_of_jwt(project, headers["x-appwrite-jwt"])
    text = headers.get("x-appwrite-session") or _cookie(project, headers.get("cookie", ""))
    try:
        told = json.loads(base64.b64decode(text, validate=True))
        hashed = hash_secret(told["secret"])
    except (ValueError, KeyError, TypeError):
        return None
    for session in project.sessions.values():
        if session["secret"] == hashed and session["userId"] == told["id"] and session["expire"] > now:
            return session
    return None


def _cookie(project: Project, header: str) -> str:
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return next((value for name, _, value in pairs if name == f"a_session_{project.id}"), "")


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def session_text(user_id: str, secret: str) -> str:
    """What clients hold and send: the user and the secret in one."""
    return base64.b64encode(json.dumps({"id": user_id, "secret": secret}).encode()).decode()


def new_jwt(project: Project, user_id: str, session_id: str, lifetime_s: float) -> str:
    ahead_s = datetime.fromisoformat(project.clock.now()).timestamp()
    claims = {
        "userId": user_id,
        "sessionId": session_id,
        "exp": ahead_s + lifetime_s,
        "jti": secrets.token_hex(4),
    }
    parts = [_segment({"typ": "JWT", "alg": "HS256"}), _segment(claims)]
    return ".".join([*parts, _signature(project, parts)])


def _session_of_jwt(project: Project, text: str) -> Record | None:
    parts = text.split(".")
    if len(parts) != 3:
        raise _bad_jwt("Incomplete segments")
    if not hmac.compare_digest(parts[2], _signature(project, parts[:2])):
        raise _bad_jwt("Invalid signature")
    claims = json.loads(base64.urlsafe_b64decode(parts[1]))
    if claims["exp"] <= datetime.fromisoformat(project.clock.now()).timestamp():
        raise _bad_jwt("Expired")
    if claims["sessionId"]:
        return project.sessions.get(claims["sessionId"])
    return {"$id": "", "userId": claims["userId"]}


def _segment(content: Record) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode()


def _signature(project: Project, parts: list[str]) -> str:
    return hmac.new(project.key.encode(), ".".join(parts).encode(), "sha256").hexdigest()


def _bad_jwt(what: str) -> Refusal:
    return Refusal(401, "user_jwt_invalid", f"Failed to verify JWT. Invalid token: {what}")
