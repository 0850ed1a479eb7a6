"""Sessions: starting, seeing, playing and ending them."""

from typing import Annotated, Literal, Self

from flask import Response
from pydantic import Field, StringConstraints, model_validator

from app.api.context import services
from app.api.envelope import Listed, answers, ok
from app.api.guards import current_user, require_auth
from app.api.limits import caller_key, limited
from app.api.prefer import wait_s
from app.api.resource import Resource
from app.api.schemas import Body, Id, NoBody, Path, Query, Whole
from app.models.character import MAX_LEVEL
from app.models.enums import ActionMode, LootRule, PlayMode, UndoRule
from app.models.ids import AbilityId, CharacterId, CombatantId, ItemId, SessionId, TurnId
from app.models.intents import UseAbility, UseItem
from app.models.session import SessionConfig
from app.models.views import MapView, PartyView, RecapView, SessionView, TurnView
from app.services.action_text import clean_note, clean_title
from app.services.play import Job
from app.services.sessions import SessionSummary
from app.services.understood_action import Said

blueprint = Resource("sessions", "/sessions")

MAX_TIMEOUT_MINUTES = 7 * 24 * 60
MAX_SAVE_INTERVAL = 100
MIN_DEADLINE_S = 10
MAX_DEADLINE_S = 14 * 24 * 60 * 60

ActionId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")]

Version = Annotated[int, Field(ge=1, le=2**53)]
"""The `version` of the view that an action is based on: 409 `stale` if the situation has changed since."""


class SessionPath(Path):
    id: str


class TurnPath(SessionPath):
    turn_id: str


class ConfigBody(Body):
    min_players: Annotated[int, Field(ge=1, le=10)] = 1
    timeout_minutes: Annotated[int, Field(ge=1, le=MAX_TIMEOUT_MINUTES)] = 30
    auto_save_interval: Annotated[int, Field(ge=1, le=MAX_SAVE_INTERVAL)] = 5
    undo: Literal["allowed", "off"] = "allowed"
    max_players: Annotated[int, Field(ge=1, le=10)] = 1
    is_open: bool = False
    min_level: Annotated[int, Field(ge=1, le=MAX_LEVEL)] = 1
    max_level: Annotated[int, Field(ge=1, le=MAX_LEVEL)] = MAX_LEVEL
    pace: Annotated[str, StringConstraints(max_length=120)] = ""
    turn_deadline_s: Annotated[int, Field(ge=MIN_DEADLINE_S, le=MAX_DEADLINE_S)] | None = None
    mode: Literal["turns", "round"] = "turns"
    loot: Literal["round_robin", "need_greed", "leader"] = "round_robin"

    def config(self) -> SessionConfig:
        """The same for the services. Raises Invalid for a note that cannot stand there."""
        chosen = self.model_dump()
        pace = clean_note(self.pace) if self.pace else ""
        choices = {
            "undo": UndoRule(self.undo),
            "mode": PlayMode(self.mode),
            "loot": LootRule(self.loot),
            "pace": pace,
        }
        return SessionConfig(**{**chosen, **choices})


class NewSessionBody(Body):
    character_id: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    config: ConfigBody = ConfigBody()

    def title(self) -> str | None:
        """The name as it may stand in others' pages and mails. Raises Invalid."""
        return None if self.name is None else clean_title(self.name)


class ActionBody(Body):
    """Either `action`, in one's own words, or the id of a suggestion, which is always done.

    `mode`: `do` the words, `say` them aloud, or put them into the `story` as one's own prose, which changes nothing.
    """

    action_id: ActionId
    based_on: Version | None = None
    for_character_id: Id | None = None
    action: str | None = None
    suggestion_id: str | None = None
    mode: Literal["do", "say", "story"] = "do"

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.action is None) == (self.suggestion_id is None):
            raise ValueError("needs either action or suggestion_id")
        if self.suggestion_id is not None and self.mode != "do":
            raise ValueError("a suggestion can only be done")
        return self


class CombatActionBody(Body):
    """Either an ability or an item, and whom to aim it at."""

    action_id: ActionId
    based_on: Version | None = None
    for_character_id: Id | None = None
    ability_id: Id | None = None
    item_id: Id | None = None
    target_id: Id | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.ability_id is None) == (self.item_id is None):
            raise ValueError("needs either ability_id or item_id")
        return self

    def intent(self) -> UseAbility | UseItem:
        """What is asked for, as the rules know it."""
        target = None if self.target_id is None else CombatantId(self.target_id)
        if self.item_id is not None:
            return UseItem(ItemId(self.item_id), target)
        return UseAbility(AbilityId(self.ability_id or ""), target)


def _absent(body: ActionBody | CombatActionBody) -> CharacterId | None:
    return None if body.for_character_id is None else CharacterId(body.for_character_id)


class UndoBody(Body):
    action_id: ActionId


class EndBody(Body):
    action_id: ActionId


class TurnsQuery(Query):
    """`before` is the seq of the oldest turn known."""

    before: Annotated[Whole, Field(ge=1)] | None = None
    limit: Annotated[Whole, Field(ge=1, le=100)] = 20


@blueprint.get("", responses=answers(Listed[SessionSummary]))
@require_auth
def list_sessions() -> Response:
    """One's own adventures, latest first."""
    return ok(Listed(services().sessions.list(current_user().id)))


@blueprint.post("", responses=answers(SessionView | PartyView, 201))
@require_auth
def create_session(body: NewSessionBody) -> Response:
    """Set out with a character. The hash of the session's dice seed is published at once.

    With more than one seat (`config.max_players`, as many as one's tier allows) nobody sets out yet: a party gathers in
    a lobby, and the answer is the party.
    """
    config, character_id = body.config.config(), CharacterId(body.character_id)
    if config.max_players > 1 or config.min_players > 1:
        return ok(services().parties.open(current_user(), character_id, body.title(), config), 201)
    return ok(services().sessions.create(current_user().id, character_id, body.title(), config), 201)


