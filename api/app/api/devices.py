"""Signed-in devices."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response

from app.api.context import services
from app.api.envelope import Done, Listed, answers, ok
from app.api.guards import current_login, current_user, require_auth
from app.api.resource import Resource
from app.api.schemas import Path
from app.api.session_cookie import clear_cookie
from app.models.ids import LoginId
from app.models.user import Login

blueprint = Resource("devices", "/auth/sessions")


class DevicePath(Path):
    login_id: str


@dataclass(frozen=True, slots=True)
class DeviceView:
    """`device` is what the client called itself; `is_current` marks the one that asks."""

    id: LoginId
    device: str
    address: str
    remember: bool
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    is_current: bool


@blueprint.get("", responses=answers(Listed[DeviceView]))
@require_auth
def list_devices() -> Response:
    """Where one is signed in, newest first."""
    return ok(Listed([_view(login) for login in services().sign_in.devices(current_user().id)]))


@blueprint.delete("/<login_id>", responses=answers(Done))
@require_auth
def sign_out_device(path: DevicePath) -> Response:
    """Sign one device out."""
    services().sign_in.close(current_user().id, LoginId(path.login_id))
    response = ok(Done("signed_out"))
    return clear_cookie(response) if path.login_id == current_login().id else response


def _view(login: Login) -> DeviceView:
    return DeviceView(
        id=login.id,
        device=login.device,
        address=login.address,
        remember=login.remember,
        created_at=login.created_at,
        last_seen_at=login.last_seen_at,
        expires_at=login.expires_at,
        is_current=login.id == current_login().id,
    )
