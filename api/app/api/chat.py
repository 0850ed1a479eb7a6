"""Chat of a party, the dice that fell, whom one mutes, what one reports."""

from typing import Annotated, Literal

from flask import Response
from pydantic import Field, StringConstraints

from app.api.context import services
from app.api.envelope import Done, Listed, answers, ok
from app.api.guards import current_user, require_auth
from app.api.resource import Resource
from app.api.schemas import Body, Id, Path, Query, Whole
from app.models.enums import ChatChannel, ReportKind
from app.models.ids import CharacterId, SessionId, UserId
from app.models.views import DiceLogEntry, MessageView, MuteView
from app.services.chat import NewMessage
from app.services.dice_log import MAX_ROWS

blueprint = Resource("chat", "")

MessageId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")]


class ChatPath(Path):
    id: str


class MutePath(Path):
    user_id: str


class ChatQuery(Query):
    cursor: Annotated[str, StringConstraints(max_length=512)] | None = None
    limit: Annotated[Whole, Field(ge=1, le=100)] = 50


class DiceQuery(Query):
    """`limit` counts turns and messages, each with all of its dice or none."""

    cursor: Annotated[str, StringConstraints(max_length=64)] | None = None
    limit: Annotated[Whole, Field(ge=1, le=MAX_ROWS)] = 25


class MessageBody(Body):
    """`text` that begins with `/roll 2d6+1` throws dice. `to_character_id` for a whisper alone."""

    message_id: MessageId
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    channel: Literal["say", "do", "whisper", "ooc"] = "ooc"
    to_character_id: Id | None = None


class ReportBody(Body):
    """`target`: the id of a message, a turn or a character."""

    kind: Literal["message", "turn", "character"]
    target: Id
    reason: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


@blueprint.post("/sessions/<id>/chat", responses=answers(MessageView, 201))
@require_auth
def post_message(path: ChatPath, body: MessageBody) -> Response:
    """Say something to the party, or throw dice for all to see: it changes nothing in the game.

    In character (`say`, `do`), out of it (`ooc`), or to one of them alone (`whisper`).
    """
    to = None if body.to_character_id is None else CharacterId(body.to_character_id)
    new = NewMessage(body.text, ChatChannel(body.channel), body.message_id, to)
    return ok(services().chat.post(current_user().id, SessionId(path.id), new), 201)


@blueprint.get("/sessions/<id>/chat", responses=answers(Listed[MessageView]))
@require_auth
def list_messages(path: ChatPath, query: ChatQuery) -> Response:
    """What was said, newest first."""
    found, cursor = services().chat.list(current_user().id, SessionId(path.id), query.limit, query.cursor)
    return ok(Listed(found, cursor))


@blueprint.get("/sessions/<id>/dice", responses=answers(Listed[DiceLogEntry]))
@require_auth
def list_dice(path: ChatPath, query: DiceQuery) -> Response:
    """Every die that one may know of, newest first: of the story's turns, and thrown in the chat.

    Those of one turn or message stand together, in the order they fell. A page may hold more dice than `limit`, or,
    after a long while without any, none and still a `next_cursor`.
    """
    found, cursor = services().dice_log.list(current_user().id, SessionId(path.id), query.limit, query.cursor)
    return ok(Listed(found, cursor))


@blueprint.get("/mutes", responses=answers(Listed[MuteView]))
@require_auth
def list_mutes() -> Response:
    """Whom one has muted."""
    return ok(Listed(services().mutes.list(current_user().id)))


@blueprint.put("/mutes/<user_id>", responses=answers(Done))
@require_auth
def mute(path: MutePath) -> Response:
    """See no more messages of somebody's."""
    services().mutes.mute(current_user().id, UserId(path.user_id))
    return ok(Done("muted"))


@blueprint.delete("/mutes/<user_id>", responses=answers(Done))
@require_auth
def unmute(path: MutePath) -> Response:
    """See them again."""
    services().mutes.unmute(current_user().id, UserId(path.user_id))
    return ok(Done("unmuted"))


@blueprint.post("/reports", responses=answers(Done, 202))
@require_auth
def report(body: ReportBody) -> Response:
    """Tell the host of a message, a turn or a character that should not be."""
    services().reports.report(current_user().id, ReportKind(body.kind), body.target, body.reason)
    return ok(Done("received"), 202)
