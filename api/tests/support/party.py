"""Several players in one session, without HTTP."""

from dataclasses import dataclass, field
from typing import Any

from app.models.enums import InviteKind, Tier
from app.models.ids import SessionId, UserId
from app.models.intents import Intent
from app.models.session import SessionConfig, Turn
from app.models.views import PartyView
from app.services.parties import PartyService
from app.services.turns import NewAction
from tests.support.house import Game, House, Player


@dataclass
class Gathering:
    """A lobby: its players in the order of their seats, the leader first."""

    house: House
    id: SessionId
    players: list[Player]
    code: str
    games: dict[UserId, Game] = field(default_factory=dict)

    @property
    def parties(self) -> PartyService:
        return self.house.services.parties

    @property
    def leader(self) -> Player:
        return self.players[0]

    def come(self, class_id: str = "vanguard") -> Player:
        """A new player with a seat."""
        player = self.house.player(class_id)
        self.parties.join(player.id, player.character_id, self.code, None)
        self.players.append(player)
        return player

    def set_out(self) -> Game:
        """Everybody is ready and the leader starts; the session as its leader plays it."""
        for player in self.players[1:]:
            self.parties.set_ready(player.id, self.id, True)
        self.parties.start(self.leader.id, self.id)
        self.house.sessions.append(self.id)
        return self.of(self.leader)

    def of(self, player: Player) -> Game:
        """The session as this player plays it."""
        return Game(self.house, player, self.id)

    def view(self, player: Player | None = None) -> PartyView:
        return self.parties.view((player or self.leader).id, self.id)

    def play(self, player: Player, words: str, intent: Intent | None = None) -> Turn:
        """One action of this player's, settled."""
        return self.of(player).play(words, intent)

    def act_at_turn(self, words: str, **more: Any) -> Turn:
        """An action of whoever is at the move."""
        view = self.house.services.sessions.view(self.leader.id, self.id)
        player = next(one for one in self.players if one.character_id == view.current_actor_id)
        return self.play(player, words, **more)


def gather(house: House, others: int = 0, tier: Tier = Tier.ELITE, **config: Any) -> Gathering:
    """A new lobby with so many players beside its leader."""
    leader = house.player()
    user = house.services.operations.set_tier(leader.id, tier)
    chosen = SessionConfig(**{"max_players": 10, **config})
    view = house.services.parties.open(user, leader.character_id, None, chosen)
    session_id = SessionId(view.id)
    code = house.services.parties.invite(leader.id, session_id, InviteKind.MEMBER).code
    found = Gathering(house, session_id, [Player(user, leader.character_id)], code)
    for _ in range(others):
        found.come()
    return found


def accept(
    gathering: Gathering, player: Player, words: str, action_id: str, intent: Intent | None = None
) -> Turn:
    """Hands an action in; nobody resolves it yet."""
    turns = gathering.house.services.turns
    return turns.accept(player.id, gathering.id, NewAction(words, action_id, intent))
