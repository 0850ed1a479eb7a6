"""A session as one player sees it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.game_logic.progression import experience_for
from app.game_logic.suggestions import suggest
from app.game_logic.turn_order import at_the_move
from app.game_logic.undo import why_not_undo
from app.game_logic.view.character import effect_views, next_level_at, portrait_view
from app.game_logic.view.clock import clock_view
from app.game_logic.view.combat import combat_view
from app.game_logic.view.place import location_view, talk_view
from app.game_logic.view.suggestion_ids import encode_suggestion
from app.game_logic.view.vote import vote_view
from app.models.enums import QuestStatus, SessionStatus, Stat, UndoRule
from app.models.ids import CharacterId, CombatantId, QuestId
from app.models.items import PooledItem
from app.models.session import GameSession, QuestProgress, SessionState
from app.models.views import (
    PartyMemberView,
    PooledItemView,
    QuestView,
    RoundView,
    SessionView,
    SuggestionView,
)
from app.models.world import World


def session_view(
    session: GameSession,
    viewer_id: CharacterId,
    world: World,
    seed: str | None,
    portraits: Mapping[CharacterId, str | None] = MappingProxyType({}),
    running: RoundView | None = None,
    acting_for: Sequence[CharacterId] = (),
) -> SessionView:
    """Everything that the player of `viewer_id` may know. `seed` is given once the session has ended; `portraits`:
    hashes of uploaded ones; `running`: the round that actions are handed in for now;
    `acting_for`: whom this player may act for."""
    state = session.state
    current_id = at_the_move(state)
    is_playable = session.status in (SessionStatus.ACTIVE, SessionStatus.TIMEOUT)
    played_too = tuple(acting_for) if is_playable else ()
    suggestions = suggest(state, viewer_id, world) if is_playable else ()
    return SessionView(
        id=session.id,
        name=session.name,
        status=session.status,
        version=session.version,
        turn_number=state.seq,
        config=session.config,
        seed_hash=session.seed_hash,
        seed=seed,
        character_id=viewer_id,
        leader_id=session.owner_id,
        current_actor_id=current_id if is_playable else None,
        is_your_turn=viewer_id in running.waiting_for if running else is_playable and current_id == viewer_id,
        acting_for=played_too,
        round=running,
        votes=(vote_view(session.vote, viewer_id),) if session.vote else (),
        deadline_at=session.due_at if is_playable else None,
        location=location_view(state, viewer_id, world),
        clock=clock_view(state.minutes),
        party=party_views(state, viewer_id, world, portraits),
        combat=combat_view(state, viewer_id, world, played_too),
        talk=talk_view(state, viewer_id, world),
        quests=quest_views(state, world),
        loot_pool=tuple(_lying(one, world) for one in state.loot_pool),
        suggestions=tuple(SuggestionView(encode_suggestion(one), one.text) for one in suggestions),
        can_undo=is_playable and _can_undo(session),
        created_at=session.created_at,
        last_activity=session.last_activity,
    )


def party_views(
    state: SessionState,
    viewer_id: CharacterId | None,
    world: World,
    portraits: Mapping[CharacterId, str | None],
) -> tuple[PartyMemberView, ...]:
    """Everybody of the party in the order of their turns."""
    return tuple(_member(state, one, viewer_id, world, portraits.get(one)) for one in state.turn_order)


def quest_views(state: SessionState, world: World) -> tuple[QuestView, ...]:
    """The quests that the party knows."""
    return tuple(_quest(quest_id, progress, world) for quest_id, progress in state.quests.items())


def _lying(pooled: PooledItem, world: World) -> PooledItemView:
    definition = world.items[pooled.item.item_def_id]
    return PooledItemView(
        id=pooled.item.id,
        item_def_id=definition.id,
        name=definition.name,
        description=definition.description,
        rarity=definition.rarity,
        quantity=pooled.item.quantity,
        receivers=pooled.receivers,
    )


def _can_undo(session: GameSession) -> bool:
    """Whether the last turn can be taken back: by its one player, or by the party."""
    return session.config.undo is UndoRule.ALLOWED and why_not_undo(session.state) is None


def _member(
    state: SessionState,
    character_id: CharacterId,
    viewer_id: CharacterId | None,
    world: World,
    portrait_hash: str | None,
) -> PartyMemberView:
    """In a fight the combatant's hit points, mana and effects are the truth."""
    character = state.characters[character_id]
    fighters = state.combat.combatants if state.combat else {}
    vitals = fighters.get(CombatantId(character_id)) or character
    stats = character.get_effective_stats(world)
    return PartyMemberView(
        character_id=character.id,
        user_id=character.user_id,
        name=character.name,
        class_id=character.class_id,
        class_name=world.classes[character.class_id].name,
        level=character.level,
        hp=vitals.hp,
        max_hp=stats[Stat.MAX_HP],
        mana=vitals.mana,
        max_mana=stats[Stat.MAX_MANA],
        experience=character.experience,
        experience_level=experience_for(character.level),
        experience_next=next_level_at(character),
        effects=effect_views(vitals.effects, world),
        is_you=character.id == viewer_id,
        is_fallen=vitals.hp <= 0,
        is_current=at_the_move(state) == character.id,
        portrait=portrait_view(character, portrait_hash),
    )


def _quest(quest_id: QuestId, progress: QuestProgress, world: World) -> QuestView:
    definition = world.quests[quest_id]
    is_done = progress.status is QuestStatus.COMPLETED
    behind = definition.stages if is_done else definition.stages[: progress.stage]
    return QuestView(
        id=quest_id,
        name=definition.name,
        summary=definition.summary,
        is_main=definition.is_main,
        status=progress.status,
        objective=None if is_done else definition.stages[progress.stage].objective.text,
        stage=len(behind),
        stages=len(definition.stages),
        done=tuple(stage.title for stage in behind),
    )
