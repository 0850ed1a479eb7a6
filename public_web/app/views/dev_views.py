"""What only a developer's machine shows."""

from ipaddress import ip_address

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.config import ROOT
from app.services import account_service
from app.views import component_samples
from app.views.caller import api

blueprint = Blueprint("dev", __name__, url_prefix="/dev")


@blueprint.before_request
def only_on_this_machine() -> None:
    """Letters hold links that open accounts: friends in the same network do not get to read them."""
    if not ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104  # no address is no loopback
        abort(404)


@blueprint.get("/mailbox")
def mailbox() -> ResponseReturnValue:
    """The letters that would have been sent."""
    return render_template("dev/mailbox.html", letters=account_service.mailbox(api()))


@blueprint.get("/components")
def components() -> ResponseReturnValue:
    """Every component in every state, on things that are made up."""
    icons = sorted(path.stem for path in (ROOT / "templates" / "_icons").glob("*.svg"))
    return render_template("dev/components.html", samples=component_samples, icon_names=icons)
