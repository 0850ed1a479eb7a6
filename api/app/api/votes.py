"""Votes of a party."""

from typing import Annotated, Literal

from flask import Response
from pydantic import Field, StringConstraints

from app.api.context import services
from app.api.envelope import Listed, answers, ok
from app.api.guards import current_user, require_auth
from app.api.limits import caller_key, limited
from app.api.resource import Resource
from app.api.schemas import Body, Id, Path, Query, Whole
from app.models.enums import VoteKind
from app.models.ids import SessionId, VoteId
from app.models.views import VoteView

blueprint = Resource("votes", "/sessions")

MAX_OPTIONS = 10


class VotesPath(Path):
    id: str


class VotePath(VotesPath):
    vote_id: str


class VotesQuery(Query):
    cursor: Annotated[str, StringConstraints(max_length=512)] | None = None
    limit: Annotated[Whole, Field(ge=1, le=100)] = 20


class NewVoteBody(Body):
    """`options`: directions for `travel`; `long`, `short` or both for `rest`, by itself whichever can be; none for
    `undo`."""

    kind: Literal["undo", "rest", "travel"]
    options: list[Id] = Field(default_factory=list, max_length=MAX_OPTIONS)


class BallotBody(Body):
    """`choice`: the id of one of the vote's choices."""

    choice: Id


@blueprint.post("/<id>/votes", responses=answers(VoteView, 201))
@require_auth
@limited(lambda limits: limits.votes, caller_key)
def open_vote(path: VotesPath, body: NewVoteBody) -> Response:
    """Ask the party; it has a minute. What passes is done at once, whoever is at the move.

    Whoever asks is for it (of several options, for the first). Asked for the same again meanwhile it is the same
    vote; for something else 409 `vote_open`. 409 `nobody_to_ask` alone; what the rules would refuse now they refuse
    at once.
    """
    vote = services().votes.open(current_user().id, SessionId(path.id), VoteKind(body.kind), body.options)
    return ok(vote, 201)


@blueprint.get("/<id>/votes", responses=answers(Listed[VoteView]))
@require_auth
def list_votes(path: VotesPath, query: VotesQuery) -> Response:
    """The party's votes, newest first, beginning with the open one, if there is one, beside `limit` others."""
    found, cursor = services().votes.list(current_user().id, SessionId(path.id), query.limit, query.cursor)
    return ok(Listed(found, cursor))


@blueprint.post("/<id>/votes/<vote_id>", responses=answers(VoteView))
@require_auth
def cast_ballot(path: VotePath, body: BallotBody) -> Response:
    """Vote, or vote otherwise as long as it is open. The same ballot again is one ballot.

    More than half of all members carry it; half of them against it end it. When all have voted, or the minute is over,
    those who voted decide: more for it than against, in parties of more than two at least two. Of several options the
    one with most ballots is done, of equals the one named first. The answer is the vote as it stands then, maybe
    `passed` or `failed`. 409 `vote_closed` afterwards.

    A vote of the kind `loot` opens by itself, for 30 seconds, as soon as something lies in the loot pool: `need`,
    `greed` or `pass`, or to whom the leader gives it. It ends when all have voted who may; 403 `no_say` for the others.
    """
    found = services().votes.cast(current_user().id, SessionId(path.id), VoteId(path.vote_id), body.choice)
    return ok(found)
