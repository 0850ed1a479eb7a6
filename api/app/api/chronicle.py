"""What a character looks back on."""

from flask import Response

from app.api.characters import CharacterPath
from app.api.context import services
from app.api.envelope import Listed, answers, ok
from app.api.guards import current_user, require_auth
from app.api.resource import Resource
from app.models.ids import CharacterId
from app.models.views import CodexEntry, JournalEntry

blueprint = Resource("chronicle", "/characters")


@blueprint.get("/<id>/journal", responses=answers(Listed[JournalEntry]))
@require_auth
def get_journal(path: CharacterPath) -> Response:
    """The quests of the adventure one is on, or of the last one: what is done, and what there is to do now."""
    return ok(Listed(services().chronicle.journal(current_user().id, CharacterId(path.id))))


@blueprint.get("/<id>/codex", responses=answers(Listed[CodexEntry]))
@require_auth
def get_codex(path: CharacterPath) -> Response:
    """Places, people, enemies, things and effects that the character has met, in all its adventures."""
    return ok(Listed(services().chronicle.codex(current_user().id, CharacterId(path.id))))
