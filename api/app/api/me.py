"""One's own account."""

from flask import Response

from app.api.auth_schemas import ChangeMeBody, DeleteMeBody
from app.api.context import client, services
from app.api.envelope import Done, answers, ok, streamed
from app.api.guards import current_user, require_auth
from app.api.resource import Resource
from app.api.session_cookie import clear_cookie
from app.api.user_view import UserView, user_view
from app.models.views.export import ExportView

blueprint = Resource("me", "/auth/me")


@blueprint.get("", responses=answers(UserView))
@require_auth
def get_me() -> Response:
    """Who is signed in, with tier and limits."""
    return ok(user_view(current_user()))


@blueprint.get("/export", responses=answers(ExportView))
@require_auth
def export_me() -> Response:
    """All of one's data in one document: account, devices, characters, what came in and went out, sessions, turns."""
    response = streamed(services().export.sections(current_user()))
    response.headers["Content-Disposition"] = 'attachment; filename="code-of-conquest.json"'
    return response


@blueprint.patch("", responses=answers(UserView))
@require_auth
def change_me(body: ChangeMeBody) -> Response:
    """Change the name or the preferences; what is left out stays."""
    preferences = body.preferences.given() if body.preferences else {}
    return ok(user_view(services().accounts.update(current_user(), body.name, preferences)))


@blueprint.delete("", responses=answers(Done))
@require_auth
def delete_me(body: DeleteMeBody) -> Response:
    """Delete the account and its characters for good. Needs the password, except from guests."""
    services().account_removal.remove(current_user(), body.password, client())
    return clear_cookie(ok(Done("deleted")))
