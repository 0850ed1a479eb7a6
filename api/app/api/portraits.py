"""Portraits that players bring along."""

from typing import Annotated, Any

from flask import Response, request
from pydantic import StringConstraints

from app.api.body_guard import raw_body, takes_raw_body
from app.api.characters import CharacterPath
from app.api.context import services
from app.api.envelope import answers, ok
from app.api.guards import current_user, require_auth
from app.api.limits import caller_key, limited
from app.api.resource import Resource
from app.api.schemas import Query
from app.models.ids import CharacterId
from app.models.views import CharacterView
from app.services.portrait_image import MEDIA_TYPES
from app.services.portraits import PORTRAIT_TYPE

MAX_UPLOAD_BYTES = 5 * 1024 * 1024
_FOR_EVER_S = 31_536_000

blueprint = Resource("portraits", "/characters")

_PICTURE = {"schema": {"type": "string", "format": "binary"}}
_DOWNLOAD: dict[Any, Any] = {200: {"description": "OK", "content": {PORTRAIT_TYPE: _PICTURE}}}


class PortraitQuery(Query):
    """`v`: the hash from the character, so that the address changes with the picture."""

    v: Annotated[str, StringConstraints(max_length=64)] | None = None


@blueprint.put("/<id>/portrait", responses=answers(CharacterView))
@require_auth
@limited(lambda limits: limits.portraits, key=caller_key)
@takes_raw_body(MAX_UPLOAD_BYTES, *MEDIA_TYPES)
def upload_portrait(path: CharacterPath) -> Response:
    """Give the character a picture of one's own, of at most 5 MB. Its middle square is kept, in 512 × 512."""
    user_id, character_id = current_user().id, CharacterId(path.id)
    services().portraits.upload(user_id, character_id, raw_body(), request.mimetype)
    return ok(services().characters.get(user_id, character_id))


@blueprint.get("/<id>/portrait", responses=_DOWNLOAD)
@require_auth
def get_portrait(path: CharacterPath, query: PortraitQuery) -> Response:
    """The uploaded portrait of one's own character, or of one in one's party."""
    found = services().portraits.find(current_user().id, CharacterId(path.id))
    response = Response(found.picture, mimetype=PORTRAIT_TYPE)
    response.set_etag(found.digest)
    response.cache_control.private = True
    if query.v == found.digest:
        response.cache_control.max_age = _FOR_EVER_S
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    response.make_conditional(request)
    return response


@blueprint.delete("/<id>/portrait", responses=answers(CharacterView))
@require_auth
def remove_portrait(path: CharacterPath) -> Response:
    """Take the uploaded portrait away; a drawn one shows again."""
    user_id, character_id = current_user().id, CharacterId(path.id)
    services().portraits.remove(user_id, character_id)
    return ok(services().characters.get(user_id, character_id))
