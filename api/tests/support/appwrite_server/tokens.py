"""Secrets that arrive by mail (verification, recovery) or by the server (one-time login), each good once."""

import secrets
from urllib.parse import urlencode, urlsplit

from tests.support.appwrite_server.callers import hash_secret, unknown_platform
from tests.support.appwrite_server.errors import Refusal, bad_token, blocked, invalid, user_not_found
from tests.support.appwrite_server.model import Answer, Call, Record, new_id
from tests.support.appwrite_server.people import checked_email, checked_password, find_by_email, find_user
from tests.support.appwrite_server.people import set_password as change_password
from tests.support.appwrite_server.routing import route
from tests.support.appwrite_server.sessions import end_sessions, sign_in

_LIFETIME_S = 3600
_TRIES_AN_HOUR = 10
_VERIFICATION = "/account/verifications/email"
_RECOVERY = "/account/recovery"


def _new_token(
    call: Call, user_id: str, purpose: str, lifetime_s: float, length: int = 256
) -> tuple[Record, str]:
    secret = secrets.token_hex(length)[:length]
    token: Record = {"$id": new_id(), "$createdAt": call.now, "userId": user_id, "secret": ""}
    token |= {"expire": call.project.clock.later(lifetime_s), "phrase": ""}
    call.project.tokens[token["$id"]] = token | {"purpose": purpose, "hash": hash_secret(secret)}
    return token, secret


def _spend(call: Call, purpose: str) -> Record:
    """The token that the request's user and secret name, used up. Raises Refusal."""
    find_user(call.project, str(call.body.get("userId")))
    hashed = hash_secret(str(call.body.get("secret")))
    for token in call.project.tokens.values():
        is_meant = (token["userId"], token["purpose"]) == (call.body["userId"], purpose)
        if is_meant and token["hash"] == hashed and token["expire"] > call.now:
            del call.project.tokens[token["$id"]]
            return {key: value for key, value in token.items() if key not in ("purpose", "hash")}
    raise bad_token()


def _checked_url(call: Call) -> str:
    url = str(call.body.get("url"))
    host = urlsplit(url).hostname
    if host not in call.project.settings.platforms:
        raise invalid("url", f"Invalid URI. {unknown_platform(str(host))}")
    return url


def _check_mail_works(call: Call) -> None:
    if not call.project.settings.smtp:
        raise Refusal(503, "general_smtp_disabled", "SMTP Disabled")


def _mail(call: Call, user: Record, purpose: str, url: str) -> Answer:
    """Mails the link; the secret itself is in the answer for a key alone."""
    token, secret = _new_token(call, user["$id"], purpose, _LIFETIME_S)
    link = f"{url}?{urlencode({'userId': user['$id'], 'secret': secret, 'expire': token['expire']})}"
    mail = {"to": user["email"], "purpose": purpose, "link": link, "secret": secret, "userId": user["$id"]}
    mail |= {
        "subject": f"Account {purpose}",
        "text": f"Hello {user['name']},\n\n{link}\n",
        "sentAt": call.now,
    }
    call.project.mails.append(mail)
    return Answer(201, token | {"secret": secret if call.caller.is_key else ""})


@route("POST", _VERIFICATION, "account.create_verification", scopes=("account",), limit=_TRIES_AN_HOUR)
def create_verification(call: Call) -> Answer:
    _check_mail_works(call)
    url = _checked_url(call)
    user: Record = call.caller.user or {}
    if user["emailVerification"]:
        raise Refusal(409, "user_email_already_verified", "User email is already verified")
    return _mail(call, user, "verification", url)


@route("PUT", _VERIFICATION, "account.update_verification", limit=_TRIES_AN_HOUR)
def update_verification(call: Call) -> Answer:
    token = _spend(call, "verification")
    find_user(call.project, token["userId"]).update({"emailVerification": True, "$updatedAt": call.now})
    return Answer(200, token)


@route("PUT", "/account/verification", "account.update_verification", limit=_TRIES_AN_HOUR)
def update_verification_by_old_path(call: Call) -> Answer:
    return update_verification(call)


@route("POST", _RECOVERY, "account.create_recovery", limit=_TRIES_AN_HOUR)
def create_recovery(call: Call) -> Answer:
    """Tells whether an address is known."""
    _check_mail_works(call)
    email, url = checked_email(call.body.get("email")), _checked_url(call)
    user = find_by_email(call.project, email)
    if user is None:
        raise user_not_found()
    if not user["status"]:
        raise blocked()
    return _mail(call, user, "recovery", url)


@route("PUT", _RECOVERY, "account.update_recovery", limit=_TRIES_AN_HOUR)
def update_recovery(call: Call) -> Answer:
    """Ends every session; the mail arrived, so the address counts as verified."""
    password = checked_password(call.body.get("password"))
    token = _spend(call, "recovery")
    user = find_user(call.project, token["userId"])
    change_password(user, password, call.now)
    user |= {"emailVerification": True, "$updatedAt": call.now}
    end_sessions(call.project, user["$id"])
    return Answer(200, token)


def login_token(call: Call, user: Record) -> Answer:
    """A one-time login, for the server to hand over."""
    length, lifetime_s = call.body.get("length", 6), call.body.get("expire", 900)
    token, secret = _new_token(call, user["$id"], "login", lifetime_s, length)
    return Answer(201, token | {"secret": secret})


@route("POST", "/account/sessions/token", "account.create_session", limit=_TRIES_AN_HOUR)
def create_session(call: Call) -> Answer:
    if call.body.get("userId") not in call.project.users:
        raise bad_token()
    token = _spend(call, "login")
    return sign_in(call, token["userId"], "token", "", "token")
