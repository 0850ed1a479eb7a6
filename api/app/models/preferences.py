"""How a player would like the game to look and to sound."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any


class Theme(StrEnum):
    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


class TextSize(StrEnum):
    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    HUGE = "huge"


class Motion(StrEnum):
    SYSTEM = "system"
    REDUCED = "reduced"
    FULL = "full"


class Tone(StrEnum):
    """How the story is told: what happened, as a song, as a warning, or with a raised eyebrow."""

    PLAIN = "plain"
    HEROIC = "heroic"
    GRIM = "grim"
    WRY = "wry"


class TurnMails(StrEnum):
    """Mails that say it is one's turn, while one is away: one for all, one for each party, or none."""

    DIGEST = "digest"
    EACH = "each"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a player who never chose anything has are the defaults."""

    theme: Theme = Theme.SYSTEM
    text_size: TextSize = TextSize.NORMAL
    motion: Motion = Motion.SYSTEM
    tone: Tone = Tone.WRY
    turn_mails: TurnMails = TurnMails.DIGEST

    def changed(self, changes: Mapping[str, object]) -> "Preferences":
        """With the given ones in place of its own. TypeError for a name that is none."""
        given: Any = changes
        return replace(self, **given)

    def stored(self) -> dict[str, object]:
        """As an account keeps them."""
        return dict(asdict(self))


def stored_preferences(kept: Mapping[str, object]) -> Preferences:
    """The preferences an account keeps; what is missing, or no longer a choice, is the default."""
    found: dict[str, Any] = {}
    for field in fields(Preferences):
        choices: Any = type(field.default)
        if kept.get(field.name) in [choice.value for choice in choices]:
            found[field.name] = choices(kept[field.name])
    return Preferences(**found)
