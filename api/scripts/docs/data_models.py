"""DATA_MODELS.md: tables, dataclasses, events, intents, choices."""

from collections.abc import Sequence
from enum import StrEnum

from app.models import enums
from app.models.abilities import AbilityDef
from app.models.character import Character
from app.models.combat import Combatant, CombatEncounter
from app.models.dice import Roll
from app.models.effects import ActiveEffect, EffectDef
from app.models.events import Event, combat, exploration, loot, possessions, quests, session
from app.models.intents import Intent
from app.models.items import Item, ItemDef, PooledItem
from app.models.lore import EnemyLore, Lore
from app.models.origins import OriginDef
from app.models.session import GameSession, PlayerMemory, QuestProgress, SessionConfig, SessionState, Turn
from app.models.skills import ClassDef, SkillNode
from app.models.stats import Part, Stats, StatSheet
from app.models.user import Login, TierLimits, User
from app.models.world import EncounterDef, EnemyDef, LocationDef, LootTableDef, PersonDef, QuestDef, World
from scripts.docs import table_words, type_words
from scripts.docs.markdown import code, filled, prose, table

STATE = (
    SessionState,
    Character,
    Item,
    PooledItem,
    ActiveEffect,
    CombatEncounter,
    Combatant,
    QuestProgress,
    PlayerMemory,
    Lore,
    EnemyLore,
)
LOG = (GameSession, SessionConfig, Turn, Roll)
NUMBERS = (Stats, StatSheet, Part)
PEOPLE = (User, Login, TierLimits)
CONTENT = (
    World,
    ClassDef,
    SkillNode,
    OriginDef,
    AbilityDef,
    EffectDef,
    ItemDef,
    EnemyDef,
    EncounterDef,
    LootTableDef,
    LocationDef,
    PersonDef,
    QuestDef,
)
EVENTS = (session, exploration, quests, possessions, loot, combat)


def data_models() -> str:
    """The whole document."""
    parts = {
        "overview": table_words.overview(),
        "tables": "\n".join(table_words.chapters()),
        "state": _chapters(STATE),
        "log": _chapters(LOG),
        "numbers": _chapters(NUMBERS),
        "people": _chapters(PEOPLE),
        "content": _chapters(CONTENT),
        "events": _events(),
        "intents": type_words.of_kind(list(type_words.members(Intent)), "intent"),
        "choices": _choices(),
    }
    return filled("data_models.md", parts)


def _chapters(kinds: Sequence[type]) -> str:
    return "\n".join(type_words.described(one) for one in kinds)


def _events() -> str:
    """A table for each module of events, headed by what the module is about."""
    found = list(type_words.members(Event))
    chapters = []
    for module in EVENTS:
        own = [one for one in found if one.__module__ == module.__name__]
        chapters.append(f"### {prose(module.__doc__).rstrip('.')}\n{type_words.of_kind(own, 'event')}")
    return "\n".join(chapters)


def _choices() -> str:
    found = [one for one in vars(enums).values() if isinstance(one, type) and issubclass(one, StrEnum)]
    rows = [
        (one.__name__, " · ".join(code(str(member)) for member in one), type_words.about(one))
        for one in found
        if one is not StrEnum
    ]
    return table(("choice", "values", ""), rows)
