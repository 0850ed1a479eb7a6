"""Playing: from a client's words to the turn they become, waiting for it if asked to."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace

from app.backends.ports import Clock, Events, Subscription
from app.game_logic.view.turn import turn_view
from app.models.enums import TurnStatus, VoteKind, VoteStatus
from app.models.errors import NotFound, Unavailable
from app.models.ids import CharacterId, SessionId, TurnId, UserId, VoteId
from app.models.intents import UseAbility, UseItem
from app.models.session import Turn
from app.models.views import TurnView, VoteView
from app.models.world import World
from app.services.proxies import Proxies
from app.services.rejections import error_of
from app.services.turns import NewAction, TurnService
from app.services.understood_action import Said, new_action, new_undo
from app.services.undoing import NeedsVote
from app.services.votes import VoteService


@dataclass(frozen=True, slots=True)
class Job:
    """`status`: queued, finished or failed. `turn` is there once it is finished. The job's id is its turn's.
    `vote_id`: the party is asked first; the turn will bear the vote's id, and it has failed if the vote did not
    pass."""

    job_id: str
    status: str
    turn_id: str
    turn: TurnView | None = None
    vote_id: str | None = None


class PlayService:
    """Accepts actions, and answers with the settled turn when that takes no longer than the client would wait."""

    def __init__(
        self,
        turns: TurnService,
        proxies: Proxies,
        votes: VoteService,
        events: Events,
        clock: Clock,
        world: World,
    ) -> None:
        self._turns = turns
        self._proxies = proxies
        self._votes = votes
        self._events = events
        self._clock = clock
        self._world = world

    def act(self, user_id: UserId, session_id: SessionId, said: Said, wait_s: float) -> Job:
        """Raises Invalid for words that cannot be, everything `TurnService.accept` raises, and, having waited, the
        error of a turn that was rejected. What is handed in for a round is not waited for."""
        new = self._meant(user_id, session_id, new_action(said), said.for_character)
        return self._play(user_id, session_id, new, wait_s)

    def undo(self, user_id: UserId, session_id: SessionId, action_id: str, wait_s: float) -> Job:
        """Takes back the last turn that can be, in a turn of its own; in a party, asks for it. Raises what `act`
        raises, UndoBlocked and NothingToUndo, and what `VoteService.open` names."""
        return self._play(user_id, session_id, new_undo(action_id), wait_s)

    def fight(
        self,
        user_id: UserId,
        session_id: SessionId,
        action_id: str,
        intent: UseAbility | UseItem,
        wait_s: float,
        based_on: int | None = None,
        for_character: CharacterId | None = None,
    ) -> Job:
        """The same for an ability or an item. Raises NotInCombat outside of fights."""
        new = NewAction(self._name_of(intent), action_id, intent, needs_combat=True, based_on=based_on)
        new = self._meant(user_id, session_id, new, for_character)
        return self._play(user_id, session_id, new, wait_s)

    def _meant(
        self, user_id: UserId, session_id: SessionId, new: NewAction, absent: CharacterId | None
    ) -> NewAction:
        if absent is None:
            return new
        asked = replace(new, for_character=absent)
        if self._turns.is_known(user_id, session_id, asked):
            return asked
        return self._proxies.meant(user_id, session_id, asked, absent)

    def turn(self, user_id: UserId, session_id: SessionId, turn_id: TurnId) -> TurnView:
        """One turn of the log. Raises NotFound."""
        return turn_view(self._turns.get(user_id, session_id, turn_id))

    def turns(
        self, user_id: UserId, session_id: SessionId, before: int | None, limit: int
    ) -> tuple[Sequence[TurnView], int | None]:
        """The log newest first, and the `before` of the next page. Raises NotFound."""
        turns, following = self._turns.list(user_id, session_id, before, limit)
        return [turn_view(turn) for turn in turns], following

    def job(self, user_id: UserId, job_id: str) -> Job:
        """How far an accepted action is, or the vote on one. Raises NotFound."""
        try:
            return _job(self._turns.find_for(user_id, TurnId(job_id)))
        except NotFound:
            return _job_of_vote(self._votes.find_for(user_id, VoteId(job_id)))

    def _name_of(self, intent: UseAbility | UseItem) -> str:
        """What the log shows as the player's words."""
        if isinstance(intent, UseItem):
            return "use an item"
        ability = self._world.abilities.get(intent.ability)
        return ability.name.lower() if ability else "use an ability"

    def _play(self, user_id: UserId, session_id: SessionId, new: NewAction, wait_s: float) -> Job:
        try:
            return self._take_turn(user_id, session_id, new, wait_s)
        except NeedsVote:
            return _job_of_vote(self._votes.open(user_id, session_id, VoteKind.UNDO, action_id=new.action_id))

    def _take_turn(self, user_id: UserId, session_id: SessionId, new: NewAction, wait_s: float) -> Job:
        turn_id = TurnId(self._clock.new_id())
        with self._listening(turn_id, wait_s) as news:
            accepted = self._turns.accept(user_id, session_id, new, turn_id)
            waits_for_others = accepted.status is TurnStatus.ACCEPTED and not accepted.seq
            if accepted.status is TurnStatus.ACCEPTED and not waits_for_others:
                self._turns.wake(session_id, new.needs_combat)
            if news is None:
                return Job(accepted.id, _STATUSES[accepted.status], accepted.id)
            if accepted.id == turn_id and not waits_for_others:
                _wait(news, wait_s)
        turn = self._turns.find_for(user_id, accepted.id)
        if turn.status is TurnStatus.REJECTED:
            raise error_of(turn)
        return _job(turn)

    @contextmanager
    def _listening(self, turn_id: TurnId, wait_s: float) -> Iterator[Subscription | None]:
        """Listens before the turn is accepted, so that its settling cannot be missed. None if nobody would wait, or if
        the messages are away: the action is accepted all the same."""
        with ExitStack() as stack:
            news = None
            if wait_s:
                with suppress(Unavailable):
                    news = stack.enter_context(self._events.subscribe(f"turn:{turn_id}"))
            yield news


_STATUSES = {
    TurnStatus.ACCEPTED: "queued",
    TurnStatus.RESOLVED: "finished",
    TurnStatus.REJECTED: "failed",
}


def _job(turn: Turn) -> Job:
    view = None if turn.status is TurnStatus.ACCEPTED else turn_view(turn)
    return Job(turn.id, _STATUSES[turn.status], turn.id, view)


def _job_of_vote(vote: VoteView) -> Job:
    """A vote that passed is its turn's job."""
    is_open = vote.status in (VoteStatus.OPEN, VoteStatus.PASSED)
    return Job(vote.id, "queued" if is_open else "failed", vote.id, vote_id=vote.id)


def _wait(news: Subscription, wait_s: float) -> None:
    """Until the message comes, the time is up, or the messages are away."""
    with suppress(Unavailable):
        news.wait(wait_s)