@blueprint.get("/<id>", responses=answers(SessionView))
@require_auth
def get_session(path: SessionPath) -> Response:
    """What one may know of the adventure now."""
    return ok(services().sessions.view(current_user().id, SessionId(path.id)))


@blueprint.get("/<id>/map", responses=answers(MapView))
@require_auth
def get_map(path: SessionPath) -> Response:
    """The places one has been to, and the ways one has seen. Where one was not yet has a spot, but no name."""
    return ok(services().sessions.map(current_user().id, SessionId(path.id)))


@blueprint.post("/<id>/action", responses={**answers(Job), **answers(Job, 202)})
@require_auth
def take_action(path: SessionPath, body: ActionBody) -> Response:
    """Do something. 202 once it is accepted; with `Prefer: wait=N`, 200 with the turn if it is resolved in time.

    With `based_on`, the `version` of the view that one saw, 409 `stale` if the situation has changed since: its details
    name the turns that did it. Sent again with the same `action_id` it is the same action, never stale.

    Where a party acts all at once (`config.mode` is `round`), outside fights it is handed in for the running round, or
    takes the place of what one had handed in; it is resolved with those of the others, which no answer waits for.

    With `for_character_id` for a member who is away and chose one for that: see `acting_for` of the session. It can
    only move on, wait and talk, in fights use abilities; anything else is 403 `not_for_proxy`.
    """
    said = Said(
        body.action_id, body.action, body.suggestion_id, ActionMode(body.mode), body.based_on, _absent(body)
    )
    job = services().play.act(current_user().id, SessionId(path.id), said, wait_s())
    return ok(job, 200 if job.turn else 202)


@blueprint.delete("/<id>/round", responses=answers(SessionView))
@require_auth
def take_back_action(path: SessionPath) -> Response:
    """Take back what one has handed in for the running round. 409 `not_handed_in` if there is nothing, or the round is
    over. Copies of the action that come late are refused: 409 `taken_back`."""
    session_id = SessionId(path.id)
    services().rounds.withdraw(current_user().id, session_id)
    return ok(services().sessions.view(current_user().id, session_id))


@blueprint.post("/<id>/combat/action", responses={**answers(Job), **answers(Job, 202)})
@require_auth
def take_combat_action(path: SessionPath, body: CombatActionBody) -> Response:
    """Use an ability or an item in a fight. Answers like `action`; for somebody who is away (`for_character_id`) no
    items are used."""
    job = services().play.fight(
        current_user().id,
        SessionId(path.id),
        body.action_id,
        body.intent(),
        wait_s(),
        body.based_on,
        _absent(body),
    )
    return ok(job, 200 if job.turn else 202)


@blueprint.post("/<id>/undo", responses={**answers(Job), **answers(Job, 202)})
@require_auth
def undo_turn(path: SessionPath, body: UndoBody) -> Response:
    """Take back the last turn that can be, by a turn of its own. Answers like `action`. In a party it asks the others
    first: 202 with the `vote_id` of a vote that is open now, whose id the turn will bear.

    409 `nothing_to_undo`, or `undo_blocked` where what happened since cannot be taken back.
    """
    job = services().play.undo(current_user().id, SessionId(path.id), body.action_id, wait_s())
    return ok(job, 200 if job.turn else 202)


@blueprint.get("/<id>/recap", responses=answers(RecapView))
@require_auth
def get_recap(path: SessionPath) -> Response:
    """What went before, and where one stands, for whoever comes back. The same until something happens."""
    return ok(services().recap.recap(current_user().id, SessionId(path.id)))


@blueprint.get("/<id>/turns", responses=answers(Listed[TurnView]))
@require_auth
def list_turns(path: SessionPath, query: TurnsQuery) -> Response:
    """The log, newest first. `next_cursor` is the `before` of the next page."""
    turns, before = services().play.turns(current_user().id, SessionId(path.id), query.before, query.limit)
    return ok(Listed(turns, None if before is None else str(before)))


@blueprint.get("/<id>/turns/<turn_id>", responses=answers(TurnView))
@require_auth
def get_turn(path: TurnPath) -> Response:
    """One turn of the log."""
    return ok(services().play.turn(current_user().id, SessionId(path.id), TurnId(path.turn_id)))


@blueprint.post("/<id>/turns/<turn_id>/retry", responses=answers(TurnView, 202))
@require_auth
@limited(lambda limits: limits.retellings, caller_key)
def retell_turn(path: TurnPath, body: NoBody) -> Response:
    """Have one of the two latest told turns told anew: other words for the same events, over the turn's stream. Asked
    twice within two seconds it is one wish."""
    del body
    turn = services().retelling.retry(current_user().id, SessionId(path.id), TurnId(path.turn_id))
    return ok(turn, 202)


@blueprint.post("/<id>/turns/<turn_id>/stop", responses=answers(TurnView))
@require_auth
def stop_telling(path: TurnPath, body: NoBody) -> Response:
    """Have the rest of a telling at once. Nothing of it is lost; told already, it stays as it is."""
    del body
    return ok(services().retelling.stop(current_user().id, SessionId(path.id), TurnId(path.turn_id)))


@blueprint.post("/<id>/end", responses=answers(SessionView))
@require_auth
def end_session(path: SessionPath, body: EndBody) -> Response:
    """End one's adventure for good: the character is free again, and the dice seed is published."""
    return ok(services().sessions.end(current_user().id, SessionId(path.id), body.action_id))
