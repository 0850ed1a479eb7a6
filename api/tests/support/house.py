"""The whole house without its front door: every service on a real database and a real Valkey, with a clock that the
test sets. Jobs are run when the test says so, by the same services that workers call."""

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.backends.ports import Row, Where
from app.backends.system import SettableClock
from app.config import Settings, load_settings
from app.models.enums import TurnStatus
from app.models.ids import CharacterId, ClassId, OriginId, SessionId, UserId
from app.models.intents import Intent
from app.models.session import SessionConfig, SessionState, Turn
from app.models.tables import GAME_SESSIONS
from app.models.user import User
from app.services.characters import NewCharacter
from app.services.records.sessions import load_session
from app.services.records.turns import whole_turns
from app.services.turns import NewAction
from app.wiring.services import Services, build
from tests.support.appwrite import settings_in
from tests.support.shipped import shipped_world

_UNMISTAKABLE = "abcdefghjkmopqrstuxyz"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Player:
    """Somebody with a character."""

    user: User
    character_id: CharacterId

    @property
    def id(self) -> UserId:
        return self.user.id


@dataclass(frozen=True)
class House:
    """A data folder and a Valkey with everything that lives on them."""

    settings: Settings
    services: Services
    clock: SettableClock
    sessions: list[SessionId] = field(default_factory=list)

    def wait(self, **duration: float) -> None:
        """Lets that much time pass."""
        self.clock.advance(timedelta(**duration))

    def player(self, class_id: str = "vanguard") -> Player:
        """A new guest with a new character."""
        number = next(_numbers)
        user = self.services.ports.backend.accounts.create_guest(f"Player {number}")
        new = NewCharacter(f"Hero {in_letters(number)}", ClassId(class_id), OriginId("noble_exile"), {})
        view = self.services.characters.create(user, new)
        return Player(user, CharacterId(view.id))

    def set_out(self, player: Player, config: SessionConfig | None = None) -> "Game":
        """A new session of the player's."""
        created = self.services.sessions.create(
            player.id, player.character_id, None, config or SessionConfig()
        )
        self.sessions.append(SessionId(created.id))
        return Game(self, player, SessionId(created.id))

    def row(self, table: str, row_id: str) -> Row:
        """A row as it stands."""
        return self.services.ports.backend.documents.get(table, row_id)

    def rows(self, table: str, *where: Where) -> Sequence[Row]:
        """Up to 100 rows."""
        return self.services.ports.backend.documents.list(table, where, limit=100).rows


@dataclass(frozen=True)
class Game:
    """A session, as its player plays it."""

    house: House
    player: Player
    id: SessionId

    def accept(self, words: str, action_id: str = "", intent: Intent | None = None, **more: Any) -> Turn:
        """Hands an action in; nobody resolves it yet. `more` are fields of NewAction."""
        chosen = action_id or f"action-{next(_numbers)}"
        new = NewAction(words, chosen, intent, **more)
        return self.house.services.turns.accept(self.player.id, self.id, new)

    def advance(self) -> Sequence[Turn]:
        """What the job does that resolves accepted actions."""
        return self.house.services.advance.run(self.id)

    def play(self, words: str, intent: Intent | None = None) -> Turn:
        """An action from its acceptance to its end."""
        accepted = self.accept(words, intent=intent)
        self.advance()
        return self.turn(accepted)

    def turn(self, turn: Turn) -> Turn:
        """The turn as it stands in the log now, with what its player may see."""
        return self.house.services.turns.get(self.player.id, self.id, turn.id)

    def log(self) -> list[Turn]:
        """Every turn with all its events, oldest first."""
        return whole_turns(self.house.services.ports.backend.documents, self.id)

    @property
    def state(self) -> SessionState:
        """As the rules would find it now."""
        return load_session(self.house.services.ports.backend.documents, self.id).state

    @property
    def row(self) -> Row:
        return self.house.row(GAME_SESSIONS.name, self.id)

    def end(self, action_id: str = "the-end") -> str:
        """Ends the session; the published seed."""
        seed = self.house.services.sessions.end(self.player.id, self.id, action_id).seed
        assert seed is not None
        return seed


def house_settings(data_dir: Path, redis_url: str) -> Settings:
    """Settings of a house in that folder, for this process or another. One that was prepared
    on an Appwrite stays there."""
    return load_settings(FLASK_ENV="test", data_dir=data_dir, REDIS_URL=redis_url, **settings_in(data_dir))


@contextmanager
def open_house(data_dir: Path, redis_url: str) -> Iterator[House]:
    """A house in its folder. When it is left, every session that was played in it is proven, and so are its books."""
    settings, clock = house_settings(data_dir, redis_url), SettableClock()
    house = House(settings, build(settings, clock, shipped_world()), clock)
    yield house
    for session_id in house.sessions:
        assert_sound(house.services, session_id)
    report = house.services.ledger.verify()
    assert report.is_sound, report.discrepancies


def assert_sound(services: Services, session_id: SessionId) -> None:
    """The session's log folds, and plays again, to the same hash at every turn; its seed is the one whose hash was
    published, and gives every die; its row holds the state of the last turn. Seqs have no gap."""
    turns = services.replay.replay(session_id)
    assert [turn for turn in turns if not turn.is_sound] == []
    assert [turn.seq for turn in turns] == list(range(1, len(turns) + 1))
    assert any(turn.rerun for turn in turns), "rules and content are those of the turns"
    seed = services.replay.seed_of(session_id)
    row = services.ports.backend.documents.get(GAME_SESSIONS.name, session_id)
    assert row.data["seed_hash"] == hashlib.sha256(seed.encode()).hexdigest()
    assert (row.data["turn_number"], row.data["state_hash"]) == (turns[-1].seq, turns[-1].expected)
    assert [die for die in services.replay.verify_dice(session_id, seed) if not die.is_sound] == []


def settled(turns: Sequence[Turn]) -> list[tuple[int, TurnStatus]]:
    """Seq and status of each."""
    return [(turn.seq, turn.status) for turn in turns]


def in_letters(number: int) -> str:
    """1 → "b", 21 → "ba": names of characters hold letters only, and none that could be taken for others."""
    digits = ""
    while number:
        number, rest = divmod(number, len(_UNMISTAKABLE))
        digits = _UNMISTAKABLE[rest] + digits
    return digits
