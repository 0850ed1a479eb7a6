"""Ids. Row ids are 26-character ULIDs; content ids are stable snake_case names out of the YAML."""

from typing import NewType

UserId = NewType("UserId", str)
LoginId = NewType("LoginId", str)
CharacterId = NewType("CharacterId", str)
ItemId = NewType("ItemId", str)
SessionId = NewType("SessionId", str)
TurnId = NewType("TurnId", str)
VoteId = NewType("VoteId", str)
"""That of the turn, too, which the vote becomes if it passes."""

CombatantId = NewType("CombatantId", str)
"""A character's id for a player's combatant; `<enemy_id>_<n>` for an enemy."""

AbilityId = NewType("AbilityId", str)
ClassId = NewType("ClassId", str)
EffectId = NewType("EffectId", str)
EncounterId = NewType("EncounterId", str)
EnemyId = NewType("EnemyId", str)
ItemDefId = NewType("ItemDefId", str)
LocationId = NewType("LocationId", str)
LootTableId = NewType("LootTableId", str)
OriginId = NewType("OriginId", str)
PersonId = NewType("PersonId", str)
QuestId = NewType("QuestId", str)
SkillNodeId = NewType("SkillNodeId", str)
