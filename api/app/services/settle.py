"""One accepted turn against the state it finds: pure, so that workers and replay run the same lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from app.game_logic import RULES_VERSION
from app.game_logic.absence import miss
from app.game_logic.begin import end_story
from app.game_logic.dice import Dice
from app.game_logic.fold import apply
from app.game_logic.hashing import state_hash
from app.game_logic.loot_sharing import share
from app.game_logic.membership import join, leave
from app.game_logic.parser import parse
from app.game_logic.resolve import Resolution, resolve
from app.game_logic.suggestions import suggest
from app.game_logic.together import together
from app.game_logic.undo import marked, take_back, undo_target, why_not_undo
from app.game_logic.view.condition import condition_of
from app.game_logic.view.naming import names_of_all
from app.game_logic.view.visible import enemies_in, is_private, visible_events
from app.models.character import Character
from app.models.enums import NarrationStatus, TurnKind, TurnStatus
from app.models.errors import GameError, NotFound, NothingToUndo
from app.models.events import CharacterLeft, Event
from app.models.ids import CharacterId
from app.models.intents import End, Intent, Join, Leave, Miss, Share, Together
from app.models.session import SessionState, Suggestion, Turn
from app.models.world import World

log = structlog.get_logger(__name__)

RULE_FAILED = "rule_failed"
"""The code of turns that met a fault of ours."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The turn as it will stand in the log (with the visible events), all its events, and the state after it.

    `departed`: who left in this turn, as they went.
    """

    turn: Turn
    events: tuple[Event, ...]
    state: SessionState
    needs_checkpoint: bool = False
    departed: Mapping[CharacterId, Character] = field(default_factory=dict)


def settle(
    state: SessionState,
    turn: Turn,
    seed: str,
    world: World,
    now: datetime,
    undone: Turn | None = None,
    newcomer: Character | None = None,
) -> Settled:
    """Resolves the turn, or rejects it with a code: either way the log goes on.

    A turn of the kind `undo` needs the one that it takes back, `undo_target(state)`, with all of its events; one that
    somebody joins by needs the `newcomer`.
    """
    try:
        intent = turn.intent or _understand(state, turn, world)
        if turn.kind is TurnKind.UNDO:
            resolved = _take_back(state, undone)
        else:
            dice = Dice(bytes.fromhex(seed), turn.seq)
            resolved = _resolve(state, turn, intent, dice, world, newcomer)
        after, events = resolved.state, resolved.events
    except GameError as error:
        return _rejected(state, turn, error.code, error.message, world, now)
    except Exception:
        # A fault in a rule must not stop the session for good: the turn is refused, the fault is logged.
        log.exception("rule_failed", session_id=turn.session_id, turn_id=turn.id, seq=turn.seq)
        return _rejected(state, turn, RULE_FAILED, "Something went wrong; nothing has changed.", world, now)
    after = replace(after, seq=turn.seq)
    settled = replace(
        _stamped(state, turn, after, world, now),
        status=TurnStatus.RESOLVED,
        intent=intent,
        events=_visible(events, state, after),
        names=names_of_all(state, events, after),
        location_id=after.location_id,
        minutes=after.minutes,
        condition=condition_of(after, turn.character_id, world),
        narration_status=_narration_status(turn, events),
        suggestions=_suggestions(after, turn, world),
        is_private=_concerns_one(state, turn, intent),
    )
    return Settled(settled, events, after, departed=_departed(state, events))


def _visible(events: tuple[Event, ...], before: SessionState, after: SessionState) -> tuple[Event, ...]:
    is_shared = _is_party(before) or _is_party(after)
    return visible_events(events, is_shared=is_shared, enemies=enemies_in(events, before, after))


def _is_party(state: SessionState) -> bool:
    return len(state.turn_order) > 1


def _concerns_one(state: SessionState, turn: Turn, intent: Intent) -> bool:
    actor = state.characters.get(turn.character_id) if turn.character_id else None
    return actor is not None and is_private(intent, actor.items)


def _departed(state: SessionState, events: tuple[Event, ...]) -> dict[CharacterId, Character]:
    """Those who left, each as it was in the moment of going."""
    found: dict[CharacterId, Character] = {}
    if not any(isinstance(event, CharacterLeft) for event in events):
        return found
    for event in events:
        if isinstance(event, CharacterLeft):
            found[event.character_id] = state.characters[event.character_id]
        state = apply(state, event)
    return found


def _understand(state: SessionState, turn: Turn, world: World) -> Intent:
    return parse(turn.action, state, _actor_of(turn), world)


def _resolve(
    state: SessionState, turn: Turn, intent: Intent, dice: Dice, world: World, newcomer: Character | None
) -> Resolution:
    if isinstance(intent, End):
        return end_story(state, dice, world)
    if isinstance(intent, Join):
        if newcomer is None:
            raise NotFound
        done = join(state, newcomer, dice, world)
    elif isinstance(intent, Leave):
        done = leave(state, intent.character, dice, world, is_sent_away=intent.is_sent_away)
    elif isinstance(intent, Miss):
        done = miss(state, intent.character, intent.fallback, dice, world, in_round=intent.in_round)
    elif isinstance(intent, Share):
        done = share(state, intent, dice, world)
    elif isinstance(intent, Together):
        done = together(state, _actor_of(turn), intent.deed, dice, world)
    else:
        done = resolve(state, _actor_of(turn), intent, dice, world)
    return marked(state, done.state, turn.seq, turn.kind, done.events)


def _take_back(state: SessionState, undone: Turn | None) -> Resolution:
    problem = why_not_undo(state)
    if problem is not None:
        raise problem
    if undone is None or undone.seq != undo_target(state):
        raise NothingToUndo
    return take_back(state, undone.seq, undone.action, undone.events, is_own=undone.is_private)


def _actor_of(turn: Turn) -> CharacterId:
    """Everything but beginning and end is some character's action."""
    if turn.character_id is None:
        raise NotFound
    return turn.character_id


def _rejected(
    state: SessionState, turn: Turn, code: str, message: str, world: World, now: datetime
) -> Settled:
    after = replace(state, seq=turn.seq)
    settled = replace(
        _stamped(state, turn, after, world, now),
        status=TurnStatus.REJECTED,
        code=code,
        message=message[:500],
        is_private=turn.user_id is not None,
    )
    return Settled(settled, (), after)


def _stamped(before: SessionState, turn: Turn, after: SessionState, world: World, now: datetime) -> Turn:
    """The turn with what makes it checkable later."""
    known = {**before.characters, **after.characters}
    actor = known.get(turn.character_id) if turn.character_id else None
    return replace(
        turn,
        character_name=actor.name if actor else None,
        state_hash=state_hash(after),
        rules_version=RULES_VERSION,
        content_hash=world.content_hash,
        resolved_at=now,
    )


def _narration_status(turn: Turn, events: tuple[Event, ...]) -> NarrationStatus:
    tells = turn.kind is not TurnKind.EXTERNAL and bool(events)
    return NarrationStatus.PENDING if tells else NarrationStatus.NONE


def _suggestions(after: SessionState, turn: Turn, world: World) -> tuple[Suggestion, ...]:
    """None in a party, where others read the turn: they tell what one carries."""
    if (
        after.is_over
        or turn.character_id is None
        or turn.character_id not in after.characters
        or _is_party(after)
    ):
        return ()
    try:
        return suggest(after, turn.character_id, world)
    except Exception:
        # What happened stands; that nothing comes to mind now must not undo it.
        log.exception("suggestions_failed", session_id=turn.session_id, turn_id=turn.id, seq=turn.seq)
        return ()
