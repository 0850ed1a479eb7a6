"""Characters."""

from typing import Annotated

from flask import Response
from pydantic import Field, StringConstraints

from app.api.choices import choice
from app.api.context import services
from app.api.envelope import Done, Listed, answers, ok
from app.api.guards import current_user, require_auth
from app.api.resource import Resource
from app.api.schemas import Body, Id, Path
from app.models.enums import Slot, Stat
from app.models.ids import CharacterId, ClassId, ItemId, OriginId, SkillNodeId
from app.models.intents import Drop, Equip, Intent, LearnSkill, Respec, Unequip, UseItem
from app.models.views import CharacterView, InventoryItem, StatPart
from app.services.characters import NewCharacter

blueprint = Resource("characters", "/characters")

MAX_NAME_LENGTH = 200
MAX_STACK = 1_000

Name = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME_LENGTH)]
_Short = Annotated[str, StringConstraints(min_length=1, max_length=32)]
_Trait = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Appearance = Annotated[dict[_Short, _Trait], Field(max_length=12)]


class CharacterPath(Path):
    id: str


class NodePath(CharacterPath):
    node_id: str


class StatPath(CharacterPath):
    name: str


class NewCharacterBody(Body):
    name: Name
    class_id: Id
    origin_id: Id
    appearance: Appearance = Field(default_factory=dict)


class ChangedCharacterBody(Body):
    name: Name
    appearance: Appearance = Field(default_factory=dict)


class ItemBody(Body):
    item_id: Id


class EquipBody(ItemBody):
    slot: str | None = None


class UnequipBody(Body):
    slot: str


class DropBody(ItemBody):
    quantity: Annotated[int, Field(ge=1, le=MAX_STACK)] = 1


@blueprint.get("", responses=answers(Listed[CharacterView]))
@require_auth
def list_characters() -> Response:
    """One's own characters, oldest first."""
    return ok(Listed(services().characters.list(current_user().id)))


@blueprint.post("", responses=answers(CharacterView, 201))
@require_auth
def create_character(body: NewCharacterBody) -> Response:
    """Make a character of a class and an origin, with what they bring along."""
    new = NewCharacter(body.name, ClassId(body.class_id), OriginId(body.origin_id), body.appearance)
    return ok(services().characters.create(current_user(), new), 201)


@blueprint.get("/<id>", responses=answers(CharacterView))
@require_auth
def get_character(path: CharacterPath) -> Response:
    """One's own character with every number."""
    return ok(services().characters.get(current_user().id, CharacterId(path.id)))


@blueprint.put("/<id>", responses=answers(CharacterView))
@require_auth
def change_character(path: CharacterPath, body: ChangedCharacterBody) -> Response:
    """Rename and redraw, while not on an adventure."""
    changed = services().characters.change(
        current_user().id, CharacterId(path.id), body.name, body.appearance
    )
    return ok(changed)


@blueprint.delete("/<id>", responses=answers(Done))
@require_auth
def retire_character(path: CharacterPath) -> Response:
    """Let a character go for good, while not on an adventure."""
    services().characters.retire(current_user().id, CharacterId(path.id))
    return ok(Done("retired"))


@blueprint.get("/<id>/inventory", responses=answers(Listed[InventoryItem]))
@require_auth
def get_inventory(path: CharacterPath) -> Response:
    """What the character holds, worn items first."""
    return ok(Listed(services().characters.inventory(current_user().id, CharacterId(path.id))))


@blueprint.get("/<id>/stats/<name>", responses=answers(Listed[StatPart]))
@require_auth
def explain_stat(path: StatPath) -> Response:
    """Where a number comes from: parts that add up to it."""
    stat = choice(Stat, path.name, "name")
    return ok(Listed(services().characters.stat(current_user().id, CharacterId(path.id), stat)))


@blueprint.post("/<id>/equip", responses=answers(CharacterView))
@require_auth
def equip_item(path: CharacterPath, body: EquipBody) -> Response:
    """Put something on. On an adventure it becomes a turn of that session's log."""
    slot = None if body.slot is None else choice(Slot, body.slot, "slot")
    return _act(path, Equip(ItemId(body.item_id), slot))


@blueprint.post("/<id>/unequip", responses=answers(CharacterView))
@require_auth
def unequip_item(path: CharacterPath, body: UnequipBody) -> Response:
    """Take something off."""
    return _act(path, Unequip(choice(Slot, body.slot, "slot")))


@blueprint.post("/<id>/use", responses=answers(CharacterView))
@require_auth
def use_item(path: CharacterPath, body: ItemBody) -> Response:
    """Use a consumable on oneself, outside of fights."""
    return _act(path, UseItem(ItemId(body.item_id)))


@blueprint.post("/<id>/drop", responses=answers(CharacterView))
@require_auth
def drop_item(path: CharacterPath, body: DropBody) -> Response:
    """Throw something away for good."""
    return _act(path, Drop(ItemId(body.item_id), body.quantity))


@blueprint.post("/<id>/skills/<node_id>", responses=answers(CharacterView))
@require_auth
def learn_skill(path: NodePath) -> Response:
    """Spend skill points on a node of one's class's trees."""
    return _act(path, LearnSkill(SkillNodeId(path.node_id)))


@blueprint.post("/<id>/respec", responses=answers(CharacterView))
@require_auth
def forget_skills(path: CharacterPath) -> Response:
    """Get all skill points back, for gold."""
    return _act(path, Respec())


def _act(path: CharacterPath, intent: Intent) -> Response:
    return ok(services().characters.act(current_user().id, CharacterId(path.id), intent))
