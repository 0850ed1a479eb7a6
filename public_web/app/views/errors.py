"""Every failure as a page, or as a notice where only part of a page was asked for."""

from flask import Flask, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, SecurityError

from app.logging import log
from app.presentation.words import waiting
from app.security.cookies import AmbiguousLogin
from app.security.csrf import ForeignRequest
from app.services.api_client import LoginChange
from app.services.errors import ApiAway, ApiError, SignedOut
from app.views.caller import api, is_htmx, is_signed_in, needs_sign_in, page_path
from app.views.kept import keep_typed

_PAGES = {
    400: ("The letter was smudged", "Your browser sent something that could not be read."),
    403: ("This door is barred", "You may not do this."),
    404: (
        "No such place on the map",
        "The path you followed leads nowhere. It may have been moved, or never been.",
    ),
    405: ("Not that way", "This page cannot be used like that."),
    413: ("Too heavy to carry", "What you sent is too long. Please shorten it."),
    429: ("A moment’s rest", "That was a little fast. Please wait a moment and try again."),
    500: ("The quill has snapped", "Something went wrong on our side. It has been noted."),
    503: (
        "The keeper is away",
        "The game is catching its breath. What you have done is safe; please try again in a moment.",
    ),
}
_SCENES = {403: "ruin", 404: "marsh", 413: "mountain", 429: "coast", 500: "cave", 503: "road"}


def register(app: Flask) -> None:
    """Tells Flask who answers for which failure."""
    app.register_error_handler(ApiAway, _api_away)
    app.register_error_handler(SignedOut, _signed_out)
    app.register_error_handler(ApiError, _api_error)
    app.register_error_handler(ForeignRequest, _foreign_request)
    app.register_error_handler(AmbiguousLogin, _ambiguous_login)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)


def failure(status: int, message: str | None = None, retry_after_s: int | None = None) -> ResponseReturnValue:
    """The page of that status, or a notice for the corner of the page that asked."""
    title, text = _PAGES.get(status, _PAGES[500 if status >= 500 else 400])
    headers = {"Retry-After": str(retry_after_s)} if retry_after_s else {}
    if is_htmx():
        headers |= {"HX-Retarget": "#notices", "HX-Reswap": "innerHTML"}
        return render_template("errors/_notice.html", title=title, message=message or text), status, headers
    can_retry = status in (429, 503) and request.method in ("GET", "HEAD")
    page = render_template(
        "errors/error.html",
        status=status,
        title=title,
        message=message or text,
        can_retry=can_retry,
        scene=_SCENES.get(status, "forest"),
        wait_words=waiting(retry_after_s) if status == 429 and retry_after_s else "",
        request_id=g.get("request_id", ""),
    )
    return page, status, headers


def _api_away(error: ApiAway) -> ResponseReturnValue:
    log.warning("api_away", reason=error.reason, request_id=g.get("request_id"))
    return failure(503, retry_after_s=error.retry_after_s)


def _signed_out(_error: SignedOut) -> ResponseReturnValue:
    api().login_change = LoginChange(None)
    keep_typed()
    return _sent_on(url_for("auth.login", next=page_path(), expired="1"))


def _sent_on(target: str) -> ResponseReturnValue:
    if not is_htmx():
        return redirect(target, 303)
    if request.method == "POST":
        return "", 401, {"HX-Redirect": target}
    # The page asked by itself: nobody is torn away from what they are typing.
    notice = render_template("errors/_signed_out.html", target=target)
    return notice, 401, {"HX-Retarget": "#notices", "HX-Reswap": "innerHTML"}


def _api_error(error: ApiError) -> ResponseReturnValue:
    status = error.status if error.status in _PAGES else 400
    return failure(status, None if status == 404 else error.message, error.retry_after_s)


def _foreign_request(error: ForeignRequest) -> ResponseReturnValue:
    log.warning("foreign_request", reason=error.reason, request_id=g.get("request_id"))
    if error.is_ours and needs_sign_in():
        # A form of ours that was open for longer than the sign-in: nothing is done, nothing is lost.
        has_kept = keep_typed()
        if not is_signed_in():
            return _sent_on(url_for("auth.login", next=page_path(), expired="1"))
        if has_kept:
            return _sent_on(url_for("auth.resume"))
    return failure(
        403, "This form has grown old, or came from another site. Go back, reload the page and send it again."
    )


def _ambiguous_login(_error: AmbiguousLogin) -> ResponseReturnValue:
    log.warning("ambiguous_login", request_id=g.get("request_id"))
    return failure(
        400,
        "Your browser holds two different sign-ins for this site. Please clear its cookies and sign in again.",
    )


def _unknown_host(_error: SecurityError) -> ResponseReturnValue:
    return "This host name is not known here.\n", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error.get_response()
    return failure(error.code or 500)


def _fault(error: Exception) -> ResponseReturnValue:
    log.error("fault", error=type(error).__name__, request_id=g.get("request_id"), exc_info=error)
    return failure(500)
