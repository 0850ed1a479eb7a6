"""What a player may look up about the world before meeting it."""

from typing import Annotated

from flask import Response
from pydantic import StringConstraints

from app.api.context import services
from app.api.envelope import Listed, answers, ok
from app.api.guards import public
from app.api.headers import cached_publicly
from app.api.resource import Resource
from app.api.schemas import Path
from app.services.encyclopaedia import Entry

MAX_AGE_S = 300

blueprint = Resource("content", "/content")


class KindPath(Path):
    kind: str


class EntryPath(Path):
    kind: str
    id: Annotated[str, StringConstraints(max_length=200)]


@blueprint.get("/<kind>", responses=answers(Listed[Entry]))
@public
def list_content(path: KindPath) -> Response:
    """All public entries of a kind: origins, classes, abilities, items, enemies, locations, effects."""
    return cached_publicly(ok(Listed(services().encyclopaedia.entries(path.kind))), MAX_AGE_S)


@blueprint.get("/<kind>/<id>", responses=answers(Entry))
@public
def get_content(path: EntryPath) -> Response:
    """One entry."""
    return cached_publicly(ok(services().encyclopaedia.entry(path.kind, path.id)), MAX_AGE_S)
