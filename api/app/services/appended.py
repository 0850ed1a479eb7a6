"""What is put at the end of a log, settled as it comes."""

from dataclasses import dataclass

from app.models.enums import TurnKind
from app.models.ids import CharacterId, UserId
from app.models.intents import Intent
from app.models.session import Seat
from app.models.votes import Vote
from app.services.records.characters import StoredCharacter


@dataclass(frozen=True, slots=True)
class Appended:
    """A turn that is settled as it comes, and what goes with it: who sits where and leads afterwards (None: as
    before), who may not come back, and who comes, for an intent to join. `kind`: the engine's own, or a player's from
    outside the play page, whose `user_id` it then names, or the party's: then `ended` is the vote that it came from,
    whose id it bears and which is closed in the same commit. `action`: what the log shows as words."""

    intent: Intent
    character_id: CharacterId | None = None
    seats: tuple[Seat, ...] | None = None
    leader: UserId | None = None
    barred: tuple[UserId, ...] = ()
    newcomer: StoredCharacter | None = None
    kind: TurnKind = TurnKind.SYSTEM
    user_id: UserId | None = None
    action: str = ""
    ended: Vote | None = None
