"""Experience and levels."""

from dataclasses import replace

from app.game_logic.recorder import Recorder
from app.models.character import MAX_LEVEL
from app.models.enums import Stat
from app.models.events import ExperienceGained, LevelGained
from app.models.ids import CharacterId

SKILL_POINTS_PER_LEVEL = 1
EXPERIENCE_STEP = 50


def experience_for(level: int) -> int:
    """The total of experience at which `level` is reached: 50 × level × (level - 1). 0, 100, 300, 600 … 19,000."""
    return EXPERIENCE_STEP * level * (level - 1)


def gain_experience(rec: Recorder, character_id: CharacterId, amount: int) -> None:
    """Adds experience, and every level that it reaches: a skill point each, hit points and mana full again.

    At the highest level nothing more is gained or recorded.
    """
    character = rec.state.characters[character_id]
    gained = min(amount, experience_for(MAX_LEVEL) - character.experience)
    if gained <= 0:
        return
    rec.emit(ExperienceGained(character_id, gained, character.experience + gained))
    while _is_ready(rec, character_id):
        _gain_level(rec, character_id)


def _is_ready(rec: Recorder, character_id: CharacterId) -> bool:
    character = rec.state.characters[character_id]
    return character.level < MAX_LEVEL and character.experience >= experience_for(character.level + 1)


def _gain_level(rec: Recorder, character_id: CharacterId) -> None:
    character = rec.state.characters[character_id]
    grown = replace(character, level=character.level + 1)
    stats = grown.get_effective_stats(rec.world)
    rec.emit(
        LevelGained(
            character_id,
            grown.level,
            character.skill_points + SKILL_POINTS_PER_LEVEL,
            stats[Stat.MAX_HP],
            stats[Stat.MAX_MANA],
        )
    )
