"""A session as it looks to somebody who only watches."""

from collections.abc import Mapping
from dataclasses import replace

from app.game_logic.turn_order import at_the_move
from app.game_logic.view.clock import clock_view
from app.game_logic.view.combat import combat_view
from app.game_logic.view.session import party_views, quest_views
from app.models.enums import SessionStatus
from app.models.ids import CharacterId
from app.models.session import GameSession
from app.models.views import PlaceView, SpectatorView, TurnView
from app.models.world import World

_NOBODY = CharacterId("")


def spectator_view(
    session: GameSession,
    turns: tuple[TurnView, ...],
    world: World,
    portraits: Mapping[CharacterId, str | None],
) -> SpectatorView:
    """What everybody of the party sees. Whose accounts they are is left out."""
    state = session.state
    place = world.locations[state.location_id]
    is_played = session.status in (SessionStatus.ACTIVE, SessionStatus.TIMEOUT)
    members = party_views(state, None, world, portraits)
    return SpectatorView(
        id=session.id,
        name=session.name,
        status=session.status,
        version=session.version,
        turn_number=state.seq,
        seed_hash=session.seed_hash,
        current_actor_id=at_the_move(state) if is_played else None,
        location=PlaceView(place.id, place.name, place.region, place.biome, place.description, place.is_safe),
        clock=clock_view(state.minutes),
        party=tuple(replace(one, user_id="") for one in members),
        combat=combat_view(state, _NOBODY, world),
        quests=quest_views(state, world),
        turns=turns,
    )
