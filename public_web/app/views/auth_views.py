"""Signing up, in and out."""

from contextlib import suppress

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.security.redirects import local_path
from app.services import account_service
from app.services.api_client import LoginChange
from app.services.errors import ApiError, SignedOut
from app.views.caller import api, is_signed_in, settings, signed_in
from app.views.forms import Form, again, missing, refused, typed
from app.views.kept import forget, kept
from app.views.look_views import adopt_look

blueprint = Blueprint("auth", __name__)

EMAIL, PASSWORD, NAME = ("email", "E-mail"), ("password", "A password"), ("name", "A name")


@blueprint.get("/login")
def login() -> ResponseReturnValue:
    """The sign-in form. `next` is where it leads."""
    form = Form({"next": request.args.get("next", "")})
    return render_template("auth/login.html", form=form, has_expired=request.args.get("expired") == "1")


@blueprint.post("/login")
def sign_in() -> ResponseReturnValue:
    """Signs in and goes on."""
    values = typed("email", "password", "remember", "next")
    errors = missing(values, dict([EMAIL, PASSWORD]))
    if errors:
        return render_template("auth/login.html", form=again(values, errors)), 422
    try:
        account = account_service.sign_in(
            api(), values["email"], values["password"], remember=bool(values["remember"])
        )
    except ApiError as error:
        return render_template("auth/login.html", form=refused(values, error)), error.status
    adopt_look(account)
    if kept():
        return redirect(url_for("auth.resume"), 303)
    return redirect(local_path(values["next"], url_for("characters.index")), 303)


@blueprint.get("/resume")
@signed_in
def resume() -> ResponseReturnValue:
    """What was being sent when the sign-in ended: to be sent now, or not."""
    found = kept()
    if found is None:
        return redirect(url_for("characters.index"), 303)
    return render_template("auth/resume.html", kept=found)


@blueprint.post("/resume")
@signed_in
def leave_it() -> ResponseReturnValue:
    """Throws away what was kept, and goes back to the page it was typed on."""
    found = kept()
    forget()
    return redirect(local_path(found.page if found else "", url_for("characters.index")), 303)


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    """Ends the login here and on the server."""
    if is_signed_in():
        with suppress(SignedOut):  # it had ended already: what was asked for holds
            account_service.sign_out(api())
        api().login_change = LoginChange(None)
    forget()
    return redirect(url_for("home.landing"), 303)


@blueprint.get("/register")
def register() -> ResponseReturnValue:
    """The sign-up form."""
    return render_template("auth/register.html", form=Form())


@blueprint.post("/register")
def sign_up() -> ResponseReturnValue:
    """Asks for a confirming mail."""
    values = typed("name", "email", "password")
    errors = missing(values, dict([NAME, EMAIL, PASSWORD]))
    if errors:
        return render_template("auth/register.html", form=again(values, errors)), 422
    try:
        account_service.register(api(), values["email"], values["password"], values["name"])
    except ApiError as error:
        return render_template("auth/register.html", form=refused(values, error)), error.status
    return letter_sent("Confirm your e-mail", values["email"], "a link that opens your account")


@blueprint.get("/forgot")
def forgot() -> ResponseReturnValue:
    """The form for a lost password."""
    return render_template(
        "auth/forgot_password.html", form=Form({"email": request.args.get("email", "")[:254]})
    )


@blueprint.post("/forgot")
def ask_for_reset() -> ResponseReturnValue:
    """Has a link mailed, and says the same for every address."""
    values = typed("email")
    errors = missing(values, dict([EMAIL]))
    if errors:
        return render_template("auth/forgot_password.html", form=again(values, errors)), 422
    try:
        account_service.ask_for_reset(api(), values["email"])
    except ApiError as error:
        return render_template("auth/forgot_password.html", form=refused(values, error)), error.status
    return letter_sent(
        "Look into your mail", values["email"], "a link to choose a new password, if an account has it"
    )


@blueprint.get("/reset")
def reset() -> ResponseReturnValue:
    """The form behind the mailed link. Opening it uses nothing up."""
    return render_template("auth/reset_password.html", form=Form(_link()))


@blueprint.post("/reset")
def choose_password() -> ResponseReturnValue:
    """Sets the new password; all logins end."""
    values = typed("user_id", "secret", "password")
    errors = missing(values, dict([PASSWORD]))
    if errors:
        return render_template("auth/reset_password.html", form=again(values, errors)), 422
    try:
        account_service.reset_password(api(), values["user_id"], values["secret"], values["password"])
    except ApiError as error:
        return render_template("auth/reset_password.html", form=refused(values, error)), error.status
    return render_template(
        "auth/login.html", form=Form(), welcome="Your password is changed. Sign in with it."
    )


@blueprint.get("/verify")
def verify() -> ResponseReturnValue:
    """The page behind the mailed link: a button, so that no program that looks at links uses it up."""
    return render_template("auth/verify_email.html", form=Form(_link()))


@blueprint.post("/verify")
def confirm_email() -> ResponseReturnValue:
    """Opens the account."""
    values = typed("user_id", "secret")
    try:
        account_service.verify_email(api(), values["user_id"], values["secret"])
    except ApiError as error:
        return render_template("auth/verify_email.html", form=refused(values, error)), error.status
    if is_signed_in():
        return redirect(url_for("account.show"), 303)
    return render_template(
        "auth/login.html", form=Form(), welcome="Your e-mail is confirmed. Sign in to play."
    )


@blueprint.get("/opt-out")
def opt_out() -> ResponseReturnValue:
    """The page behind the link in a mail about turns: a button, so that no program that looks at links presses it."""
    return render_template(
        "auth/opt_out.html", form=Form({"token": request.args.get("token", "")}), is_done=False
    )


@blueprint.post("/opt-out")
def stop_mails() -> ResponseReturnValue:
    """Ends such mails, signed in or not."""
    values = typed("token")
    try:
        account_service.stop_turn_mails(api(), values["token"])
    except ApiError as error:
        return render_template("auth/opt_out.html", form=refused(values, error), is_done=False), error.status
    return render_template("auth/opt_out.html", form=Form(), is_done=True)


@blueprint.get("/resend")
def resend() -> ResponseReturnValue:
    """The form for a second confirming mail."""
    return render_template("auth/resend.html", form=Form({"email": request.args.get("email", "")}))


@blueprint.post("/resend")
def send_again() -> ResponseReturnValue:
    """Has the mail sent again, and says the same for every address."""
    values = typed("email")
    errors = missing(values, dict([EMAIL]))
    if errors:
        return render_template("auth/resend.html", form=again(values, errors)), 422
    try:
        account_service.resend_verification(api(), values["email"])
    except ApiError as error:
        return render_template("auth/resend.html", form=refused(values, error)), error.status
    return letter_sent("Look into your mail", values["email"], "a fresh link, if an account waits for it")


def letter_sent(title: str, email: str, what: str) -> str:
    """The page after a mail was asked for."""
    has_mailbox = not settings().is_production
    return render_template(
        "auth/letter_sent.html", title=title, email=email, what=what, has_mailbox=has_mailbox
    )


def _link() -> dict[str, str]:
    return {name: request.args.get(name, "")[:500] for name in ("user_id", "secret")}
