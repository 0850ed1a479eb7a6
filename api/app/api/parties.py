"""Parties: gathering, seats, invitations, looking on."""

from typing import Annotated, Literal, Self

from flask import Response
from pydantic import Field, StringConstraints, model_validator

from app.api.context import services
from app.api.envelope import Listed, answers, ok
from app.api.guards import current_user, require_auth
from app.api.resource import Resource
from app.api.schemas import Body, Code, Id, NoBody, Path, Query, Whole
from app.models.character import MAX_LEVEL
from app.models.enums import Fallback, InviteKind
from app.models.ids import CharacterId, SessionId
from app.models.views import InviteView, Left, OpenPartyView, PartyView, SessionView, SpectatorView

blueprint = Resource("parties", "")


class PartyPath(Path):
    id: str


class InvitePath(PartyPath):
    code: str


class CodePath(Path):
    code: str


class PartiesQuery(Query):
    """`level`: only parties for a character of that level."""

    level: Annotated[Whole, Field(ge=1, le=MAX_LEVEL)] | None = None
    cursor: Annotated[str, StringConstraints(max_length=512)] | None = None
    limit: Annotated[Whole, Field(ge=1, le=50)] = 20


class JoinBody(Body):
    """Either an invitation's `code`, or the `session_id` of a party that is open to everybody."""

    character_id: Id
    code: Code | None = None
    session_id: Id | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.code is None) == (self.session_id is None):
            raise ValueError("needs either code or session_id")
        return self


class ReadyBody(Body):
    is_ready: bool = True


class SeatBody(Body):
    """`proxy_character_id` belongs to the fallback `proxy`, and to no other."""

    fallback: Literal["hold", "defend", "follow", "proxy"]
    proxy_character_id: Id | None = None

    @model_validator(mode="after")
    def _proxy_with_its_name(self) -> Self:
        if (self.fallback == "proxy") != (self.proxy_character_id is not None):
            raise ValueError("proxy_character_id belongs to the fallback proxy")
        return self


class MemberBody(Body):
    character_id: Id


@blueprint.get("/parties", responses=answers(Listed[OpenPartyView]))
@require_auth
def list_parties(query: PartiesQuery) -> Response:
    """Parties that look for members, newest first."""
    found, cursor = services().party_board.open_parties(query.limit, query.cursor, query.level)
    return ok(Listed(found, cursor))


@blueprint.post("/sessions/join", responses=answers(PartyView))
@require_auth
def join_party(body: JoinBody) -> Response:
    """Take a seat with a character: by an invitation, or in a party that is open to everybody.

    While the party is on its way one comes at a safe place, outside fights.
    """
    session_id = None if body.session_id is None else SessionId(body.session_id)
    character_id = CharacterId(body.character_id)
    return ok(services().parties.join(current_user().id, character_id, body.code, session_id))


@blueprint.get("/sessions/invites/<code>", responses=answers(OpenPartyView))
@require_auth
def see_invitation(path: CodePath) -> Response:
    """What an invitation's code gives a seat in."""
    return ok(services().party_board.invited_to(current_user().id, path.code))


@blueprint.get("/sessions/watch/<code>", responses=answers(SpectatorView))
@require_auth
def watch_party(path: CodePath) -> Response:
    """Look on, by a spectators' code: what everybody of the party sees, and nothing that is one player's own."""
    return ok(services().party_board.watch(current_user().id, path.code))


@blueprint.get("/sessions/<id>/party", responses=answers(PartyView))
@require_auth
def get_party(path: PartyPath) -> Response:
    """Who sits where, in the lobby and afterwards."""
    return ok(services().parties.view(current_user().id, SessionId(path.id)))


@blueprint.post("/sessions/<id>/invites", responses=answers(InviteView, 201))
@require_auth
def create_invite(path: PartyPath, body: NoBody) -> Response:
    """The leader makes a code that gives a seat. It holds for seven days, for as many as there are seats."""
    del body
    return ok(services().parties.invite(current_user().id, SessionId(path.id), InviteKind.MEMBER), 201)


@blueprint.post("/sessions/<id>/spectators", responses=answers(InviteView, 201))
@require_auth
def create_spectator_link(path: PartyPath, body: NoBody) -> Response:
    """The leader makes a code by which one may look on. It holds for seven days."""
    del body
    return ok(services().parties.invite(current_user().id, SessionId(path.id), InviteKind.SPECTATOR), 201)


@blueprint.delete("/sessions/<id>/invites/<code>", responses=answers(PartyView))
@require_auth
def revoke_invite(path: InvitePath) -> Response:
    """The leader takes a code back, of either kind: it opens nothing from now on."""
    session_id = SessionId(path.id)
    services().parties.revoke(current_user().id, session_id, path.code)
    return ok(services().parties.view(current_user().id, session_id))


@blueprint.post("/sessions/<id>/ready", responses=answers(PartyView))
@require_auth
def set_ready(path: PartyPath, body: ReadyBody) -> Response:
    """Say in the lobby that one is ready, or not yet."""
    return ok(services().parties.set_ready(current_user().id, SessionId(path.id), body.is_ready))


@blueprint.put("/sessions/<id>/seat", responses=answers(PartyView))
@require_auth
def change_seat(path: PartyPath, body: SeatBody) -> Response:
    """Choose what one's character does in a fight when the time of its turn is up: `hold`, `defend`, or `follow` the
    party in fighting on, without using anything up. `proxy`: the player of `proxy_character_id` acts for it while one
    is away, and it is on guard where that one does not."""
    fallback, session_id = Fallback(body.fallback), SessionId(path.id)
    proxy = None if body.proxy_character_id is None else CharacterId(body.proxy_character_id)
    return ok(services().parties.set_fallback(current_user().id, session_id, fallback, proxy))


@blueprint.post("/sessions/<id>/start", responses=answers(SessionView))
@require_auth
def start_party(path: PartyPath, body: NoBody) -> Response:
    """The leader sets out with everybody. The hash of the session's dice seed is published now."""
    del body
    session_id = SessionId(path.id)
    services().parties.start(current_user().id, session_id)
    return ok(services().sessions.view(current_user().id, session_id))


@blueprint.post("/sessions/<id>/leave", responses=answers(Left))
@require_auth
def leave_party(path: PartyPath, body: NoBody) -> Response:
    """Go one's own way, with all that one carries. The last one ends the adventure.

    Who walks out on a fight pays as for a defeat.
    """
    del body
    return ok(services().parties.leave(current_user().id, SessionId(path.id)))


@blueprint.post("/sessions/<id>/kick", responses=answers(PartyView))
@require_auth
def send_away(path: PartyPath, body: MemberBody) -> Response:
    """The leader sends somebody away, who may not come back. Not in the middle of a fight. Codes for a seat that were
    made before open nothing any more; those for looking on stay."""
    character_id = CharacterId(body.character_id)
    return ok(services().parties.send_away(current_user().id, SessionId(path.id), character_id))


@blueprint.post("/sessions/<id>/leader", responses=answers(PartyView))
@require_auth
def hand_over(path: PartyPath, body: MemberBody) -> Response:
    """The leader lets another one lead."""
    character_id = CharacterId(body.character_id)
    return ok(services().parties.hand_over(current_user().id, SessionId(path.id), character_id))
