"""Coming in and going out."""

from flask import Response

from app.api.auth_schemas import (
    EmailBody,
    LoginBody,
    OptOutBody,
    RegisterBody,
    ResetPasswordBody,
    VerifyEmailBody,
)
from app.api.context import client, services
from app.api.envelope import Done, answers, ok
from app.api.guards import caller_if_any, current_login, current_user, public, require_auth
from app.api.limits import limited
from app.api.resource import Resource
from app.api.session_cookie import clear_cookie, set_cookie
from app.api.user_view import UserView, user_view
from app.models.ids import UserId

VERIFICATION_SENT = Done("verification_sent")

blueprint = Resource("auth", "/auth")


@blueprint.post("/register", responses=answers(Done, 202))
@public
@limited(lambda limits: limits.registrations)
def register(body: RegisterBody) -> Response:
    """Ask for an account; a mailed link confirms it. Known addresses are answered alike."""
    services().accounts.register(body.email, body.password, body.name)
    return ok(VERIFICATION_SENT, 202)


@blueprint.post("/verify-email", responses=answers(UserView))
@public
def verify_email(body: VerifyEmailBody) -> Response:
    """Confirm an address by the mailed link. Earlier logins end; this device, if signed in, gets a new one."""
    user, renewed = services().accounts.verify_email(
        UserId(body.user_id), body.secret, caller_if_any(), client()
    )
    response = ok(user_view(user))
    return response if renewed is None else set_cookie(response, renewed)


@blueprint.post("/verify-email/resend", responses=answers(Done, 202))
@public
@limited(lambda limits: limits.account_mails)
def resend_verification(body: EmailBody) -> Response:
    """Ask for the confirming mail again. Every address is answered alike."""
    services().accounts.resend_verification(body.email)
    return ok(VERIFICATION_SENT, 202)


@blueprint.post("/login", responses=answers(UserView))
@public
def login(body: LoginBody) -> Response:
    """Sign in; sets the session cookie."""
    signed_in = services().sign_in.with_password(body.email, body.password, body.remember, client())
    return set_cookie(ok(user_view(signed_in.user)), signed_in)


@blueprint.post("/guest", responses=answers(UserView, 201))
@public
@limited(lambda limits: limits.guests)
def play_as_guest() -> Response:
    """Play at once, without an address; sets the session cookie."""
    signed_in = services().sign_in.as_guest(client())
    return set_cookie(ok(user_view(signed_in.user), 201), signed_in)


@blueprint.post("/upgrade", responses=answers(Done, 202))
@require_auth
@limited(lambda limits: limits.registrations)
def upgrade_guest(body: RegisterBody) -> Response:
    """Give a guest an address and a password; a mailed link confirms it. All it has stays. Renews the cookie."""
    renewed = services().accounts.upgrade(
        current_user(), current_login(), body.email, body.password, body.name, client()
    )
    return set_cookie(ok(VERIFICATION_SENT, 202), renewed)


@blueprint.post("/logout", responses=answers(Done))
@require_auth
def logout() -> Response:
    """End this device's login."""
    services().sign_in.close(current_user().id, current_login().id)
    return clear_cookie(ok(Done("signed_out")))


@blueprint.post("/forgot-password", responses=answers(Done, 202))
@public
@limited(lambda limits: limits.account_mails)
def forgot_password(body: EmailBody) -> Response:
    """Ask for a link that allows a new password. Every address is answered alike."""
    services().password_reset.ask(body.email)
    return ok(Done("reset_sent"), 202)


@blueprint.post("/reset-password", responses=answers(Done))
@public
def reset_password(body: ResetPasswordBody) -> Response:
    """Choose a new password by the mailed link. Every device is signed out."""
    services().password_reset.reset(UserId(body.user_id), body.secret, body.password, client())
    return ok(Done("password_changed"))


@blueprint.post("/mail-opt-out", responses=answers(Done))
@public
def opt_out_of_mails(body: OptOutBody) -> Response:
    """No more mails that say it is one's turn, by the link in one of them. Safe to repeat."""
    services().opt_out.stop(body.token)
    return ok(Done("off"))
