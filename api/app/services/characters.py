"""Making, seeing and changing characters."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.backends.ports import Clock, Documents, Op, Order, Row, Update, Where
from app.backends.retrying import commit_loaded, until_settled
from app.game_logic.creation import create_character as new_character
from app.game_logic.dice import Dice
from app.game_logic.resolve import apply_outside
from app.game_logic.view.character import inventory_view, stat_parts
from app.models.enums import SessionStatus, Stat, TurnKind
from app.models.errors import AlreadyInSession, Conflict, Invalid, QuotaReached
from app.models.ids import CharacterId, ClassId, OriginId, SessionId, UserId
from app.models.intents import Intent
from app.models.tables import CHARACTERS, GAME_SESSIONS
from app.models.user import TIERS, User
from app.models.views import CharacterView, InventoryItem, StatPart
from app.models.world import World
from app.services import names
from app.services.advance import Advance
from app.services.appended import Appended
from app.services.character_views import CharacterViews
from app.services.loading import require_playable
from app.services.moderation import Moderation
from app.services.portrait_files import PortraitFiles
from app.services.records import columns
from app.services.records.characters import (
    StoredCharacter,
    create_character,
    load_characters,
    load_owned,
    update_character,
)
from app.services.records.ledger import ledger_rows, opening_rows
from app.services.records.sessions import LoadedSession

DRAWN_PORTRAITS = tuple(f"portrait_{number:02}" for number in range(1, 13))
"""Which the frontends have drawings for."""


@dataclass(frozen=True, slots=True)
class NewCharacter:
    """What a player chooses. `appearance` is free: short texts by short names; `portrait` is one of DRAWN_PORTRAITS."""

    name: str
    class_id: ClassId
    origin_id: OriginId
    appearance: Mapping[str, str]


class CharacterService:
    """A user's characters. What changes one that is on an adventure goes through that session's log."""

    def __init__(
        self,
        documents: Documents,
        clock: Clock,
        world: World,
        advance: Advance,
        pictures: PortraitFiles,
        moderation: Moderation,
    ) -> None:
        self._documents = documents
        self._clock = clock
        self._world = world
        self._advance = advance
        self._pictures = pictures
        self._moderation = moderation
        self._views = CharacterViews(world)

    def list(self, user_id: UserId) -> Sequence[CharacterView]:
        """The user's characters, oldest first."""
        stored = load_characters(self._documents, self._active_rows(user_id))
        return [self._view(one) for one in stored]

    def get(self, user_id: UserId, character_id: CharacterId) -> CharacterView:
        """Raises NotFound, also for somebody else's."""
        return self._view(load_owned(self._documents, user_id, character_id))

    def inventory(self, user_id: UserId, character_id: CharacterId) -> Sequence[InventoryItem]:
        """What the character holds: worn items first, then by name. Raises NotFound."""
        stored = load_owned(self._documents, user_id, character_id)
        return inventory_view(stored.character, self._world)

    def stat(self, user_id: UserId, character_id: CharacterId, stat: Stat) -> Sequence[StatPart]:
        """Where a number comes from: its parts in folding order. Raises NotFound."""
        stored = load_owned(self._documents, user_id, character_id)
        return stat_parts(stored.character, stat, self._world)

    def create(self, user: User, new: NewCharacter) -> CharacterView:
        """Raises Invalid (`bad_name`, `unknown_class`, `unknown_origin`, `unknown_portrait`, `name_taken`),
        QuotaReached."""
        name = self._clean_name(new.name)
        _require_known_drawing(new.appearance)
        if new.class_id not in self._world.classes:
            raise Invalid("There is no such class.", code="unknown_class", details={"field": "class_id"})
        if new.origin_id not in self._world.origins:
            raise Invalid("There is no such origin.", code="unknown_origin", details={"field": "origin_id"})
        character_id = until_settled(lambda: self._try_create(user, replace(new, name=name)))
        return self.get(user.id, character_id)

    def _try_create(self, user: User, new: NewCharacter) -> CharacterId:
        rows = self._active_rows(user.id)
        slot = _free_slot(user, [columns.text(row, "slot") for row in rows])
        key = names.name_key(new.name)
        self._require_free_name(key)
        character_id = CharacterId(self._clock.new_id())
        dice = Dice(secrets.token_bytes(32), 0)
        character = new_character(
            character_id,
            user.id,
            new.name,
            new.class_id,
            new.origin_id,
            new.appearance,
            self._world,
            dice.new_id,
        )
        self._documents.commit(
            [*create_character(character, key, slot), *opening_rows(character, self._clock)]
        )
        return character_id

    def _clean_name(self, name: str) -> str:
        cleaned = names.clean_name(name)
        self._moderation.require_clean(cleaned, "name")
        return cleaned

    def _require_free_name(self, key: str, unless: CharacterId | None = None) -> None:
        rows = self._documents.list(CHARACTERS.name, [Where("name_key", Op.EQ, key)], limit=1).rows
        if rows and rows[0].id != unless:
            raise Invalid(
                "A character of that name, or one too much like it, is already known here.",
                code="name_taken",
                details={"field": "name"},
            )

    def change(
        self, user_id: UserId, character_id: CharacterId, name: str, appearance: Mapping[str, str]
    ) -> CharacterView:
        """Renames and redraws. Raises NotFound, Invalid, AlreadyInSession while on an adventure."""
        cleaned = self._clean_name(name)
        _require_known_drawing(appearance)

        def attempt() -> None:
            stored = load_owned(self._documents, user_id, character_id)
            _require_free(stored)
            key = names.name_key(cleaned)
            self._require_free_name(key, unless=character_id)
            changed = replace(stored.character, name=cleaned, appearance=dict(appearance))
            commit_loaded(self._documents, update_character(stored, changed, name_key=key))

        until_settled(attempt)
        return self.get(user_id, character_id)

    def retire(self, user_id: UserId, character_id: CharacterId) -> None:
        """The character leaves for good, and its pictures with it; its name and its place are free again. Raises
        NotFound, AlreadyInSession."""

        def attempt() -> None:
            stored = load_owned(self._documents, user_id, character_id)
            _require_free(stored)
            gone = f"retired:{character_id}"
            data = {"is_active": False, "name_key": gone, "slot": gone, "portrait_hash": None}
            self._pictures.forget(character_id)
            commit_loaded(self._documents, [Update(CHARACTERS.name, character_id, data, stored.version)])

        until_settled(attempt)

    def act(self, user_id: UserId, character_id: CharacterId, intent: Intent) -> CharacterView:
        """Equip, unequip, use, drop, learn or respec, from outside the play page.

        On an adventure it becomes an `external` turn of that session's log; what the rules refuse leaves none.
        Raises NotFound, InCombat, IllegalMove.
        """

        def attempt() -> None:
            stored = load_owned(self._documents, user_id, character_id)
            if stored.session_id is None or self._is_gathering(stored.session_id):
                self._act_alone(stored, intent)
            else:
                self._act_in_session(user_id, character_id, stored.session_id, intent)

        until_settled(attempt)
        return self.get(user_id, character_id)

    def _is_gathering(self, session_id: SessionId) -> bool:
        """Whether the character sits in a lobby, whose adventure has no log yet."""
        return self._documents.get(GAME_SESSIONS.name, session_id).data["status"] == SessionStatus.LOBBY

    def _act_alone(self, stored: StoredCharacter, intent: Intent) -> None:
        outcome = apply_outside(stored.character, intent, Dice(secrets.token_bytes(32), 0), self._world)
        changes = update_character(stored, outcome.character)
        commit_loaded(self._documents, [*changes, *ledger_rows(outcome.events, self._clock)])

    def _act_in_session(
        self, user_id: UserId, character_id: CharacterId, session_id: SessionId, intent: Intent
    ) -> None:
        def decide(loaded: LoadedSession) -> Appended:
            require_playable(loaded.row)
            if character_id not in loaded.state.characters:
                raise Conflict  # it left while others' turns were settled: look again where it is
            return Appended(intent, character_id, kind=TurnKind.EXTERNAL, user_id=user_id)

        self._advance.append(session_id, decide)

    def _active_rows(self, user_id: UserId) -> Sequence[Row]:
        where = [Where("user_id", Op.EQ, user_id), Where("is_active", Op.EQ, True)]
        return self._documents.list(CHARACTERS.name, where, [Order("user_id")], 100).rows

    def _view(self, stored: StoredCharacter) -> CharacterView:
        return self._views.of(stored)


def _require_known_drawing(appearance: Mapping[str, str]) -> None:
    """`appearance` is free, but for `portrait`: one of the drawn ones."""
    chosen = appearance.get("portrait")
    if chosen is not None and chosen not in DRAWN_PORTRAITS:
        raise Invalid(
            "There is no such portrait.", code="unknown_portrait", details={"field": "appearance.portrait"}
        )


def _require_free(stored: StoredCharacter) -> None:
    if stored.session_id is not None:
        raise AlreadyInSession(details={"session_id": stored.session_id})


def _free_slot(user: User, taken: Sequence[str]) -> str:
    """The first free place of the user's tier. Raises QuotaReached."""
    most = TIERS[user.tier].max_characters
    number = 1
    while f"{user.id}:{number}" in taken:
        number += 1
    if most is not None and number > most:
        raise QuotaReached("Your tier has no room for another character.", details={"max_characters": most})
    return f"{user.id}:{number}"
