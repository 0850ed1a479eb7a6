"""Users as the server keeps and shows them. Hashes are cheap ones: tests make many."""

import hashlib
import re
import secrets

from tests.support.appwrite_server.clock import as_database_writes
from tests.support.appwrite_server.errors import Refusal, invalid, user_not_found
from tests.support.appwrite_server.model import Call, Project, Record, new_id

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_HASHING = {"type": "argon2", "memory_cost": 65536, "time_cost": 4, "threads": 3}
_SECRET = ("password", "hash", "hashOptions")


def find_user(project: Project, user_id: str) -> Record:
    if user_id not in project.users:
        raise user_not_found()
    return project.users[user_id]


def find_by_email(project: Project, email: str) -> Record | None:
    wanted = email.lower()
    return next((user for user in project.users.values() if user["email"] == wanted), None)


def checked_email(value: object, hint: str = "") -> str:
    if not isinstance(value, str) or not _EMAIL.fullmatch(value):
        raise invalid("email", f"Value must be a valid email address{hint}")
    return value.lower()


def checked_password(value: object) -> str:
    if not isinstance(value, str) or not 8 <= len(value) <= 256:
        raise invalid("password", "Password must be between 8 and 256 characters long.")
    return value


def create_user(project: Project, user_id: str, email: str, password: str, name: str, now: str) -> Record:
    """Both may be blank: then the user has no address, or no password. Raises Refusal if taken."""
    if user_id in project.users or (email and find_by_email(project, email)):
        message = "A user with the same id, email, or phone already exists in this project."
        raise Refusal(409, "user_already_exists", message)
    user: Record = {"$id": user_id, "$createdAt": now, "$updatedAt": now, "name": name, "registration": now}
    user |= {"password": "", "hash": "argon2", "hashOptions": _HASHING, "status": True, "labels": []}
    user |= {"passwordUpdate": "", "email": "", "phone": "", "emailVerification": False}
    user |= {"phoneVerification": False, "mfa": False, "prefs": {}, "targets": [], "accessedAt": ""}
    user |= {"impersonator": False, "impersonatorUserId": None}
    user |= _about(email)
    if email:
        user["targets"] = [_target(user_id, email, now)]
    if password:
        set_password(user, password, now)
    project.users[user_id] = user
    return user


def _target(user_id: str, email: str, now: str) -> Record:
    return {
        "$id": new_id(),
        "$createdAt": now,
        "$updatedAt": now,
        "name": "",
        "userId": user_id,
        "providerId": None,
        "providerType": "email",
        "identifier": email,
        "expired": False,
    }


def _about(email: str) -> Record:
    """What the server finds out about an address; nothing, without one."""
    known = bool(email)
    return {
        "email": email,
        "emailCanonical": email if known else None,
        "emailIsFree": False if known else None,
        "emailIsDisposable": email.endswith("@example.com") if known else None,
        "emailIsCorporate": False if known else None,
        "emailIsCanonical": True if known else None,
    }


def set_email(project: Project, user: Record, email: str, now: str) -> None:
    """Raises Refusal if another has it. A target shows the time of the change before."""
    other = find_by_email(project, email) if email else None
    if other is not None and other is not user:
        message = "A target with the same ID already exists."
        raise Refusal(409, "user_target_already_exists", message)
    user |= _about(email) | {"emailVerification": False, "$updatedAt": now}
    for target in user["targets"]:
        target["identifier"] = email


def set_password(user: Record, password: str, now: str) -> None:
    salt = secrets.token_hex(8)
    user |= {"password": f"{salt}${_hashed(salt, password)}", "passwordUpdate": now}


def has_password(user: Record, password: object) -> bool:
    salt, _, hashed = user["password"].partition("$")
    return bool(hashed) and isinstance(password, str) and _hashed(salt, password) == hashed


def _hashed(salt: str, password: str) -> str:
    return hashlib.sha256(f"{salt}{password}".encode()).hexdigest()


def shown_to_server(user: Record) -> Record:
    return user | {"targets": [dict(target) for target in user["targets"]]}


def shown_to_user(call: Call, user: Record) -> Record:
    """Without the password; the first access of a day shows its own time as the database is about to get it."""
    shown = {key: value for key, value in shown_to_server(user).items() if key not in _SECRET}
    return shown | ({"accessedAt": as_database_writes(call.now)} if call.is_first_access else {})
