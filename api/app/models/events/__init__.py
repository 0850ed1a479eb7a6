"""What happened: the numbered facts of a turn. The state is their fold, the narration tells nothing else.

Every event carries the outcome, not the rule: folding needs neither content nor dice. `rolls` are the dice behind it.
"""

from typing import Annotated

from pydantic import Field

from app.models.events.combat import (
    AbilityUsed,
    AttackRolled,
    CombatantFell,
    CombatantRevived,
    CombatantSummoned,
    CombatEnded,
    CombatStarted,
    CombatTurnSkipped,
    CombatTurnStarted,
    DamageDealt,
    EffectApplied,
    EffectEnded,
    EffectTicked,
    FinalVitals,
    FleeTried,
    Healed,
    ManaRestored,
    PhaseBegan,
    PityChanged,
    RowChanged,
)
from app.models.events.exploration import (
    Answered,
    CharacterEffectsChanged,
    CheckRolled,
    FeatureUsed,
    FlagChanged,
    LocationEntered,
    Looked,
    LoreGained,
    Misunderstood,
    Rested,
    TimePassed,
    Told,
    VitalsChanged,
)
from app.models.events.loot import LootAwarded, LootLeft, LootPooled, LootTaken, LootThrow
from app.models.events.possessions import (
    ExperienceGained,
    GoldChanged,
    ItemEquipped,
    ItemGained,
    ItemLost,
    ItemUnequipped,
    LevelGained,
    LootRolled,
    SkillLearned,
    SkillsForgotten,
)
from app.models.events.quests import (
    QuestAdvanced,
    QuestCompleted,
    QuestStarted,
    TalkBegan,
    TalkEnded,
    TopicSaid,
)
from app.models.events.session import (
    ActionUnderstood,
    CharacterJoined,
    CharacterLeft,
    SessionStarted,
    StoryEnded,
    TurnMissed,
    TurnPassed,
)
from app.models.events.speech import Spoke, Written
from app.models.events.undo import Moved, Rewound, UndoBarred, UndoPointSet

Event = Annotated[
    SessionStarted
    | CharacterJoined
    | CharacterLeft
    | ActionUnderstood
    | TurnPassed
    | TurnMissed
    | StoryEnded
    | LocationEntered
    | Looked
    | CheckRolled
    | FeatureUsed
    | Told
    | FlagChanged
    | TimePassed
    | LoreGained
    | Rested
    | VitalsChanged
    | CharacterEffectsChanged
    | Misunderstood
    | Answered
    | TalkBegan
    | TopicSaid
    | TalkEnded
    | Spoke
    | Written
    | QuestStarted
    | QuestAdvanced
    | QuestCompleted
    | ItemGained
    | ItemLost
    | ItemEquipped
    | ItemUnequipped
    | GoldChanged
    | LootRolled
    | LootPooled
    | LootAwarded
    | LootTaken
    | LootLeft
    | ExperienceGained
    | LevelGained
    | SkillLearned
    | SkillsForgotten
    | CombatStarted
    | CombatTurnStarted
    | CombatTurnSkipped
    | AbilityUsed
    | AttackRolled
    | DamageDealt
    | Healed
    | ManaRestored
    | EffectApplied
    | EffectTicked
    | EffectEnded
    | CombatantFell
    | CombatantRevived
    | RowChanged
    | PhaseBegan
    | CombatantSummoned
    | FleeTried
    | CombatEnded
    | PityChanged
    | UndoPointSet
    | UndoBarred
    | Rewound,
    Field(discriminator="kind"),
]

__all__ = [
    "AbilityUsed",
    "ActionUnderstood",
    "Answered",
    "AttackRolled",
    "CharacterEffectsChanged",
    "CharacterJoined",
    "CharacterLeft",
    "CheckRolled",
    "CombatEnded",
    "CombatStarted",
    "CombatTurnSkipped",
    "CombatTurnStarted",
    "CombatantFell",
    "CombatantRevived",
    "CombatantSummoned",
    "DamageDealt",
    "EffectApplied",
    "EffectEnded",
    "EffectTicked",
    "Event",
    "ExperienceGained",
    "FeatureUsed",
    "FinalVitals",
    "FlagChanged",
    "FleeTried",
    "GoldChanged",
    "Healed",
    "ItemEquipped",
    "ItemGained",
    "ItemLost",
    "ItemUnequipped",
    "LevelGained",
    "LocationEntered",
    "Looked",
    "LootAwarded",
    "LootLeft",
    "LootPooled",
    "LootRolled",
    "LootTaken",
    "LootThrow",
    "LoreGained",
    "ManaRestored",
    "Misunderstood",
    "Moved",
    "PhaseBegan",
    "PityChanged",
    "QuestAdvanced",
    "QuestCompleted",
    "QuestStarted",
    "Rested",
    "Rewound",
    "RowChanged",
    "SessionStarted",
    "SkillLearned",
    "SkillsForgotten",
    "Spoke",
    "StoryEnded",
    "TalkBegan",
    "TalkEnded",
    "TimePassed",
    "Told",
    "TopicSaid",
    "TurnMissed",
    "TurnPassed",
    "UndoBarred",
    "UndoPointSet",
    "VitalsChanged",
    "Written",
]
